using System.Collections.Immutable;
using Lert.Store.Rows;

namespace Lert.Store.Postgres.Reading;

/// <summary>Reads wake-ups off their index, earliest first. The instant is a constant: a clock in the question would keep the index from being used.</summary>
internal static class WakeQuestions
{
    public const string SelectDue =
        "SELECT kind, key, wake_at FROM actors WHERE wake_at IS NOT NULL AND wake_at <= $1 AND slot BETWEEN $2 AND $3 ORDER BY wake_at, kind, key LIMIT $4";

    public const string SelectNext = "SELECT wake_at FROM actors WHERE wake_at IS NOT NULL AND slot BETWEEN $1 AND $2 ORDER BY wake_at LIMIT 1";

    public static ValueTask<ImmutableArray<DueActor>> DueAsync(Reader reader, Slots slots, DateTimeOffset now, int limit, CancellationToken cancellationToken) => reader.ReadAsync(
        SelectDue,
        all => all.Put(Instants.ToStored(now)).Put(slots.First).Put(slots.Last).Put(limit),
        async row =>
        {
            var due = ImmutableArray.CreateBuilder<DueActor>();
            while (await row.ReadAsync(cancellationToken))
            {
                due.Add(new(new(row.GetString(0), row.GetString(1)), Instants.FromStored(row.GetInt64(2))));
            }

            return due.DrainToImmutable();
        },
        cancellationToken);

    public static ValueTask<DateTimeOffset?> NextAsync(Reader reader, Slots slots, CancellationToken cancellationToken) => reader.ReadAsync(
        SelectNext,
        all => all.Put(slots.First).Put(slots.Last),
        async row => await row.ReadAsync(cancellationToken) ? Instants.FromStored(row.GetInt64(0)) : (DateTimeOffset?)null,
        cancellationToken);
}
