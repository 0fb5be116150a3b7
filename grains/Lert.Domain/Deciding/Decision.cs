using System.Collections.Immutable;
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

namespace Lert.Domain.Deciding;

/// <summary>
/// What a decider says to a command: events, messages that leave with them, and a refusal where the answer is no. Nothing at all means that there is nothing
/// to do. A refusal with events is journaled; without, it leaves no trace.
/// </summary>
public sealed record Decision<TEvent>(ImmutableArray<TEvent> Events, ImmutableArray<Outgoing> Messages, Refusal? Refusal)
{
    public static Decision<TEvent> Nothing { get; } = new([], [], null);

    public bool IsNothing => Events.IsEmpty && Messages.IsEmpty;

    public static Decision<TEvent> Accept(params ReadOnlySpan<TEvent> events) => new([.. events], [], null);

    public static Decision<TEvent> Refuse(string code, string message) => new([], [], new Refusal(code, message));

    public static Decision<TEvent> Refuse(Refusal refusal, params ReadOnlySpan<TEvent> journaled) => new([.. journaled], [], refusal);

    public Decision<TEvent> Send(params ReadOnlySpan<Outgoing> messages) => this with { Messages = [.. Messages, .. messages] };
}

/// <summary>A command for another actor, which leaves through the outbox with the commit that decided it.</summary>
public abstract record Outgoing(string Key)
{
    /// <summary>How urgent it is; unspecified for as urgent as its sender, see <see cref="IDecider{TState, TCommand, TEvent, TView}.UrgencyOf"/>.</summary>
    public Urgency Urgency { get; init; }

    public sealed record ToCase(string Key, CaseCommand Command) : Outgoing(Key);

    public sealed record ToAccount(string Key, AccountCommand Command) : Outgoing(Key);

    public sealed record ToHold(string Key, HoldCommand Command) : Outgoing(Key);

    public sealed record ToDisclosure(string Key, DisclosureCommand Command) : Outgoing(Key);

    public sealed record ToLetter(string Key, LetterCommand Command) : Outgoing(Key);

    public sealed record ToPage(string Key, PageCommand Command) : Outgoing(Key);

    public sealed record ToLink(string Key, LinkCommand Command) : Outgoing(Key);

    public sealed record ToRequester(string Key, RequesterCommand Command) : Outgoing(Key);

    public sealed record ToResponder(string Key, ResponderCommand Command) : Outgoing(Key);
}
