using System.Collections.Immutable;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Letters;
using Lert.Domain.Links;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;
using Lert.Domain.Tests.Disclosures;
using Lert.Domain.Tests.Letters;
using Lert.Domain.Tests.Requesters;
using Lert.Domain.Tests.Responders;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Links;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Deciding;

/// <summary>
/// The compiler does not check that a decider's switch is complete. So every command case meets every state that can be reached from nothing in a few
/// commands, at instants on both sides of each boundary, under rules that know the regime and rules that do not.
/// </summary>
public class TotalityTests
{
    private static readonly ImmutableArray<Moment> Moments =
    [
        .. from at in (string[])["2026-01-15T10:00:00Z", "2026-04-16T06:59:59Z", Some.End, "2026-04-17T08:00:00Z", Some.GraceEnd, "2031-06-01T00:00:00Z"]
           from who in (string[])["user:lead", "user:counsel"]
           select new Moment(Some.Instant(at), who, Some.Rules),
        new Moment(
            Some.Start, "user:lead", Some.RulesWith(regimes: text => text.Replace("\"us-2703f\"", "\"us-2703f-renamed\"", StringComparison.Ordinal))),
    ];

    [Fact]
    public void Every_command_has_an_answer_from_a_hold_in_every_state() => Walk<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(Some.Order().HoldId);

    [Fact]
    public void Every_command_has_an_answer_from_an_account_in_every_state() => Walk<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(Some.AccountId);

    [Fact]
    public void Every_command_has_an_answer_from_a_case_in_every_state() => Walk<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(Some.CaseId);

    [Fact]
    public void Every_command_has_an_answer_from_a_page_in_every_state() => Walk<PageDecider, PageState, PageCommand, PageEvent, PageView>(Some.PageId);

    [Fact]
    public void Every_event_folds_into_a_page_in_any_state() => Fold<PageDecider, PageState, PageCommand, PageEvent, PageView>(Some.PageId);

    [Fact]
    public void Every_command_has_an_answer_from_a_responder_in_every_state() =>
        Walk<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView>(SomeResponder.Id);

    [Fact]
    public void Every_event_folds_into_a_link_in_any_state() => Fold<LinkDecider, LinkState, LinkCommand, LinkEvent, LinkView>("us-k-1");

    [Fact]
    public void Every_command_has_an_answer_from_a_requester_in_every_state() =>
        Walk<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>(SomeRequester.Officer);

    [Fact]
    public void Every_event_folds_into_a_requester_in_any_state() =>
        Fold<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>(SomeRequester.Officer);

    [Fact]
    public void Every_command_has_an_answer_from_a_rota_in_every_state() => Walk<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView>(Rotas.SomeDesk.Key);

    [Fact]
    public void Every_command_has_an_answer_from_a_disclosure_in_every_state() =>
        Walk<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>(SomeDisclosure.Id);

    [Fact]
    public void Every_event_folds_into_a_disclosure_in_any_state() => Fold<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>(SomeDisclosure.Id);

    [Fact]
    public void Every_command_has_an_answer_from_a_letter_in_every_state() => Walk<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView>(SomeLetter.Id);

    [Fact]
    public void Every_event_folds_into_a_letter_in_any_state() => Fold<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView>(SomeLetter.Id);

    [Fact]
    public void Every_event_folds_into_a_rota_in_any_state() => Fold<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView>(Rotas.SomeDesk.Key);

    [Fact]
    public void Every_event_folds_into_a_hold_in_any_state() => Fold<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(Some.Order().HoldId);

    [Fact]
    public void Every_event_folds_into_an_account_in_any_state() => Fold<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(Some.AccountId);

    [Fact]
    public void Every_event_folds_into_a_case_in_any_state() => Fold<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(Some.CaseId);

    [Fact]
    public void Every_event_folds_into_a_responder_in_any_state() => Fold<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView>(SomeResponder.Id);

    [Fact]
    public void A_decider_that_forgot_a_case_would_be_found() =>
        Assert.Throws<InvalidOperationException>(() => Walk<ForgetfulDecider, HoldState, HoldCommand, HoldEvent, HoldView>(Some.Order().HoldId));

