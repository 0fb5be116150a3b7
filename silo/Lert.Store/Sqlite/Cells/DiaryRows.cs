using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Reading;
using Lert.Store.Sqlite.Writing;

namespace Lert.Store.Sqlite.Cells;

/// <summary>The diary of the cell. A file does not know where it lies, so the place is left to those who open it.</summary>
internal static class DiaryRows
{
    private const string Last = "SELECT number, note, place, at, by, reason, request_id FROM cell_diary ORDER BY number DESC LIMIT 1";
    private const string Insert = "INSERT INTO cell_diary (number, note, place, at, by, reason, request_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    public static CellState Read(Database database) => new(LastEntry(database), null, JournalReader.End(database));

    public static CellEntry? LastEntry(Database database)
    {
        using var row = database.Cached(Last).Begin();
        return row.Next()
            ? new CellEntry(row.Int64(0), Enum.Parse<CellNote>(row.Text(1)), row.Text(2), Instants.FromStored(row.Int64(3)), row.Text(4), row.Text(5), row.Text(6))
            : null;
    }

    public static void Add(Database database, CellEntry entry)
    {
        using var row = database.Cached(Insert).Begin();
        row.Bind(1, entry.Number).Bind(2, entry.Note.ToString()).Bind(3, entry.Place).Bind(4, Instants.ToStored(entry.At)).Bind(5, entry.By).Bind(6, entry.Reason)
            .Bind(7, entry.RequestId).Run();
    }
}

/// <summary>Adds an entry, unless another came after the one that the caller had seen.</summary>
internal sealed class NoteRequest(long after, CellEntry entry, CancellationToken cancellationToken) : WriteRequest<object>(cancellationToken)
{
    protected override object Write(Database database)
    {
        if ((DiaryRows.LastEntry(database)?.Number ?? 0) != after)
        {
            return false;
        }

        DiaryRows.Add(database, entry);
        return true;
    }
}
