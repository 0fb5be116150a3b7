using System.ComponentModel.DataAnnotations;
using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Preservation;

/// <summary>This deployment's own policy, beside the law.</summary>
internal sealed class PreservationOptions
{
    public const string Section = "Lert:Preservation";

    /// <summary>How many days after the last hold deletion stays forbidden, 0 to 3,660. Default 30.</summary>
    [Range(0, LegalClock.MostGraceDays)]
    public int GraceDays { get; set; } = 30;

    /// <summary>How long after its end a hold is asked whether it was released, 1 minute to 30 days. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan AskAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after its end an unreleased hold calls for a person, 1 hour to 90 days. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long the deletion pipeline may act on an authorisation, 1 minute to 30 days. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan AuthorizationLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far ahead a requester's clock may be, 0 to 1 hour. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(5);

    public Rules ToRules(RegimeBook regimes) => new(regimes)
    {
        GraceDays = GraceDays,
        AskAfter = AskAfter,
        OverdueAfter = OverdueAfter,
        AuthorizationLifetime = AuthorizationLifetime,
        ClockTolerance = ClockTolerance,
    };
}

[OptionsValidator]
internal sealed partial class PreservationOptionsValidator : IValidateOptions<PreservationOptions>;
