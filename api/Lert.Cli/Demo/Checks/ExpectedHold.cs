using Lert.Cli.Import;
using Lert.Domain.Legal;
using Lert.Grains;
using NodaTime;

namespace Lert.Cli.Demo.Checks;

/// <summary>What must become of one hold, from the lines alone: nothing here was ever answered by a server.</summary>
/// <param name="HoldId">Follows from case and account.</param>
/// <param name="AccountId">Whose data it keeps.</param>
/// <param name="LegalEnd">When its own period ends, extensions counted: the earliest lawful release by the timer.</param>
/// <param name="Early">Two people were to end it before its time.</param>
/// <param name="StaysLocked">Process was served, before its end, and never answered: it has no end.</param>
/// <param name="UnlockedAt">When the last lock that delays its end was to be taken away; null when none does.</param>
internal sealed record ExpectedHold(string HoldId, string AccountId, DateTimeOffset LegalEnd, bool Early, bool StaysLocked, DateTimeOffset? UnlockedAt)
{
    /// <summary>Nothing may release it before this, except two approvers.</summary>
    public DateTimeOffset NotBefore => UnlockedAt > LegalEnd ? UnlockedAt.Value : LegalEnd;

    /// <summary>Every hold that the lines ask for and that is not to be refused.</summary>
    public static IReadOnlyList<ExpectedHold> From(IReadOnlyList<ImportLine> lines)
    {
        var drafts = new Dictionary<string, Draft>(StringComparer.Ordinal);
        var cases = lines.Where(line => line.Do == Requests.Open).ToDictionary(line => line.Id, StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Expect == ImportLine.Ok))
        {
            var opener = line.Do == Requests.Open ? line : line.Case is { } reference ? cases[reference] : null;
            if (opener is null)
            {
                continue;
            }

            var caseId = ActorKey.CaseOf(opener.String("region")!, Requests.RequestId(opener));
            foreach (var account in Accounts(line))
            {
                var holdId = Lert.Grains.Holds.HoldId.Of(caseId, account);
                if (line.Do is Requests.Open or Requests.Place or Requests.PlaceBatch)
                {
                    drafts.TryAdd(holdId, new Draft(holdId, account, opener));
                }
                else if (drafts.TryGetValue(holdId, out var draft))
                {
                    draft.Apply(line);
                }
            }
        }

        return [.. drafts.Values.Select(draft => draft.Finish())];
    }

    private static IEnumerable<string> Accounts(ImportLine line) =>
        line.List("accounts").Select(element => element.GetString()!).Concat(line.Account is { } one ? [one] : []).Distinct(StringComparer.Ordinal);

    private sealed class Draft(string holdId, string account, ImportLine opener)
    {
        private readonly string _regime = opener.String("regime")!;
        private readonly Instant _trigger = InstantOf(opener, "trigger_at");
        private readonly HashSet<string> _open = new(StringComparer.Ordinal);
        private KeepDates _dates = Computed(LegalClock.Keep(RegimeBook.BuiltIn, opener.String("regime")!, InstantOf(opener, "trigger_at"), opener.String("zone")));
        private DateTimeOffset? _unlocked;
        private int _approvals;

        public void Apply(ImportLine line)
        {
            var at = line.At!.Value;
            switch (line.Do)
            {
                case Requests.Extend:
                    var asked = line.String("asked_at") is null ? Instant.FromDateTimeOffset(at) : InstantOf(line, "asked_at");
                    _dates = Computed(LegalClock.Extend(RegimeBook.BuiltIn, _regime, _dates, _trigger, asked));
                    _approvals = 0;
                    break;
                // A lock after the end keeps the data again, but the hold itself has been released.
                case Requests.Lock when at < End() || _open.Count > 0:
                    _open.Add(line.String("reference")!);
                    _approvals = 0;
                    break;
                case Requests.Unlock when _open.Remove(line.String("reference")!):
                    _unlocked = at;
                    break;
                case Requests.Release:
                    _approvals++;
                    break;
            }
        }

        public ExpectedHold Finish() => new(holdId, account, _dates.OwnEnd.ToDateTimeOffset(), _approvals >= 2, _open.Count > 0, _unlocked);

        private DateTimeOffset End() => _dates.OwnEnd.ToDateTimeOffset() is var own && _unlocked > own ? _unlocked.Value : own;

        private static Instant InstantOf(ImportLine line, string field) => InstantText.Parse(line.String(field)!)!.Value;

        private static KeepDates Computed(LegalResult<KeepDates> result) =>
            result.TryGet(out var dates, out var error) ? dates : throw new InvalidDataException($"a line is expected to be done, but the law says: {error.Message}");
    }
}
