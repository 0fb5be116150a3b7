using System.Collections.Immutable;
using Lert.Store.Postgres.Reading;
using Lert.Store.Rows;
using NpgsqlTypes;

namespace Lert.Store.Postgres.Cells;

/// <summary>The diary of the cell and the board of its silos.</summary>
internal static class CellQuestions
{
    private const string Last = """
        SELECT place(), number, note, place, at, by, reason, request_id
        FROM (VALUES (1)) AS always LEFT JOIN (SELECT * FROM cell_diary ORDER BY number DESC LIMIT 1) AS last ON true
        """;

    // Of two that saw the same last entry, one adds the next.
    private const string Add = """
        INSERT INTO cell_diary (number, at, note, place, by, reason, request_id)
        SELECT $1, $2, $3, $4, $5, $6, $7 WHERE coalesce((SELECT max(number) FROM cell_diary), 0) = $8
        ON CONFLICT DO NOTHING RETURNING number
        """;

    private const string Report = """
        INSERT INTO silo_reports (silo, at, figures) VALUES ($1, clock_timestamp(), $2)
        ON CONFLICT (silo) DO UPDATE SET at = excluded.at, figures = excluded.figures
        """;

    private const string TakeDown = "DELETE FROM silo_reports WHERE at < clock_timestamp() - interval '1 hour'";
    private const string Reports = "SELECT silo, extract(epoch FROM clock_timestamp() - at)::double precision, figures FROM silo_reports ORDER BY silo";

    public static async ValueTask<CellState> ReadAsync(Reader reader, CancellationToken cancellationToken)
    {
        var (last, place) = await LastAsync(reader, cancellationToken);
        return new(last, place, await JournalQuestions.EndAsync(reader, cancellationToken));
    }

    public static async ValueTask<bool> AddAsync(Reader reader, long after, CellEntry entry, CancellationToken cancellationToken)
    {
        var added = await reader.ReadAsync(
            Add,
            all => all.Put(entry.Number).Put(Instants.ToStored(entry.At)).Put(entry.Note.ToString()).Put(entry.Place).Put(entry.By).Put(entry.Reason).Put(entry.RequestId).Put(after),
            row => row.ReadAsync(cancellationToken),
            cancellationToken);
        // The first try may have landed and only its answer been lost: then the entry that was faster is this one.
        return added || (await LastAsync(reader, cancellationToken)).Last == entry with { At = Instants.FromStored(Instants.ToStored(entry.At)) };
    }

    public static async ValueTask ReportAsync(Reader reader, string silo, ReadOnlyMemory<byte> figures, CancellationToken cancellationToken)
    {
        await reader.RunAsync(Report, all => all.Put(silo).Add(new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = figures.ToArray() }), cancellationToken);
        await reader.RunAsync(TakeDown, static _ => { }, cancellationToken);
    }

    public static ValueTask<ImmutableArray<SiloReport>> ReportsAsync(Reader reader, CancellationToken cancellationToken) => reader.ReadAsync(
        Reports,
        static _ => { },
        async row =>
        {
            var all = ImmutableArray.CreateBuilder<SiloReport>();
            while (await row.ReadAsync(cancellationToken))
            {
                all.Add(new(row.GetString(0), TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(1))), (byte[])row[2]));
            }

            return all.ToImmutable();
        },
        cancellationToken);

    private static ValueTask<(CellEntry? Last, string Place)> LastAsync(Reader reader, CancellationToken cancellationToken) => reader.ReadAsync(
        Last,
        static _ => { },
        async row =>
        {
            _ = await row.ReadAsync(cancellationToken);
            var entry = await row.IsDBNullAsync(1, cancellationToken) ? null : new CellEntry(
                row.GetInt64(1), Enum.Parse<CellNote>(row.GetString(2)), row.GetString(3), Instants.FromStored(row.GetInt64(4)), row.GetString(5), row.GetString(6), row.GetString(7));
            return (entry, row.GetString(0));
        },
        cancellationToken);
}
