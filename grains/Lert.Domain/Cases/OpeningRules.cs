using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Cases;

/// <summary>What must be right about a request in any state, and that only the regimes can tell.</summary>
internal static class OpeningRules
{
    /// <summary>Our own reports. Every other regime that keeps data begins with somebody's request.</summary>
    private static readonly ImmutableHashSet<string> OwnReports = ["us-cybertip", "uk-osa-66"];

    public static IEnumerable<FieldViolation> Validate(string key, CaseCommand.Open open, Moment moment) =>
    [
        // A preservation stands on any regime that keeps data; every other kind on those that its data names.
        .. open.Kind is CaseKind.Preservation or CaseKind.CyberTip ? Regime(open, moment.Rules.Regimes) : IntakeRules.Validate(key, open, moment.Rules),
        .. Zone(open.Zone),
        .. Trigger(open.TriggerAt, moment),
        .. ValidateAccounts(key, open.Accounts),
    ];

    public static IEnumerable<FieldViolation> ValidateAccounts(string key, ImmutableArray<HoldRequest> accounts)
    {
        var region = ActorKey.RegionOf(key);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < accounts.Length; i++)
        {
            var account = accounts[i].AccountId;
            if (ActorKey.RegionOf(account) != region)
            {
                yield return new($"accounts[{i}].account_id", $"is not at home in '{region}', where this case is");
            }
            else if (!seen.TryAdd(account, i))
            {
                yield return new($"accounts[{i}].account_id", $"is the same as accounts[{seen[account]}]");
            }
        }
    }

    private static IEnumerable<FieldViolation> Regime(CaseCommand.Open open, RegimeBook book)
    {
        if (!book.TryGet(open.Regime, out var regime))
        {
            yield return new("regime", $"is no regime that we know; known are {string.Join(", ", book.All.Where(known => known.KeepsData).Select(known => known.Id))}");
        }
        else if (!regime.KeepsData)
        {
            yield return new("regime", $"'{regime.Id}' keeps no data: it is {regime.Description}");
        }
        else if (open.Kind == CaseKind.CyberTip != OwnReports.Contains(regime.Id))
        {
            yield return new(
                "kind", open.Kind == CaseKind.CyberTip ? $"a completed report does not go by '{regime.Id}'" : $"'{regime.Id}' is for our own completed reports");
        }

        if (open.Kind == CaseKind.CyberTip && open.Accounts.IsEmpty)
        {
            yield return new("accounts", "is required: a finished report makes its holds");
        }
    }

    private static IEnumerable<FieldViolation> Zone(string? zone)
    {
        if (zone is not null && NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            yield return new("zone", "is no IANA time zone");
        }
    }

    private static IEnumerable<FieldViolation> Trigger(DateTimeOffset? triggerAt, Moment moment)
    {
        if (triggerAt is null)
        {
            yield return new("trigger_at", "is required: it starts the period");
        }
        else if (triggerAt > moment.Now + moment.Rules.ClockTolerance)
        {
            yield return new("trigger_at", "lies in the future");
        }
    }
}
