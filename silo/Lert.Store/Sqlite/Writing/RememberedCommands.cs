using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>Command ids with the hash of their request and their reply.</summary>
internal static class RememberedCommands
{
    private const string Select = "SELECT at, request_hash, reply, seal FROM commands WHERE kind = ?1 AND key = ?2 AND command_id = ?3";
    private const string Insert = "INSERT INTO commands (kind, key, command_id, at, request_hash, reply, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    /// <summary>The stored reply, or null when the id is new.</summary>
    /// <exception cref="DataLossException">The row is not what was written.</exception>
    public static StoredReply? Find(Database database, ActorId actor, string commandId)
    {
        using var row = database.Cached(Select).Begin();
        if (!row.Bind(1, actor.Kind).Bind(2, actor.Key).Bind(3, commandId).Next())
        {
            return null;
        }

        var reply = new StoredReply(row.Blob(1), row.Blob(2), Instants.FromStored(row.Int64(0)));
        return Seals.OfCommand(actor, commandId, reply.At, reply.RequestHash.Span, reply.Reply.Span) == row.Int64(3)
            ? reply
            : throw new DataLossException($"The remembered command {commandId} of {actor} is not what was written: its seal is broken.");
    }

    /// <summary>The verdict on a command id that is already there, or null when it is new.</summary>
    public static CommitOutcome? Judge(Database database, ActorId actor, RememberedCommand command) => Find(database, actor, command.Id) switch
    {
        null => null,
        var known when known.RequestHash.Span.SequenceEqual(command.RequestHash.Span) => new CommitOutcome.AlreadyDone(known.Reply),
        _ => new CommitOutcome.CommandIdReused(),
    };

    public static void Write(Database database, Commit commit, RememberedCommand command)
    {
        var seal = Seals.OfCommand(commit.Actor, command.Id, commit.At, command.RequestHash.Span, command.Reply.Span);
        using var row = database.Cached(Insert).Begin();
        row.Bind(1, commit.Actor.Kind).Bind(2, commit.Actor.Key).Bind(3, command.Id).Bind(4, Instants.ToStored(commit.At))
            .Bind(5, command.RequestHash.Span).Bind(6, command.Reply.Span).Bind(7, seal).Run();
    }
}
