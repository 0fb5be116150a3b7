using System.Collections.Immutable;
using Lert.Store.Rows;

namespace Lert.Store.Postgres.Reading;

/// <summary>
/// Reads wake-ups off their index: a bounded range of it for each urgency, brought together here. The instant is a constant: a clock in the question would keep the index from being used.
/// </summary>
internal static class WakeQuestions
{
    public const string SelectDue = $"({Due} AND urgency = 1 {InOrder}) UNION ALL ({Due} AND urgency = 2 {InOrder}) UNION ALL ({Due} AND urgency = 3 AND (wake_at, kind, key) >= ($5, $6, $7) {InOrder})";
    public const string SelectNext = $"SELECT least(({Next} AND urgency = 1 {First}), ({Next} AND urgency = 2 {First}), ({Next} AND urgency = 3 {First}))";

    private const string Due = "SELECT kind, key, wake_at, urgency FROM wakes WHERE wake_at <= $1 AND slot BETWEEN $2 AND $3";
    private const string InOrder = "ORDER BY urgency, wake_at, kind, key LIMIT $4";
    private const string Next = "SELECT wake_at FROM wakes WHERE slot BETWEEN $1 AND $2";
    private const string First = "ORDER BY urgency, wake_at LIMIT 1";

    public static ValueTask<ImmutableArray<DueActor>> DueAsync(Reader reader, Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) => reader.ReadAsync(
        SelectDue,
        all => all.Put(Instants.ToStored(now)).Put(slots.First).Put(slots.Last).Put(limit)
            .Put(Instants.ToStored(from?.WakeAt) ?? long.MinValue).Put(from?.Actor.Kind ?? "").Put(from?.Actor.Key ?? ""),
        async row =>
        {
            var due = ImmutableArray.CreateBuilder<DueActor>();
            while (await row.ReadAsync(cancellationToken))
            {
                due.Add(new(new(row.GetString(0), row.GetString(1)), Instants.FromStored(row.GetInt64(2)), (CommitUrgency)row.GetInt16(3)));
            }

            return due.OrderBy(static one => one.Urgency).Take(limit).ToImmutableArray();
        },
        cancellationToken);

    public static ValueTask<DateTimeOffset?> NextAsync(Reader reader, Slots slots, CancellationToken cancellationToken) => reader.ReadAsync(
        SelectNext,
        all => all.Put(slots.First).Put(slots.Last),
        async row => await row.ReadAsync(cancellationToken) && !await row.IsDBNullAsync(0, cancellationToken) ? Instants.FromStored(row.GetInt64(0)) : (DateTimeOffset?)null,
        cancellationToken);
}
