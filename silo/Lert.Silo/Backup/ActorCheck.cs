using System.Collections.Immutable;
using System.Text.Json;
using Lert.Domain.Deciding;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Silo.Backup;

/// <summary>Whether one stored actor is what its journal made of it.</summary>
internal abstract class ActorCheck
{
    /// <summary>Everything that is wrong with it, a sentence each.</summary>
    public abstract IEnumerable<string> Problems(StoredActor actor, ImmutableArray<JournalEntry> journal);

    /// <summary>Whether this is a command that such an actor could be sent.</summary>
    public abstract bool Reads(OutboxMessage message);

    /// <summary>Whether the entries follow from each other, from the first to the last.</summary>
    public static IEnumerable<string> Chain(ImmutableArray<JournalEntry> journal)
    {
        var previous = JournalChain.Origin;
        for (var i = 0; i < journal.Length; i++)
        {
            var entry = journal[i];
            if (entry.Sequence != i + 1)
            {
                yield return $"entry {i + 1} of its journal is missing";
                yield break;
            }

            if (!entry.PreviousHash.Span.SequenceEqual(previous.Span) || !entry.Hash.Span.SequenceEqual(JournalChain.Hash(entry)))
            {
                yield return $"entry {entry.Sequence} of its journal is not what was written, or does not follow from the one before it";
                yield break;
            }

            previous = entry.Hash;
        }
    }
}

/// <inheritdoc cref="ActorCheck"/>
internal sealed class ActorCheck<TDecider, TState, TCommand, TEvent, TView> : ActorCheck
    where TDecider : IDecider<TState, TCommand, TEvent, TView>
    where TCommand : class
    where TEvent : class
    where TView : class
{
    public override IEnumerable<string> Problems(StoredActor actor, ImmutableArray<JournalEntry> journal)
    {
        if (actor.Format > TDecider.Format)
        {
            return [$"was written in format {actor.Format} by a newer release, and this one knows formats up to {TDecider.Format}: let that one judge the copy, and run on it"];
        }

        var broken = Chain(journal).ToList();
        if (broken.Count > 0)
        {
            return broken;
        }

        try
        {
            return Differences(actor, journal.Aggregate(TDecider.Initial, static (state, entry) => TDecider.Evolve(state, ActorJson.Read<TEvent>(entry.Data.Span))));
        }
        catch (Exception unread) when (IsUnread(unread))
        {
            return [$"its journal or its state does not read: {unread.Message}"];
        }
    }

    public override bool Reads(OutboxMessage message)
    {
        try
        {
            return StoredNames<TCommand>.Of(ActorJson.Read<TCommand>(message.Body.Span)) == message.Type;
        }
        catch (Exception unread) when (IsUnread(unread))
        {
            return false;
        }
    }

    /// <summary>JSON that lacks the name of its case is no JSON of ours, and the serializer has an exception of its own for that.</summary>
    private static bool IsUnread(Exception exception) => exception is JsonException or NotSupportedException;

    private static List<string> Differences(StoredActor actor, TState folded)
    {
        var found = new List<string>();

        // Written again by the same hand, so that what an older version left out makes no difference.
        if (!ActorJson.Write(ActorJson.Read<TState>(actor.State.Span)).AsSpan().SequenceEqual(ActorJson.Write(folded)))
        {
            found.Add("its state is not what its journal makes of it");
        }

        var should = TDecider.List(actor.Actor.Key, folded);
        if (actor.Search.Status != should.Status || Differs(actor.Search.ReleaseNotBefore, should.ReleaseNotBefore) || Differs(actor.Search.ReleasedAt, should.ReleasedAt)
            || actor.Search.ReleasedEarly != should.ReleasedEarly || actor.Search.Account != should.Account || actor.Search.Case != should.Case)
        {
            found.Add("its columns are not those of its state");
        }

        if (actor.Lists is { } lists && lists != Commits.ListsOf(should))
        {
            found.Add("its lists are not those of its state");
        }

        if (Differs(actor.WakeAt, TDecider.WakeAt(folded)))
        {
            found.Add("its timer is not the one that its state asks for");
        }

        return found;
    }

    /// <summary>Stored instants are whole microseconds, rounded one way or the other.</summary>
    private static bool Differs(DateTimeOffset? stored, DateTimeOffset? should) =>
        stored is null != should is null || (stored - should)?.Duration() > TimeSpan.FromMicroseconds(1);
}
