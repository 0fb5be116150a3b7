using System.Collections.Immutable;
using Lert.Store.Rows;

namespace Lert.Store.Postgres.Reading;

/// <summary>
/// Reads messages that wait for delivery, a bounded range for each urgency, and settles them. Delivered ones are gone, so a walk along the rows is short.
/// </summary>
internal static class OutboxQuestions
{
    public const string Select = $"""
        ({Urgent} AND urgency = 1 AND "row" > $1 ORDER BY urgency, "row" LIMIT $6)
        UNION ALL ({Urgent} AND urgency = 2 AND "row" > $2 ORDER BY urgency, "row" LIMIT $6)
        UNION ALL ({Columns} AND urgency = 3 AND "row" > $3 ORDER BY "row" LIMIT $6)
        """;

    private const string Columns = """
        SELECT "row", id, target_kind, target_key, type, body, source_kind, source_key, created_at, attempts, seal, urgency FROM outbox WHERE target_slot BETWEEN $4 AND $5
        """;

    private const string Urgent = $"{Columns} AND urgency < 3";

    // A row that somebody holds is left for later, and waited for by nobody: the pump settles before it looks, and would look at nothing meanwhile. What stays is
    // delivered again, which has no effect.
    private const string Delete = """DELETE FROM outbox WHERE "row" IN (SELECT "row" FROM outbox WHERE "row" = ANY ($1) FOR UPDATE SKIP LOCKED)""";
    private const string CountFailure = """UPDATE outbox SET attempts = attempts + 1 WHERE "row" IN (SELECT "row" FROM outbox WHERE "row" = ANY ($1) FOR UPDATE SKIP LOCKED)""";

    public static ValueTask<ImmutableArray<PendingMessage>> PendingAsync(Reader reader, Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) => reader.ReadAsync(
        Select,
        all => all.Put(place.Emergency).Put(place.High).Put(place.Normal).Put(slots.First).Put(slots.Last).Put(limit),
        async row =>
        {
            var pending = ImmutableArray.CreateBuilder<PendingMessage>();
            while (await row.ReadAsync(cancellationToken))
            {
                var message = new OutboxMessage(row.GetString(1), new(row.GetString(2), row.GetString(3)), row.GetString(4), (byte[])row[5]);
                pending.Add(StoredMessage.Read(row.GetInt64(0), message, new(row.GetString(6), row.GetString(7)), row.GetInt64(8), row.GetInt32(9), (CommitUrgency)row.GetInt16(11), row.GetInt64(10)));
            }

            return pending.OrderBy(static message => message.Urgency).Take(limit).ToImmutableArray();
        },
        cancellationToken);

    public static ValueTask AcknowledgeAsync(Reader reader, ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        reader.RunAsync(Delete, all => all.Put([.. rows]), cancellationToken);

    public static ValueTask CountFailureAsync(Reader reader, ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        reader.RunOnceAsync(CountFailure, all => all.Put([.. rows]), cancellationToken);
}
