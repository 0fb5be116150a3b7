using System.Collections.Immutable;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>Reads wake-ups off their index, urgency by urgency and earliest first. It costs what it returns, not what is stored.</summary>
internal static class WakeReader
{
    public const string SelectDue = "SELECT kind, key, wake_at FROM actors WHERE urgency = ?5 AND wake_at <= ?1 AND (wake_at, kind, key) >= (?6, ?7, ?8) AND slot BETWEEN ?2 AND ?3 ORDER BY wake_at, kind, key LIMIT ?4";
    public const string SelectNext = "SELECT wake_at FROM actors WHERE urgency = ?3 AND wake_at IS NOT NULL AND slot BETWEEN ?1 AND ?2 ORDER BY wake_at LIMIT 1";

    public static ImmutableArray<DueActor> Due(Database database, Slots slots, DateTimeOffset now, DueActor? from, int limit)
    {
        var due = ImmutableArray.CreateBuilder<DueActor>();
        foreach (var urgency in Urgencies.All)
        {
            using var row = database.Cached(SelectDue).Begin();
            var first = urgency == CommitUrgency.Normal ? from : null;
            _ = row.Bind(1, Instants.ToStored(now)).Bind(2, slots.First).Bind(3, slots.Last).Bind(4, limit - due.Count).Bind(5, (long)urgency)
                .Bind(6, Instants.ToStored(first?.WakeAt) ?? long.MinValue).Bind(7, first?.Actor.Kind ?? "").Bind(8, first?.Actor.Key ?? "");
            while (row.Next())
            {
                due.Add(new(new(row.Text(0), row.Text(1)), Instants.FromStored(row.Int64(2)), urgency));
            }
        }

        return due.DrainToImmutable();
    }

    public static DateTimeOffset? Next(Database database, Slots slots)
    {
        DateTimeOffset? next = null;
        foreach (var urgency in Urgencies.All)
        {
            using var row = database.Cached(SelectNext).Begin();
            if (row.Bind(1, slots.First).Bind(2, slots.Last).Bind(3, (long)urgency).Next() && Instants.FromStored(row.Int64(0)) is var first && (next is null || first < next))
            {
                next = first;
            }
        }

        return next;
    }
}
