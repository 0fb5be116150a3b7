using Lert.Cli.Import;
using Lert.Cli.Journal;
using Lert.Cli.Output;
using Lert.Store;
using Lert.V1;

namespace Lert.Cli.Demo.Checks;

/// <summary>All that the demo knows at its end. Everything was read through the API, by somebody who may read and not change.</summary>
internal sealed record Evidence
{
    public required IReadOnlyList<ImportLine> Lines { get; init; }

    public required IReadOnlyList<LineResult> Results { get; init; }

    public required IReadOnlyList<JournalLine> Journal { get; init; }

    public required IReadOnlyList<WatchedChange> Watched { get; init; }

    /// <summary>Every hold, as the API lists it at the end.</summary>
    public required IReadOnlyList<Hold> Holds { get; init; }

    /// <summary>What the deletion pipeline was told at the very end, by account: <c>ok</c> or a code.</summary>
    public required IReadOnlyDictionary<string, string> LastLeaves { get; init; }

    public required int GraceDays { get; init; }
}

/// <summary>Judges a whole run from outside.</summary>
internal sealed class DemoCheck
{
    private DemoCheck(IReadOnlyList<string> findings, HoldChecks holds, AccountChecks accounts, ChainCheck chain, IReadOnlyList<ExpectedHold> expected)
    {
        Findings = findings;
        Holds = holds;
        Accounts = accounts;
        Chain = chain;
        Expected = expected;
    }

    /// <summary>Every breach in a sentence. Empty is what everybody hopes for.</summary>
    public IReadOnlyList<string> Findings { get; }

    public HoldChecks Holds { get; }

    public AccountChecks Accounts { get; }

    public ChainCheck Chain { get; }

    public IReadOnlyList<ExpectedHold> Expected { get; }

    public static DemoCheck Of(Evidence evidence)
    {
        var expected = ExpectedHold.From(evidence.Lines);
        ActorLine[] journal = [.. evidence.Journal.Select(ActorLine.Of)];
        var chain = new ChainCheck();
        foreach (var line in evidence.Journal)
        {
            chain.Take(line);
        }

        var holds = new HoldChecks(expected, journal);
        var accounts = new AccountChecks(expected, journal, evidence.GraceDays);
        string[] findings =
        [
            .. evidence.Results.Where(result => !result.AsExpected).Select(Unexpected),
            .. chain.Breaks.Select(broken => $"the journal is broken at {broken.Actor} #{broken.Sequence}: {broken.What}"),
            .. holds.Findings(),
            .. accounts.Findings(),
            .. WatchCheck.Findings(evidence.Watched, journal),
            .. expected.SelectMany(hold => Shown(hold, evidence, journal)),
            .. LastLeaves(expected, journal, evidence.LastLeaves),
        ];
        return new(findings, holds, accounts, chain, expected);
    }

    private static string Unexpected(LineResult result) => $"line {result.Line.Number} ({result.Line.Id}) {result.Line.Do} went {result.Code}, not {result.Line.Expect}: {result.Message}";

    // What the API shows is what the journal says.
    private static IEnumerable<string> Shown(ExpectedHold expected, Evidence evidence, ActorLine[] journal)
    {
        var shown = evidence.Holds.Where(hold => hold.HoldId == expected.HoldId).ToArray();
        var released = journal.FirstOrDefault(line => line.Actor == expected.HoldId && line.Type == "hold.released.v1");
        if (shown.Length != 1)
        {
            yield return $"the API lists hold {expected.HoldId} {shown.Length} times, not once";
        }
        else if ((shown[0].Status == HoldStatus.Released) != (released is not null) || Microseconds(shown[0].ReleasedAt?.ToDateTimeOffset()) != Microseconds(released?.At))
        {
            yield return $"the API shows hold {expected.HoldId} released at {Moments.Text(shown[0].ReleasedAt)}, and the journal at {Moments.Text(released?.At)}";
        }
    }

    // The journal keeps instants to the microsecond.
    private static long? Microseconds(DateTimeOffset? at) => at is { } known ? JournalChain.ToMicroseconds(known) : null;

    private static IEnumerable<string> LastLeaves(IReadOnlyList<ExpectedHold> expected, ActorLine[] journal, IReadOnlyDictionary<string, string> leaves)
    {
        foreach (var account in expected.GroupBy(hold => hold.AccountId, StringComparer.Ordinal))
        {
            // Released or not, the data of process that is open is kept.
            var stays = account.Any(hold => hold.StaysLocked || journal.Count(line => line.Actor == hold.HoldId && line.Type == "hold.locked.v1")
                > journal.Count(line => line.Actor == hold.HoldId && line.Type == "hold.unlocked.v1"));
            var (told, right) = (leaves.GetValueOrDefault(account.Key, "not asked"), stays ? "account.retained" : ImportLine.Ok);
            if (told != right)
            {
                yield return $"account {account.Key}: after everything, deletion was answered {told}, not {right}";
            }
        }
    }
}
