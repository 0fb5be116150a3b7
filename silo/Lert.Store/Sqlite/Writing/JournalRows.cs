using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>Appends events, each bound to the one before it.</summary>
internal static class JournalRows
{
    private const string Insert = """
        INSERT INTO journal (kind, key, sequence, version, type, at, by, command_id, previous_hash, hash, data)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    /// <summary>Where the actor stands after the commit.</summary>
    public static ActorHead Append(Database database, Commit commit, ActorHead head)
    {
        var version = head.Version + 1;
        var (sequence, previous) = (head.Sequence, head.Hash);
        var at = Instants.ToStored(commit.At);
        foreach (var happened in commit.Events)
        {
            sequence++;
            var hash = JournalChain.Hash(previous.Span, commit.Actor, sequence, version, happened.Type, commit.At, commit.By, commit.Command?.Id, happened.Data.Span);
            using var row = database.Cached(Insert).Begin();
            row.Bind(1, commit.Actor.Kind).Bind(2, commit.Actor.Key).Bind(3, sequence).Bind(4, version).Bind(5, happened.Type).Bind(6, at).Bind(7, commit.By)
                .Bind(8, commit.Command?.Id).Bind(9, previous.Span).Bind(10, hash).Bind(11, happened.Data.Span).Run();
            previous = hash;
        }

        return head with { Version = version, Sequence = sequence, Hash = previous };
    }
}
