using System.Collections.Immutable;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Letters;
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
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Deciding;

/// <summary>What has happened to an actor so far. It is the beginning of every example.</summary>
internal static class Given
{
    public static Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView> Case(params ReadOnlySpan<CaseEvent> events) =>
        new(Some.CaseId, [.. events]);

    public static Scenario<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView> Hold(params ReadOnlySpan<HoldEvent> events) =>
        new(Some.Order().HoldId, [.. events]);

    public static Scenario<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView> Account(params ReadOnlySpan<AccountEvent> events) =>
        new(Some.AccountId, [.. events]);

    public static Scenario<PageDecider, PageState, PageCommand, PageEvent, PageView> Page(params ReadOnlySpan<PageEvent> events) =>
        new(Some.PageId, [.. events]);

    public static Scenario<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView> Responder(params ReadOnlySpan<ResponderEvent> events) =>
        new(SomeResponder.Id, [.. events]);

    public static Scenario<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView> Officer(params ReadOnlySpan<RequesterEvent> events) =>
        new(SomeRequester.Officer, [.. events]);

    public static Scenario<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView> Agency(params ReadOnlySpan<RequesterEvent> events) =>
        new(SomeRequester.Agency, [.. events]);

    public static Scenario<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView> Disclosure(params ReadOnlySpan<DisclosureEvent> events) =>
        new(SomeDisclosure.Id, [.. events]);

    public static Scenario<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView> Letter(params ReadOnlySpan<LetterEvent> events) =>
        new(SomeLetter.Id, [.. events]);

    public static Scenario<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView> Rota(params ReadOnlySpan<RotaEvent> events) =>
        new(Rotas.SomeDesk.Key, [.. events]);
}

/// <summary>One actor, one decision after the other, in the order of its grain: validate, decide, evolve.</summary>
internal sealed record Scenario<TDecider, TState, TCommand, TEvent, TView>
    where TDecider : IDecider<TState, TCommand, TEvent, TView>
    where TCommand : class
    where TEvent : class
    where TView : class
{
    public Scenario(string key, ImmutableArray<TEvent> events)
    {
        Key = key;
        State = events.Aggregate(TDecider.Initial, TDecider.Evolve);
    }

    public string Key { get; init; }

    public TState State { get; private init; }

    public Rules Rules { get; init; } = Some.Rules;

    public DateTimeOffset Now { get; private init; } = Some.Start;

    public string Actor { get; private init; } = "user:lead";

    public Decision<TEvent> Last { get; private init; } = Decision<TEvent>.Nothing;

    public DateTimeOffset? WakeAt => TDecider.WakeAt(State);

    public TView? View => TDecider.View(Key, 1, State);

    public Listing Listing => TDecider.List(Key, State);

    private Moment Moment => new(Now, Actor, Rules);

    public Scenario<TDecider, TState, TCommand, TEvent, TView> At(string instant) => this with { Now = Some.Instant(instant) };

    public Scenario<TDecider, TState, TCommand, TEvent, TView> At(DateTimeOffset instant) => this with { Now = instant };

    public Scenario<TDecider, TState, TCommand, TEvent, TView> By(string actor) => this with { Actor = actor };

    public Scenario<TDecider, TState, TCommand, TEvent, TView> Under(Rules rules) => this with { Rules = rules };

    public Scenario<TDecider, TState, TCommand, TEvent, TView> When(TCommand command)
    {
        var violations = TDecider.Validate(Key, command, Moment).ToImmutableArray();
        var decision = violations.IsEmpty
            ? TDecider.Decide(Key, State, command, Moment)
            : Decision<TEvent>.Refuse(Refusal.Invalid(violations));
        return this with { Last = decision, State = decision.Events.Aggregate(State, TDecider.Evolve) };
    }

    public Scenario<TDecider, TState, TCommand, TEvent, TView> Then(params ReadOnlySpan<TEvent> events)
    {
        Assert.Null(Last.Refusal);
        return WithEvents(events);
    }

    public Scenario<TDecider, TState, TCommand, TEvent, TView> ThenNothing()
    {
        Assert.True(Last.IsNothing, $"Something was decided: {Comparable.Text(Last.Events)} {Comparable.Text(Last.Messages)}");
        Assert.Null(Last.Refusal);
        return this;
    }

    public Scenario<TDecider, TState, TCommand, TEvent, TView> ThenRefused(string code, params ReadOnlySpan<TEvent> journaled)
    {
        Assert.Equal(code, Last.Refusal?.Code);
        Assert.Empty(Last.Messages);
        return WithEvents(journaled);
    }

    public Scenario<TDecider, TState, TCommand, TEvent, TView> ThenInvalid(params ReadOnlySpan<string> fields)
    {
        Assert.Equal(RefusalCodes.RequestInvalid, Last.Refusal?.Code);
        Assert.Equal([.. fields], Last.Refusal!.Violations.Select(violation => violation.Field));
        return WithEvents([]);
    }

    public Scenario<TDecider, TState, TCommand, TEvent, TView> Sending(params ReadOnlySpan<Outgoing> messages)
    {
        Assert.Equal(Comparable.Text(messages.ToImmutableArray()), Comparable.Text(Last.Messages));
        return this;
    }

    public Scenario<TDecider, TState, TCommand, TEvent, TView> SendingNothing() => Sending();

    /// <summary>For what an example wants to say about the state in passing.</summary>
    public Scenario<TDecider, TState, TCommand, TEvent, TView> Where(Action<Scenario<TDecider, TState, TCommand, TEvent, TView>> check)
    {
        check(this);
        return this;
    }

    public Refusal? JudgeReplay(TCommand command) => TDecider.JudgeReplay(State, command, Moment);

    private Scenario<TDecider, TState, TCommand, TEvent, TView> WithEvents(ReadOnlySpan<TEvent> events)
    {
        Assert.Equal(Comparable.Text(events.ToImmutableArray()), Comparable.Text(Last.Events));
        return this;
    }
}
