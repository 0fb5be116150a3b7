using System.Collections.Immutable;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>Reads messages that wait for delivery. Delivered ones are gone, so a walk along the rows is short.</summary>
internal static class OutboxReader
{
    private const string Columns = "row, id, target_kind, target_key, type, body, source_kind, source_key, created_at, attempts, seal";
    public const string SelectUrgent = $"SELECT {Columns} FROM outbox WHERE urgency < 3 AND urgency = ?5 AND row > ?1 AND target_slot BETWEEN ?2 AND ?3 ORDER BY row LIMIT ?4";

    // The plus keeps the urgency from choosing an index.
    public const string SelectNormal = $"SELECT {Columns} FROM outbox WHERE +urgency = ?5 AND row > ?1 AND target_slot BETWEEN ?2 AND ?3 ORDER BY row LIMIT ?4";

    public static ImmutableArray<PendingMessage> Pending(Database database, Slots slots, OutboxPlace place, int limit)
    {
        var pending = ImmutableArray.CreateBuilder<PendingMessage>();
        Read(SelectUrgent, CommitUrgency.Emergency, place.Emergency);
        Read(SelectUrgent, CommitUrgency.High, place.High);
        Read(SelectNormal, CommitUrgency.Normal, place.Normal);
        return pending.DrainToImmutable();

        void Read(string select, CommitUrgency urgency, long after)
        {
            using var row = database.Cached(select).Begin();
            _ = row.Bind(1, after).Bind(2, slots.First).Bind(3, slots.Last).Bind(4, limit - pending.Count).Bind(5, (long)urgency);
            while (row.Next())
            {
                pending.Add(Message(row, urgency));
            }
        }
    }

    private static PendingMessage Message(in Statement.Cursor row, CommitUrgency urgency)
    {
        var message = new OutboxMessage(row.Text(1), new(row.Text(2), row.Text(3)), row.Text(4), row.Blob(5));
        return StoredMessage.Read(row.Int64(0), message, new(row.Text(6), row.Text(7)), row.Int64(8), row.Int32(9), urgency, row.Int64(10));
    }
}
