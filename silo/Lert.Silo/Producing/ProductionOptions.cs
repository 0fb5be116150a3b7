using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Producing;

/// <summary>Where content is produced from, where packages lie, and how long approvals and deliveries stand.</summary>
internal sealed class ProductionOptions
{
    public const string Section = "Lert:Production";

    /// <summary>The folder of snapshots, one folder each. Without it nothing is packaged. All silos of a cell see the same.</summary>
    public string? Snapshots { get; set; }

    /// <summary>The folder of packages until they are fetched. Without it nothing is packaged. All silos of a cell see the same.</summary>
    public string? Packages { get; set; }

    /// <summary>How long an approval of a disclosure stands, 1 hour to 30 days. Default 72 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan ApprovalLifetime { get; set; } = TimeSpan.FromHours(72);

    /// <summary>How long a package may be fetched, 1 hour to 90 days. Default 14 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan DeliveryLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a packer may be silent before another is looked for, 1 minute to 1 day. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan PackagingPatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many packages a silo makes at once, 1 to 16. Default 2.</summary>
    [Range(1, 16)]
    public int MaxPackers { get; set; } = 2;
}

[OptionsValidator]
internal sealed partial class ProductionOptionsValidator : IValidateOptions<ProductionOptions>;
