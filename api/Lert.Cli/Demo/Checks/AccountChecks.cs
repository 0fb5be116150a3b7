using Lert.Cli.Output;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Cli.Demo.Checks;

/// <summary>Every account was kept before its holds were active, and free only after the last of them and its grace.</summary>
internal sealed class AccountChecks(IReadOnlyList<ExpectedHold> expected, IReadOnlyList<ActorLine> journal, int graceDays)
{
    /// <summary>How often deletion was allowed.</summary>
    public int Allowed { get; private set; }

    /// <summary>How often it was refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How many accounts became free again.</summary>
    public int Freed { get; private set; }

    public IEnumerable<string> Findings()
    {
        var holds = expected.ToLookup(hold => hold.AccountId, StringComparer.Ordinal);
        var holdLines = journal.Where(line => line.Kind == "hold").ToLookup(line => line.Actor, StringComparer.Ordinal);
        foreach (var account in journal.Where(line => line.Kind == "account").GroupBy(line => line.Actor, StringComparer.Ordinal))
        {
            var lines = account.OrderBy(line => line.Sequence).ToArray();
            var kept = holds[account.Key].Select(hold => Kept.Of(hold.HoldId, holdLines[hold.HoldId])).OfType<Kept>().ToArray();
            foreach (var finding in kept.SelectMany(hold => Order(account.Key, hold, lines)).Concat(lines.SelectMany(line => Freedom(line, kept))))
            {
                yield return finding;
            }
        }
    }

    // What must be kept comes first: protected before the hold is active, withdrawn after it has ended.
    private static IEnumerable<string> Order(string account, Kept hold, ActorLine[] lines)
    {
        if (lines.FirstOrDefault(line => line.Type == "account.hold-attached.v1" && line.Names(hold.HoldId)) is not { } attached || attached.Position > hold.PlacedPosition)
        {
            yield return $"account {account} was not yet protected when hold {hold.HoldId} became active";
        }

        var detached = lines.FirstOrDefault(line => line.Type == "account.hold-detached.v1" && line.Names(hold.HoldId));
        if (detached is not null && (hold.ReleasedPosition is not { } released || detached.Position < released))
        {
            yield return $"account {account} let go of hold {hold.HoldId} before its release";
        }

        if (detached is null && hold.Spans is [.., { Until: not null }])
        {
            yield return $"account {account} never heard that hold {hold.HoldId} has ended";
        }
    }

    private IEnumerable<string> Freedom(ActorLine line, Kept[] kept)
    {
        var ends = kept.SelectMany(hold => hold.Spans).Where(span => span.From <= line.At).ToArray();
        DateTimeOffset? free = ends.Length == 0 ? DateTimeOffset.MinValue
            : ends.Any(span => span.Until is not { } until || until > line.At) ? null
            : LegalClock.Grace(Instant.FromDateTimeOffset(ends.Max(span => span.Until!.Value)), graceDays).ToDateTimeOffset();
        switch (line.Type)
        {
            case "account.grace-ended.v1":
                Freed++;
                break;
            case "account.deletion-authorized.v1":
                Allowed++;
                break;
            case "account.deletion-refused.v1":
                Refused++;
                if (free <= line.At)
                {
                    yield return $"account {line.Actor}: deletion was refused at {Moments.Text(line.At)}, though nothing kept it since {Moments.Text(free)}";
                }

                yield break;
            default:
                yield break;
        }

        if (free is null || free > line.At)
        {
            yield return $"account {line.Actor}: {line.Type} at {line.At.UtcDateTime:O}, but it is kept {(free is null ? "by a hold" : $"until {free.Value.UtcDateTime:O}")}";
        }
    }

    /// <summary>When a hold kept its account: from its placing to its release, and again while process served afterwards was open.</summary>
    private sealed record Kept(string HoldId, long PlacedPosition, long? ReleasedPosition, List<(DateTimeOffset From, DateTimeOffset? Until)> Spans)
    {
        public static Kept? Of(string holdId, IEnumerable<ActorLine> lines)
        {
            var ordered = lines.OrderBy(line => line.Sequence).ToArray();
            if (ordered.FirstOrDefault(line => line.Type == "hold.placed.v1") is not { } placed)
            {
                return null;
            }

            var released = ordered.FirstOrDefault(line => line.Type == "hold.released.v1");
            var spans = new List<(DateTimeOffset, DateTimeOffset?)> { (placed.At, released?.At) };
            var (open, since) = (0, default(DateTimeOffset));
            foreach (var line in ordered.Where(line => released is not null && line.Sequence > released.Sequence))
            {
                if (line.Type == "hold.locked.v1" && open++ == 0)
                {
                    since = line.At;
                }
                else if (line.Type == "hold.unlocked.v1" && --open == 0)
                {
                    spans.Add((since, line.At));
                }
            }

            if (open > 0)
            {
                spans.Add((since, null));
            }

            return new(holdId, placed.Position, released?.Position, spans);
        }
    }
}
