namespace Lert.Store.Rows;

/// <summary>
/// What the seal of each kind of row covers, in which order. Stored for ever: a change here needs a migration that seals again. The format of a snapshot is
/// covered where it is not 1, which is what it was before there were others.
/// </summary>
internal static class Seals
{
    public static long OfActor(
        ActorId actor, long version, long sequence, ReadOnlySpan<byte> headHash, SearchColumns search, DateTimeOffset? wakeAt, int format, ReadOnlySpan<byte> state)
    {
        var seal = new Seal();
        seal.Add(actor.Kind);
        seal.Add(actor.Key);
        seal.Add(version);
        seal.Add(sequence);
        seal.Add(headHash);
        seal.Add(search.Status);
        seal.Add(search.Account);
        seal.Add(search.Case);
        seal.Add(search.Regime);
        seal.Add(search.Assignee);
        seal.Add(Instants.ToStored(search.DueAt));
        seal.Add(Instants.ToStored(search.ReleaseNotBefore));
        seal.Add(Instants.ToStored(search.ReleasedAt));
        seal.Add(search.ReleasedEarly ? 1L : 0L);
        seal.Add(Instants.ToStoredUp(wakeAt));
        seal.Add(state);
        if (format != 1)
        {
            seal.Add((long)format);
        }

        return seal.Close();
    }

    /// <summary>
    /// Apart from that of the actor, which a release that knows of no lists must be able to check, and without the version: lists that stay are not written again.
    /// Most actors stand in none, and for them it is 0.
    /// </summary>
    public static long OfLists(ActorId actor, string names, long marks)
    {
        if (names == "[]" && marks == 0)
        {
            return 0;
        }

        var seal = new Seal();
        seal.Add(actor.Kind);
        seal.Add(actor.Key);
        seal.Add(names);
        seal.Add(marks);
        return seal.Close();
    }

    public static long OfCommand(ActorId actor, string commandId, DateTimeOffset at, ReadOnlySpan<byte> requestHash, ReadOnlySpan<byte> reply)
    {
        var seal = new Seal();
        seal.Add(actor.Kind);
        seal.Add(actor.Key);
        seal.Add(commandId);
        seal.Add(Instants.ToStored(at));
        seal.Add(requestHash);
        seal.Add(reply);
        return seal.Close();
    }

    public static long OfMessage(OutboxMessage message, ActorId source, DateTimeOffset createdAt)
    {
        var seal = new Seal();
        seal.Add(message.Id);
        seal.Add(message.Target.Kind);
        seal.Add(message.Target.Key);
        seal.Add(message.Type);
        seal.Add(source.Kind);
        seal.Add(source.Key);
        seal.Add(Instants.ToStored(createdAt));
        seal.Add(message.Body.Span);
        return seal.Close();
    }
}
