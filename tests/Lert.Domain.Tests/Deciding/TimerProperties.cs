using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;
using Lert.Domain.Tests.Disclosures;
using Lert.Domain.Tests.Requesters;
using Lert.Domain.Tests.Responders;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Deciding;

/// <summary>Ticks that come early, late or twice are harmless, in every state that a few commands lead to.</summary>
public class TimerProperties
{
    private static readonly ImmutableArray<Moment> Moments =
    [
        .. from at in (string[])["2026-01-15T10:00:00Z", Some.End, "2026-04-17T08:00:00Z"]
           from who in (string[])["user:lead", "user:counsel"]
           select new Moment(Some.Instant(at), who, Some.Rules),
    ];

    [Fact]
    public void Ticks_of_a_hold_are_harmless() => Harmless<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(Some.Order().HoldId);

    [Fact]
    public void Ticks_of_an_account_are_harmless() => Harmless<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(Some.AccountId);

    [Fact]
    public void Ticks_of_a_case_are_harmless() => Harmless<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(Some.CaseId);

    [Fact]
    public void Ticks_of_a_page_are_harmless() => Harmless<PageDecider, PageState, PageCommand, PageEvent, PageView>(Some.PageId);

    [Fact]
    public void Ticks_of_a_responder_are_harmless() => Harmless<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView>(SomeResponder.Id);

    [Fact]
    public void Ticks_of_a_requester_are_harmless() =>
        Harmless<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>(SomeRequester.Officer);

    [Fact]
    public void Ticks_of_a_disclosure_are_harmless() => Harmless<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>(SomeDisclosure.Id);

    [Fact]
    public void Ticks_of_a_rota_are_harmless() => Harmless<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView>(Rotas.SomeDesk.Key);

    [Fact]
    public void A_timer_that_runs_hot_would_be_found() =>
        Assert.ThrowsAny<Exception>(() => Harmless<HotDecider, HoldState, HoldCommand, HoldEvent, HoldView>(Some.Order().HoldId));

    private static void Harmless<TDecider, TState, TCommand, TEvent, TView>(string key)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TCommand : class
        where TEvent : class
        where TView : class
    {
        // A wake-up at the end of all time has no time after it to tick in.
        var states = ReachableStates<TDecider, TState, TCommand, TEvent, TView>.From(key, Moments).RemoveAll(state => TDecider.WakeAt(state) is { Year: < 1_000 or > 9_000 });
        Assert.True(states.Length > 5, $"Only {states.Length} states were reached.");
        var seconds = Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(0, 100_000), Gen.Choose(0, 500_000_000));
        var cases = from state in Gen.Elements<TState>([.. states]) from early in seconds from late in seconds from again in seconds select (state, early, late, again);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Arb.From(cases), drawn =>
        {
            var (state, early, late, again) = drawn;
            if (TDecider.WakeAt(state) is not { } due)
            {
                return TickAt(key, state, Some.Start.AddSeconds(late)) is { IsNothing: true };
            }

            var before = TickAt(key, state, due.AddSeconds(-early).AddTicks(-1));
            var now = due.AddSeconds(late);
            var decision = TickAt(key, state, now);
            var next = decision.Events.Aggregate(state, TDecider.Evolve);
            var wake = TDecider.WakeAt(next);
            return before.IsNothing
                && decision.Refusal is null
                && !decision.IsNothing
                && (wake is null || wake > now)
                && TickAt(key, next, now).IsNothing
                && (wake is null || TickAt(key, next, now.AddSeconds(again)) is var repeated && (repeated.IsNothing || now.AddSeconds(again) >= wake));
        }));

        static Decision<TEvent> TickAt(string key, TState state, DateTimeOffset at) =>
            TDecider.Decide(key, state, TDecider.TimerTick, new Moment(at, "system:timer", Some.Rules));
    }

    /// <summary>A hold that is due again a second before it is.</summary>
    private sealed class HotDecider : IDecider<HoldState, HoldCommand, HoldEvent, HoldView>
    {
        public static HoldState Initial => HoldDecider.Initial;

        public static HoldCommand TimerTick => HoldDecider.TimerTick;

        public static IEnumerable<Grains.FieldViolation> Validate(string key, HoldCommand command, Moment moment) => HoldDecider.Validate(key, command, moment);

        public static Decision<HoldEvent> Decide(string key, HoldState state, HoldCommand command, Moment moment) => HoldDecider.Decide(key, state, command, moment);

        public static HoldState Evolve(HoldState state, HoldEvent happened) => HoldDecider.Evolve(state, happened);

        public static DateTimeOffset? WakeAt(HoldState state) => HoldDecider.WakeAt(state)?.AddSeconds(-1);

        public static Listing List(string key, HoldState state) => HoldDecider.List(key, state);

        public static HoldView? View(string key, long version, HoldState state) => HoldDecider.View(key, version, state);
    }
}
