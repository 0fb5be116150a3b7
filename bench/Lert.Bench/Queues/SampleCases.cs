using Lert.Bench.Seeding;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Notices;
using Lert.Store;

namespace Lert.Bench.Queues;

using CaseActor = Actor<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>
/// Cases of three desks, several kinds and states, as the deciders make them, with all that their clocks had to say until now. Open ones were received over the last
/// two days, one in a hundred longer ago; one in a thousand is an emergency that nobody has decided. One of 200 people works on each but one in forty-nine, for which nobody
/// was found. One in forty-one is restricted, and of those one in ten to who asks here. Others are done; some of these owe their users a notice, now or when an order of silence ends.
/// </summary>
internal sealed class SampleCases(DateTimeOffset now)
{
    public const string Asking = "bench@lert.example";
    public const int People = 200;

    private static readonly (CaseKind Kind, string Regime)[] Kinds =
        [(CaseKind.Warrant, "us-warrant"), (CaseKind.Subpoena, "us-subpoena"), (CaseKind.CourtOrder, "us-2703d"), (CaseKind.Mlat, ""), (CaseKind.CyberTipFollowUp, "us-warrant")];

    private readonly Rules _rules = new(RegimeBook.BuiltIn);

    public static string Person(int number) => $"us-u-person-{number / Kinds.Length % People}";

    public static string Id(int number) => ActorKey.CaseOf("us", $"queue-{number}");

    public IEnumerable<Commit> Open(int number)
    {
        var (kind, regime) = number % 1_000 == 999 ? (CaseKind.Emergency, "us-edr") : Kinds[number % Kinds.Length];
        var received = kind == CaseKind.Emergency ? now.AddMinutes(-(number / 1_000 % 20)) : now.AddMinutes(-30 - (number * 7919L % ((number % 100 == 7 ? 20 : 2) * 24 * 60)));
        List<CaseCommand> commands = [Opening(kind, regime, number, received)];
        var isGiven = kind == CaseKind.Emergency ? number / 1_000 % 2 > 0 : (number + (number / Kinds.Length)) % 49 > 0;
        if (isGiven)
        {
            // Given by a lead: the question, and the person's yes to it.
            commands.AddRange([new CaseCommand.NoteTaken(Person(number), 0, "user:lead"), new CaseCommand.NoteTaken(Person(number), 1, "user:lead")]);
        }

        if (kind != CaseKind.Emergency && (number % 4 > 0 || !isGiven))
        {
            commands.Add(new CaseCommand.Triage("ours"));
            commands.AddRange(new[] { CaseStatus.Validating, CaseStatus.LegalReview }.Take((number % 4) - 1).Select(to => new CaseCommand.Advance(to)));
        }

        return Walk($"queue-{number}", (received, By(number), commands));
    }

    /// <summary>Withdrawn long ago: it owes nothing.</summary>
    public IEnumerable<Commit> Done(int number)
    {
        var (kind, regime) = Kinds[number % Kinds.Length];
        var received = now.AddDays(-30 - (number % 300));
        return Walk($"done-{number}", (received, By(number), [Opening(kind, regime, number, received), new CaseCommand.Triage("ours"), new CaseCommand.Withdraw("settled", false)]));
    }

