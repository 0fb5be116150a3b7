using Lert.Bench.Seeding;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Store;

namespace Lert.Bench.Queues;

using CaseActor = Actor<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>Open cases of several kinds and states, received over the last two days, one in a hundred longer ago, as the deciders make them; somebody of 200 people works on all but one in fifty.</summary>
internal sealed class SampleCases(DateTimeOffset now)
{
    public const int People = 200;

    private static readonly (CaseKind Kind, string Regime)[] Kinds =
        [(CaseKind.Warrant, "us-warrant"), (CaseKind.Subpoena, "us-subpoena"), (CaseKind.CourtOrder, "us-2703d"), (CaseKind.Mlat, ""), (CaseKind.CyberTipFollowUp, "us-warrant")];

    private readonly Rules _rules = new(RegimeBook.BuiltIn);

    public static string Person(int number) => $"us-u-person-{number % People}";

    public static string Id(int number) => ActorKey.CaseOf("us", $"queue-{number}");

    /// <summary>One case in the state that it has come to, with all that its clocks had to say until now. One in a thousand is an emergency that nobody has decided.</summary>
    public IEnumerable<Commit> Case(int number)
    {
        var (kind, regime) = number % 1_000 == 999 ? (CaseKind.Emergency, "us-edr") : Kinds[number % Kinds.Length];
        var received = kind == CaseKind.Emergency ? now.AddMinutes(-(number / 1_000 % 20)) : now.AddMinutes(-30 - (number * 7919L % ((number % 100 == 7 ? 20 : 2) * 24 * 60)));
        var moment = new Moment(received, "bench@lert.example", _rules);
        List<CaseCommand> commands = [Open(kind, regime, number, received)];
        if (number % 4 > 0 && kind != CaseKind.Emergency)
        {
            commands.Add(new CaseCommand.Triage("ours"));
            if (number % 4 > 1)
            {
                commands.Add(new CaseCommand.Advance(CaseStatus.Validating));
            }

            if (number % 4 > 2)
            {
                commands.Add(new CaseCommand.Advance(CaseStatus.LegalReview));
            }
        }

        if (number % 50 > 0)
        {
            commands.Add(new CaseCommand.NoteTaken(Person(number), 0, "user:lead"));
        }

        var actor = new CaseActor(ActorKinds.Case, Id(number));
        yield return actor.Take($"bench-{number}", moment, commands);
        if (actor.WakeAt <= now)
        {
            yield return actor.Take($"bench-{number}-now", moment with { Now = now }, new CaseCommand.Tick(new CandidateFacts([], IsRead: true, null)));
        }
    }

    /// <summary>One case that has been worked on for very long: its commits, of a hundred events each.</summary>
    public IEnumerable<Commit> Long(string id, int events)
    {
        var actor = new CaseActor(ActorKinds.Case, id);
        var moment = new Moment(now, "bench@lert.example", _rules);
        yield return actor.Take("long-0", moment, Open(CaseKind.Warrant, "us-warrant", 0, now));
        for (var done = 0; done < events; done += 100)
        {
            yield return actor.Take($"long-{done + 1}", moment, Enumerable.Range(0, 50).SelectMany(IEnumerable<CaseCommand> (i) =>
                [new CaseCommand.TickStep("face", $"read for the {done + i}th time"), new CaseCommand.UntickStep("face", "the second page is missing")]));
        }
    }

    private static CaseCommand.Open Open(CaseKind kind, string regime, int number, DateTimeOffset received) => new(
        kind, regime, received, null, $"Police of county {number % 300}", $"Officer {number % 3_000}", $"agency 26/{number}", [],
        new CaseIntake(
            "us", "Superior Court of Harbour County", "Judge B. Example", DateOnly.FromDateTime(received.UtcDateTime.AddDays(30)), "fraud", "the provision", "US", "a threat to a school", "C-77", "CT-1", "", "en",
            true, "", "+1 555 0100", "", [],
            [Item(DataCategory.BasicSubscriber, number), Item(DataCategory.OtherRecords, number)], [], false, 0));

    private static ScopeItem Item(DataCategory category, int number) => new("", category, $"us-{1_700_000_000L + number}", "", null, null, []);
}
