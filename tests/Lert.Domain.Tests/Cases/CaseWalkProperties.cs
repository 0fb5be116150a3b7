using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Notices;
using Lert.Domain.Tests.Requesters;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Tests.Cases;

/// <summary>
/// Any commands in any order, by any people, at any time: none throws, every refusal has a code, every step is one of the table, legal clocks never pause, what is
/// breached stays breached, and nothing is approved or leaves without its approvals.
/// </summary>
public class CaseWalkProperties
{
    private static readonly ImmutableArray<string> People = ["user:lead", "user:counsel", "user:senior", "user:producer", "user:intake"];
    private static readonly ImmutableArray<ImmutableArray<CaseCommand>> Commands =
        [.. ClosedHierarchy.Samples<CaseCommand>().GroupBy(command => command.GetType()).OrderBy(same => same.Key.Name, StringComparer.Ordinal).Select(same => same.ToImmutableArray())];

    [Fact]
    public void B1_Any_walk_keeps_the_rules()
    {
        var reached = new HashSet<CaseStatus>();
        var steps = Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 60);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_500), Prop.ForAll(Arb.From(steps), choices => reached.UnionWith(Walk(choices, CaseDecider.Decide))));
        Assert.Equal(Enum.GetValues<CaseStatus>().Where(status => status != default).Order(), reached.Order());
    }

    /// <summary>
    /// Each state as walks reach it, early and late in them, and each command with all its samples: none throws, every refusal has a code, and whatever happens keeps
    /// the rules of a walk.
    /// </summary>
    [Fact]
    public void B5_Every_command_has_an_answer_in_every_state()
    {
        var (random, reached) = (new System.Random(7), new SortedDictionary<CaseStatus, List<CaseState>>());
        for (var run = 0; run < 400; run++)
        {
            _ = Walk([.. Enumerable.Range(0, 60).Select(_ => random.Next())], CaseDecider.Decide, state =>
            {
                if (!reached.TryGetValue(state.Status, out var known))
                {
                    reached[state.Status] = known = [];
                }

                // The first, and others that come with more behind them.
                if (known.Count < 4 && (known.Count == 0 || random.Next(20) == 0))
                {
                    known.Add(state);
                }
            });
        }

        var pairs = new HashSet<(CaseStatus, Type)>();
        foreach (var (state, command, by) in reached.Values.SelectMany(known => known).SelectMany(state => Commands.SelectMany(same => same)
            .Select((command, i) => (state, command, People[i % People.Length]))))
        {
            var moment = new Moment(SomeRequest.Received.AddDays(2), by, Some.Rules);
            if (CaseDecider.Validate(Some.CaseId, command, moment).Any())
            {
                continue;
            }

            pairs.Add((state.Status, command.GetType()));
            _ = Take(state, command, moment, CaseDecider.Decide);
        }

        Assert.Equal(Enum.GetValues<CaseStatus>().Where(status => status != default), reached.Keys);
        Assert.Equal(reached.Count * Commands.Length, pairs.Count);
    }

    [Fact]
    public void J12_A_machine_that_passes_an_open_step_would_be_found() => Bites((state, decision, moment) =>
        state is { Status: CaseStatus.LegalReview, IsRestricted: false, Narrowing: null } && !CaseChecklists.Open(state, CaseStatus.Approved).IsEmpty && decision.Refusal is { Code: RefusalCodes.CasePlaybookOpen }
            ? Decision<CaseEvent>.Accept(new CaseEvent.Moved(state.Status, CaseStatus.Approved, moment.Now))
            : decision);

    [Fact]
    public void A_machine_that_delivers_without_approvals_would_be_found() => Bites((state, decision, moment) =>
        state.Status == CaseStatus.DisclosureApproval ? Decision<CaseEvent>.Accept(new CaseEvent.Moved(state.Status, CaseStatus.Delivered, moment.Now)) : decision);

    [Fact]
    public void A_machine_that_pauses_the_law_would_be_found() => Bites((state, decision, moment) =>
        state.Clocks.FirstOrDefault(clock => clock is { IsLegal: true, Status: ClockStatus.Running }) is { } clock
            ? Decision<CaseEvent>.Accept(new CaseEvent.ClockPaused(clock.ClockId, "", moment.Now))
            : decision);

    [Fact]
    public void A_machine_that_invents_a_step_would_be_found() => Bites((state, decision, moment) =>
        state.Status == CaseStatus.Triaged ? Decision<CaseEvent>.Accept(new CaseEvent.Moved(state.Status, CaseStatus.Approved, moment.Now)) : decision);

    [Fact]
    public void A8_A_machine_that_lets_a_recalled_case_go_would_be_found() => Bites((state, decision, moment) =>
        state.Status == CaseStatus.LegalReview && state.IsRecallOpen ? Decision<CaseEvent>.Accept(new CaseEvent.Moved(state.Status, CaseStatus.Approved, moment.Now)) : decision);

    private static void Bites(Func<CaseState, Decision<CaseEvent>, Moment, Decision<CaseEvent>> broken)
    {
        var random = new System.Random(5);
        Assert.ThrowsAny<Exception>(() =>
        {
            for (var run = 0; run < 500; run++)
            {
                Walk([.. Enumerable.Range(0, 60).Select(_ => random.Next())], (key, state, command, moment) => broken(state, CaseDecider.Decide(key, state, command, moment), moment));
            }
        });
    }

    internal static HashSet<CaseStatus> Walk(
        int[] choices, Func<string, CaseState, CaseCommand, Moment, Decision<CaseEvent>> decide, Action<CaseState>? seen = null)
    {
        var (state, now, reached) = (CaseState.Initial, SomeRequest.Received, new HashSet<CaseStatus>());
        ImmutableArray<CaseCommand.Open> openings = [.. SomeRequest.Various, Some.Open(Some.AccountId) with { TriggerAt = SomeRequest.Received }];
        foreach (var (choice, i) in choices.Select((choice, i) => (choice, i)))
        {
            var moment = new Moment(now, People[choice % People.Length], Some.Rules);
            var command = i == 0 ? openings[choice / 7 % openings.Length] : Next(state, choice / 7);
            if (CaseDecider.Validate(Some.CaseId, command, moment).Any())
            {
                continue;
            }

            state = Take(state, command, moment, decide);
            reached.Add(state.Status);
            if (state.Exists)
            {
                seen?.Invoke(state);
            }

            now = choice % 11 == 0 ? now.AddHours(choice % 97) : now.AddMinutes(choice % 3);
        }

        reached.Remove(default);
        return reached;
    }

    private static CaseState Take(CaseState state, CaseCommand command, Moment moment, Func<string, CaseState, CaseCommand, Moment, Decision<CaseEvent>> decide)
    {
        var decision = decide(Some.CaseId, state, command, moment);
        Assert.True(decision.Refusal is null || (RefusalCodes.All.Contains(decision.Refusal.Code) && decision.Messages.IsEmpty), decision.Refusal?.Code);
        foreach (var happened in decision.Events)
        {
            var next = CaseDecider.Evolve(state, happened);
            Judge(state, next, happened, command, moment);
            state = next;
        }

        _ = (CaseDecider.WakeAt(state), CaseDecider.List(Some.CaseId, state), CaseDecider.View(Some.CaseId, 1, state));
        return state;
    }

    /// <summary>Half of the time something that leads on, so that walks come far; else anything.</summary>
    private static CaseCommand Next(CaseState state, int choice)
    {
        var any = Commands[choice / 2 % Commands.Length];
        var item = ScopeRules.InForce(state).FirstOrDefault(item => state.Records.All(record => record.ItemId != item.ItemId));
        if (choice % 3 != 0 && (!CaseRequester.IsAnswered(state) || state.IsRecallOpen))
        {
            return state.IsRecallOpen ? new CaseCommand.ReviewRecall("seen") : new CaseCommand.NoteRequester(SomeRequester.Answer);
        }

        return choice % 2 == 0 ? any[choice / 101 % any.Length] : state.Status switch
        {
            CaseStatus.Received => state.HasItems || choice % 3 == 0 ? new CaseCommand.Triage("") : new CaseCommand.RequestHolds([new HoldRequest(Some.AccountId, null)]),
            CaseStatus.Triaged or CaseStatus.Reopened => new CaseCommand.Advance(CaseStatus.Validating),
            CaseStatus.Validating when state.Holds.Keys.FirstOrDefault() is { } hold => new CaseCommand.NoteHoldActive(hold),
            CaseStatus.Validating => choice % 5 == 0 ? new CaseCommand.RequestClarification("?") : new CaseCommand.Advance(CaseStatus.LegalReview),
            CaseStatus.AwaitingRequester => new CaseCommand.Answer("!"),
            CaseStatus.LegalReview when choice % 3 == 0 && CaseChecklists.Open(state, CaseStatus.Approved) is [var step, ..] => new CaseCommand.TickStep(step.StepId, ""),
            CaseStatus.LegalReview => (choice / 2 % 5) switch
            {
                0 => new CaseCommand.RecordCallBack("+1 555 0199", NumberSource.Directory, "Sgt. C", true, IsInDirectory: true),
                1 => new CaseCommand.Narrow([.. ScopeRules.InForce(state).Take(1).Select(kept => new NarrowedItem(kept.ItemId, kept.From, kept.Until))], "less"),
                2 => new CaseCommand.ChooseAccount(new HandleChoice("@dawn", "us-account-2", new DateOnly(2026, 5, 1)), "x"),
                _ => new CaseCommand.Approve("fine", new DecisionRecord("facts", "link", "minimum"), choice % 7 == 0),
            },
            CaseStatus.Challenged => new CaseCommand.ResolveChallenge(choice % 3 == 0, "x"),
            CaseStatus.Approved or CaseStatus.Narrowed => new CaseCommand.Advance(CaseStatus.Collecting),
            CaseStatus.Collecting => item is null
                ? new CaseCommand.Advance(CaseStatus.QualityCheck)
                : new CaseCommand.RecordItem(item.ItemId, item.AccountId, ItemOutcome.Collected, ""),
            CaseStatus.QualityCheck => CaseChecklists.Open(state, CaseStatus.DisclosureApproval) is [var open, ..] && choice % 3 == 0
                ? new CaseCommand.TickStep(open.StepId, "")
                : new CaseCommand.Advance(CaseStatus.DisclosureApproval),
            CaseStatus.DisclosureApproval when choice % 7 == 0 => SomeNotice.Order(),
            CaseStatus.DisclosureApproval => choice % 3 == 0 ? new CaseCommand.Deliver("D-1") : choice % 5 == 0 ? Disclosed(state, choice) : new CaseCommand.ApproveDisclosure(ScopeRules.Hash(state), "x"),
            CaseStatus.Delivered => new CaseCommand.ConfirmReceipt("R-1"),
            _ => choice % 4 == 0 ? new CaseCommand.Close("done") : any[0],
        };
    }

    private static CaseCommand Disclosed(CaseState state, int choice) => new CaseCommand.NoteDisclosure(
        $"us-d-{choice % 3}", choice % 7 == 0 ? DisclosureProgress.Receipted : DisclosureProgress.Delivered, true,
        [.. new[] { "user:lead", "user:counsel" }.Take(choice % 4).Select(by => new CaseApproval(by, SomeRequest.Received, ScopeRules.Hash(state), "fine", null, false))],
        "R-1", SomeRequest.Received, "user:producer");

    private static void Judge(CaseState before, CaseState after, CaseEvent happened, CaseCommand command, Moment moment)
    {
        Assert.DoesNotContain(after.Clocks, clock => clock is { IsLegal: true, Status: ClockStatus.Paused });
        Assert.All(before.Clocks.Where(clock => clock.BreachedAt is not null), clock => Assert.Equal(clock.BreachedAt, after.Clock(clock.ClockId)?.BreachedAt));
        Assert.True(before.Intake is null || before.Intake.Items.SequenceEqual(after.Intake!.Items), "The original scope has changed.");
        if (happened is not (CaseEvent.ClockRecounted or CaseEvent.SilenceExtended))
        {
            Assert.All(before.Clocks.Where(clock => clock.IsLegal), clock => Assert.Equal(clock.DueLegalOuter, after.Clock(clock.ClockId)!.DueLegalOuter));
        }

        if (before.Status == after.Status || !before.Exists)
        {
            return;
        }

        var step = CaseMachine.Find(before.Status, after.Status, command.GetType().Name);
        Assert.True(step is not null, $"{before.Status} → {after.Status} by {command.GetType().Name} is not in the table.");
        Assert.False(after.IsRecallOpen && after.Status is CaseStatus.Approved or CaseStatus.Narrowed or CaseStatus.Delivered or CaseStatus.Closed, $"{after.Status} while a recall waits for its review.");
        Assert.True(!step.Guards.Contains(CaseGuard.PlaybookFollowed) || CaseChecklists.Open(before, after.Status).IsEmpty, $"{after.Status} before the playbook's steps.");
        if (after.Status is CaseStatus.Approved or CaseStatus.Narrowed)
        {
            Assert.True(!after.NeedsTwo || CaseGuards.Valid(after.Approvals, after).Length >= 2, "One alone approved what needs two.");
            var approvals = CaseGuards.Valid(after.Approvals, after);
            Assert.True(
                approvals.Length >= moment.Rules.Intake.Find(after.Request!.Kind)!.Approvers || (after.Request.Kind.IsEmergency() && approvals.Any(approval => approval.IsBreakGlass)),
                $"{after.Status} with {approvals.Length} approvals.");
        }
        else if (after.Status == CaseStatus.Delivered)
        {
            var approvals = CaseGuards.Valid(after.DisclosureApprovals, after);
            Assert.True(approvals.Length >= 2 && approvals.All(approval => approval.By != moment.By), $"Delivered by {moment.By} with {approvals.Length} approvals.");
            Assert.NotEmpty(CaseGuards.Valid(after.Approvals, after));
            Assert.True(command is CaseCommand.NoteDisclosure || NoticeRules.Gate(after, moment).IsOpen(), "Delivered without a notice.");
        }
    }
}
