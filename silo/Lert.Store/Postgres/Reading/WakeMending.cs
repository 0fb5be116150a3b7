using Lert.Store.Rows;

namespace Lert.Store.Postgres.Reading;

/// <summary>Has the database hold its table of wake-ups to the actors. Asked twice, it would answer that there was nothing to mend: what it had lost would be told to nobody.</summary>
internal static class WakeMending
{
    private const string Mend = "SELECT last_kind, last_key, restored, removed, stray FROM mend_wakes($1, $2, $3, $4)";

    public static ValueTask<WakeStretch> RunAsync(Reader reader, ActorId? after, int most, DateTimeOffset overdue, CancellationToken cancellationToken) => reader.ReadOnceAsync(
        Mend,
        all => all.Put(after?.Kind ?? "").Put(after?.Key ?? "").Put(most).Put(Instants.ToStored(overdue)),
        async row =>
        {
            _ = await row.ReadAsync(cancellationToken);
            ActorId? last = await row.IsDBNullAsync(0, cancellationToken) ? null : new ActorId(row.GetString(0), row.GetString(1));
            return new WakeStretch(last, (int)row.GetInt64(2), (int)row.GetInt64(3), (int)row.GetInt64(4));
        },
        cancellationToken);
}
