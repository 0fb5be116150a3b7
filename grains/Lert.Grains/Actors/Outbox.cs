using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Links;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>Packs a decision's messages for the outbox. Their ids follow from the commit that they leave with, so they are unique for ever.</summary>
internal static class Outbox
{
    public static ImmutableArray<OutboxMessage> Pack(ActorId source, long version, ImmutableArray<Outgoing> messages)
    {
        if (messages.IsEmpty)
        {
            return [];
        }

        var packed = ImmutableArray.CreateBuilder<OutboxMessage>(messages.Length);
        foreach (var message in messages)
        {
            var id = $"{source}/{version}/{packed.Count}";
            var pack = message switch
            {
                Outgoing.ToCase(var key, var command) => Pack(id, ActorKinds.Case, key, command),
                Outgoing.ToAccount(var key, var command) => Pack(id, ActorKinds.Account, key, command),
                Outgoing.ToHold(var key, var command) => Pack(id, ActorKinds.Hold, key, command),
                Outgoing.ToPage(var key, var command) => Pack(id, ActorKinds.Page, key, command),
                Outgoing.ToLink(var key, var command) => Pack(id, ActorKinds.Link, key, command),
                Outgoing.ToRequester(var key, var command) => Pack(id, ActorKinds.Requester, key, command),
                Outgoing.ToDisclosure(var key, var command) => Pack(id, ActorKinds.Disclosure, key, command),
                Outgoing.ToLetter(var key, var command) => Pack(id, ActorKinds.Letter, key, command),
                Outgoing.ToResponder(var key, var command) => Pack(id, ActorKinds.Responder, key, command),
                _ => throw new InvalidOperationException($"No actor takes {message.GetType().Name}."),
            };
            packed.Add(UrgencyOf(message) is Urgency.Unspecified ? pack : pack with { Urgency = Commits.Stored(UrgencyOf(message)) });
        }

        return packed.MoveToImmutable();
    }

    /// <summary>Whoever opens a page says how urgent it is, and it is so from its first message on.</summary>
    private static Urgency UrgencyOf(Outgoing message) =>
        message is Outgoing.ToPage { Urgency: Urgency.Unspecified, Command: PageCommand.Open open } ? open.Urgency : message.Urgency;

    private static OutboxMessage Pack<TCommand>(string id, string kind, string key, TCommand command)
        where TCommand : class =>
        new(id, new ActorId(kind, key), StoredNames<TCommand>.Of(command), ActorJson.Write(command));
}
