using System.Collections.Immutable;
using System.Text;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>What stands in some lists: a covering range of each, merged here, and then the actors that are meant by their keys. And who is not listed yet.</summary>
internal static class ListsReader
{
    public const string SelectUnlisted =
        "SELECT a.key FROM actors AS a INDEXED BY actors_unlisted WHERE a.kind = ?1 AND a.key > ?2 AND a.list_seal IS NULL AND a.release_not_before IS NULL ORDER BY a.key LIMIT ?3";

    private const string SelectOne = $"SELECT {ActorReader.Columns} FROM actors AS a WHERE a.kind = ?1 AND a.key = ?2";

    public static ImmutableArray<StoredActor> Read(Database database, ListsQuery query)
    {
        ListsGuard.Check(query);
        // The lists and the actors as they are at one moment.
        database.Execute("BEGIN");
        try
        {
            return [.. Places(database, query).Select(place => One(database, query.Kind, place.Key))];
        }
        finally
        {
            database.Execute("ROLLBACK");
        }
    }

    public static ImmutableArray<string> Unlisted(Database database, string kind, string? afterKey, int limit)
    {
        ListsGuard.CheckLimit(limit);
        var found = ImmutableArray.CreateBuilder<string>();
        using var row = database.Cached(SelectUnlisted).Begin();
        _ = row.Bind(1, kind).Bind(2, afterKey ?? "").Bind(3, limit);
        while (row.Next())
        {
            found.Add(row.Text(0));
        }

        return found.DrainToImmutable();
    }

    /// <summary>The range of one list as SQL. Its text depends on what is asked for, never on what it holds.</summary>
    public static string Text(ListsQuery query)
    {
        var text = new StringBuilder("SELECT due_at, key FROM listed ").Append(query.ByDue ? "INDEXED BY listed_by_due " : "").Append("WHERE kind = ?1 AND list = ?2");
        if (query.ByDue)
        {
            _ = text.Append(" AND due_at < ?3").Append(query.AfterKey is null ? "" : " AND (due_at, key) > (?5, ?4)");
        }
        else
        {
            _ = text.Append(query.DueBefore is null ? "" : " AND +due_at < ?3").Append(query.AfterKey is null ? "" : " AND key > ?4");
        }

        _ = text.Append(query.Regime is null ? "" : " AND +regime = ?7");
        for (var mark = 0; mark < query.Marks.Length; mark++)
        {
            _ = text.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND (marks & ?{8 + mark}) <> 0");
        }

        if (!query.Beside.IsEmpty)
        {
            _ = text.Append(System.Globalization.CultureInfo.InvariantCulture, $" AND EXISTS (SELECT 1 FROM listed AS b WHERE b.kind = ?1 AND b.list = ?{8 + query.Marks.Length} AND b.key = listed.key)");
        }

        return text.Append(query.ByDue ? " ORDER BY due_at, key LIMIT ?6" : " ORDER BY key LIMIT ?6").ToString();
    }

    private static IEnumerable<(long DueAt, string Key)> Places(Database database, ListsQuery query)
    {
        var (sql, found) = (Text(query), new List<(long DueAt, string Key)>());
        foreach (var (number, list) in query.Lists.Index())
        {
            using var row = database.Cached(sql).Begin();
            Bind(row, query, list, query.Beside.IsEmpty ? null : query.Beside[number]);
            while (row.Next())
            {
                found.Add((row.Int64(0), row.Text(1)));
            }
        }

        // An actor falls due when it does, whichever list names it.
        return found.Distinct().OrderBy(place => query.ByDue ? place.DueAt : 0).ThenBy(static place => place.Key, KeyOrder).Take(query.Limit);
    }

    private static void Bind(in Statement.Cursor row, ListsQuery query, string list, string? beside)
    {
        _ = row.Bind(1, query.Kind).Bind(2, list).Bind(6, query.Limit);
        if (query.ByDue || query.DueBefore is not null)
        {
            _ = row.Bind(3, Instants.ToStoredUp(query.DueBefore) ?? ListNames.Never);
        }

        if (query.AfterKey is { } key)
        {
            _ = row.Bind(4, key);
        }

        if (query.AfterDueAt is { } due)
        {
            _ = row.Bind(5, Instants.ToStored(due));
        }

        if (query.Regime is { } regime)
        {
            _ = row.Bind(7, regime);
        }

        for (var mark = 0; mark < query.Marks.Length; mark++)
        {
            _ = row.Bind(8 + mark, query.Marks[mark]);
        }

        if (beside is not null)
        {
            _ = row.Bind(8 + query.Marks.Length, beside);
        }
    }

    private static StoredActor One(Database database, string kind, string key)
    {
        using var row = database.Cached(SelectOne).Begin();
        return row.Bind(1, kind).Bind(2, key).Next()
            ? ActorReader.Read(row).Stored
            : throw new DataLossException($"{kind}/{key} stands in a list and is not there.");
    }

    /// <summary>The database compares bytes of UTF-8, which is the order of code points: what takes two characters of UTF-16 comes behind all that take one.</summary>
    private static IComparer<string> KeyOrder { get; } = Comparer<string>.Create(static (one, other) =>
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        return same == one.Length || same == other.Length
            ? one.Length.CompareTo(other.Length)
            : char.IsSurrogate(one[same]) != char.IsSurrogate(other[same]) ? (char.IsSurrogate(one[same]) ? 1 : -1) : one[same].CompareTo(other[same]);
    });
}
