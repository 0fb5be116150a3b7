using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Notices;

/// <summary>How long users have between being told and a disclosure.</summary>
internal sealed class NoticeOptions
{
    public const string Section = "Lert:Notice";

    /// <summary>How many whole days, in UTC, a user has between the notice and a disclosure, 0 to 365. Default 7.</summary>
    [Range(0, 365)]
    public int Days { get; set; } = 7;

    /// <summary>How soon a notice that is due is given, 1 hour to 30 days. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan Within { get; set; } = TimeSpan.FromHours(24);
}

[OptionsValidator]
internal sealed partial class NoticeOptionsValidator : IValidateOptions<NoticeOptions>;
