using System.Collections.Immutable;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>Messages that leave with a commit.</summary>
internal static class OutboxRows
{
    private const string Insert = """
        INSERT INTO outbox (id, target_kind, target_key, target_slot, source_kind, source_key, type, created_at, seal, body, urgency)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    public static void Write(Database database, Commit commit)
    {
        foreach (var message in commit.Outbox)
        {
            using var row = database.Cached(Insert).Begin();
            row.Bind(1, message.Id).Bind(2, message.Target.Kind).Bind(3, message.Target.Key).Bind(4, Slots.Of(message.Target)).Bind(5, commit.Actor.Kind)
                .Bind(6, commit.Actor.Key).Bind(7, message.Type).Bind(8, Instants.ToStored(commit.At)).Bind(9, Seals.OfMessage(message, commit.Actor, commit.At))
                .Bind(10, message.Body.Span).Bind(11, (long)Urgencies.Of(commit, message)).Run();
        }
    }

    public static void Delete(Database database, ImmutableArray<long> rows) => Each(database, "DELETE FROM outbox WHERE row = ?1", rows);

    public static void CountFailure(Database database, ImmutableArray<long> rows) => Each(database, "UPDATE outbox SET attempts = attempts + 1 WHERE row = ?1", rows);

    private static void Each(Database database, string sql, ImmutableArray<long> rows)
    {
        foreach (var one in rows)
        {
            using var row = database.Cached(sql).Begin();
            row.Bind(1, one).Run();
        }
    }
}

/// <summary>Forgets delivered messages.</summary>
internal sealed class AcknowledgeRequest(ImmutableArray<long> rows, CancellationToken cancellationToken) : WriteRequest<object>(cancellationToken)
{
    protected override object Write(Database database)
    {
        OutboxRows.Delete(database, rows);
        return rows;
    }
}

/// <summary>Counts deliveries that failed.</summary>
internal sealed class FailedDeliveryRequest(ImmutableArray<long> rows, CancellationToken cancellationToken) : WriteRequest<object>(cancellationToken)
{
    protected override object Write(Database database)
    {
        OutboxRows.CountFailure(database, rows);
        return rows;
    }
}