    [Fact]
    public void The_samples_have_every_case_of_the_hierarchies()
    {
        Assert.Equal(9, ClosedHierarchy.Samples<PageCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(10, ClosedHierarchy.Samples<HoldCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(6, ClosedHierarchy.Samples<AccountCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(58, ClosedHierarchy.Samples<CaseCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(10, ClosedHierarchy.Samples<RequesterCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(16, ClosedHierarchy.Samples<ResponderCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(13, ClosedHierarchy.Samples<DisclosureCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(5, ClosedHierarchy.Samples<LetterCommand>().Select(sample => sample.GetType()).Distinct().Count());
        Assert.Equal(8, ClosedHierarchy.Samples<RotaCommand>().Select(sample => sample.GetType()).Distinct().Count());
    }

    private static void Walk<TDecider, TState, TCommand, TEvent, TView>(string key)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TCommand : class
        where TEvent : class
        where TView : class
    {
        var answers = 0;
        foreach (var state in ReachableStates<TDecider, TState, TCommand, TEvent, TView>.From(key, Moments))
        {
            foreach (var command in ClosedHierarchy.Samples<TCommand>())
            {
                foreach (var moment in Moments)
                {
                    if (TDecider.Validate(key, command, moment).Any())
                    {
                        continue;
                    }

                    var decision = TDecider.Decide(key, state, command, moment);
                    var next = decision.Events.Aggregate(state, TDecider.Evolve);
                    answers++;
                    Assert.True(decision.Refusal is null || RefusalCodes.All.Contains(decision.Refusal.Code), decision.Refusal?.Code);
                    Assert.True(decision.Refusal is null || decision.Messages.IsEmpty, "A refusal sends nothing.");
                    _ = (TDecider.WakeAt(next), TDecider.List(key, next), TDecider.View(key, 1, next), TDecider.JudgeReplay(next, command, moment));
                    AssertSame(decision, TDecider.Decide(key, state, command, moment));
                }
            }
        }

        Assert.True(answers > 1_000, $"Only {answers} pairs were decided.");
    }

    private static void Fold<TDecider, TState, TCommand, TEvent, TView>(string key)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TCommand : class
        where TEvent : class
        where TView : class
    {
        var events = ClosedHierarchy.Samples<TEvent>();
        Assert.Equal(ClosedHierarchy.Cases(typeof(TEvent)).Length, events.Select(happened => happened.GetType()).Distinct().Count());
        Assert.All(
            ReachableStates<TDecider, TState, TCommand, TEvent, TView>.From(key, Moments).Prepend(TDecider.Initial),
            state => Assert.All(events, happened => Assert.NotNull(TDecider.Evolve(state, happened))));
    }

    private static void AssertSame<TEvent>(Decision<TEvent> once, Decision<TEvent> again)
    {
        Assert.Equal(once.Refusal?.Code, again.Refusal?.Code);
        Assert.Equal(once.Events.Length, again.Events.Length);
        Assert.Equal(once.Messages.Length, again.Messages.Length);
        if (!once.IsNothing)
        {
            Assert.Equal(Comparable.Text(once.Events), Comparable.Text(again.Events));
            Assert.Equal(Comparable.Text(once.Messages), Comparable.Text(again.Messages));
        }
    }

    /// <summary>A hold's rules without one for taking snapshots.</summary>
    private sealed class ForgetfulDecider : IDecider<HoldState, HoldCommand, HoldEvent, HoldView>
    {
        public static HoldState Initial => HoldDecider.Initial;

        public static HoldCommand TimerTick => HoldDecider.TimerTick;

        public static IEnumerable<FieldViolation> Validate(string key, HoldCommand command, Moment moment) => HoldDecider.Validate(key, command, moment);

        public static Decision<HoldEvent> Decide(string key, HoldState state, HoldCommand command, Moment moment) =>
            command is HoldCommand.RecordSnapshot ? throw new InvalidOperationException("No rule.") : HoldDecider.Decide(key, state, command, moment);

        public static HoldState Evolve(HoldState state, HoldEvent happened) => HoldDecider.Evolve(state, happened);

        public static DateTimeOffset? WakeAt(HoldState state) => HoldDecider.WakeAt(state);

        public static Listing List(string key, HoldState state) => HoldDecider.List(key, state);

        public static HoldView? View(string key, long version, HoldState state) => HoldDecider.View(key, version, state);
    }
}