    /// <summary>Delivered and acknowledged under an order of silence, which is over for every third one: its user is to be told now.</summary>
    public IEnumerable<Commit> Silenced(int number)
    {
        var received = now.AddDays(-20).AddMinutes(-number);
        var actor = new CaseActor(ActorKinds.Case, ActorKey.CaseOf("us", $"silenced-{number}"));
        var account = $"us-{1_700_000_000L + number}";
        (DateTimeOffset At, string By, Func<IEnumerable<CaseCommand>> Commands)[] steps =
        [
            (received, By(number), () => [Opening(CaseKind.Warrant, "us-warrant", number, received, restricted: false), new CaseCommand.Triage("ours"), new CaseCommand.Advance(CaseStatus.Validating), new CaseCommand.Advance(CaseStatus.LegalReview)]),
            (received, "user:lead", () => [new CaseCommand.Approve("fine", null, false)]),
            (received, "user:counsel", () =>
            [
                new CaseCommand.Approve("fine", null, false),
                new CaseCommand.RecordSilence(SilenceBasis.CourtOrder, "N.D. Cal.", "26-mj-118", new SilenceTerm(received, SilenceLength.Days, number % 3 == 0 ? 19 : 90 + (number % 200), null, null)),
                new CaseCommand.Advance(CaseStatus.Collecting),
                new CaseCommand.RecordItem("i1", account, ItemOutcome.Collected, ""),
                new CaseCommand.RecordItem("i2", account, ItemOutcome.NotFound, "none"),
                new CaseCommand.Advance(CaseStatus.QualityCheck),
                new CaseCommand.Advance(CaseStatus.DisclosureApproval),
            ]),
            (received, "user:lead", () => [new CaseCommand.ApproveDisclosure(actor.View!.File.ScopeHash, "fine")]),
            (received, "user:counsel", () => [new CaseCommand.ApproveDisclosure(actor.View!.File.ScopeHash, "fine")]),
            (received, "user:producer", () => [new CaseCommand.Deliver("D-1"), new CaseCommand.ConfirmReceipt("R-1")]),
        ];
        foreach (var (step, (at, by, commands)) in steps.Index())
        {
            yield return actor.Take($"silenced-{number}-{step}", new Moment(at, by, _rules), commands());
        }

        if (actor.WakeAt <= now)
        {
            yield return actor.Take($"silenced-{number}-now", new Moment(now, "system:timer", _rules), new CaseCommand.Tick(new CandidateFacts([], IsRead: true, null)));
        }
    }

    /// <summary>One case that has been worked on for very long: its commits, of a hundred events each.</summary>
    public IEnumerable<Commit> Long(string id, int events)
    {
        var actor = new CaseActor(ActorKinds.Case, id);
        var moment = new Moment(now, Asking, _rules);
        yield return actor.Take("long-0", moment, Opening(CaseKind.Warrant, "us-warrant", 0, now));
        for (var done = 0; done < events; done += 100)
        {
            yield return actor.Take($"long-{done + 1}", moment, Enumerable.Range(0, 50).SelectMany(IEnumerable<CaseCommand> (i) =>
                [new CaseCommand.TickStep("face", $"read for the {done + i}th time"), new CaseCommand.UntickStep("face", "the second page is missing")]));
        }
    }

    private IEnumerable<Commit> Walk(string request, (DateTimeOffset At, string By, IEnumerable<CaseCommand> Commands) step)
    {
        var actor = new CaseActor(ActorKinds.Case, ActorKey.CaseOf("us", request));
        yield return actor.Take($"bench-{request}", new Moment(step.At, step.By, _rules), step.Commands);
        if (actor.WakeAt <= now)
        {
            yield return actor.Take($"bench-{request}-now", new Moment(now, "system:timer", _rules), new CaseCommand.Tick(new CandidateFacts([], IsRead: true, null)));
        }
    }

    private static string By(int number) => $"intake-{number % 40}@lert.example";

    private static CaseCommand.Open Opening(CaseKind kind, string regime, int number, DateTimeOffset received, bool restricted = true) => new(
        kind, regime, received, null, $"Police of county {number % 300}", $"Officer {number % 3_000}", $"agency 26/{number}", [],
        new CaseIntake(
            "us", "Superior Court of Harbour County", "Judge B. Example", DateOnly.FromDateTime(received.UtcDateTime.AddDays(30)), "fraud", "the provision", "US", "a threat to a school", "C-77", "CT-1", "", "en",
            true, "", "+1 555 0100", number % 410 == 3 ? Asking : "senior@lert.example", restricted && number % 41 == 3 ? [SpecialTarget.Journalist] : [],
            [Item(DataCategory.BasicSubscriber, number), Item(DataCategory.OtherRecords, number)], [], false, 0));

    private static ScopeItem Item(DataCategory category, int number) => new("", category, $"us-{1_700_000_000L + number}", "", null, null, []);
}
