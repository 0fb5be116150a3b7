using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lert.Store.Rows;
using Npgsql;

namespace Lert.Store.Postgres.Reading;

/// <summary>
/// What stands in some lists: a range of each, bounded by the page, merged; and then the actors that are meant by their keys. The text names no list, so the plan is the
/// same however many there are. And who is not listed yet.
/// </summary>
internal static class ListsQuestion
{
    public const string SelectUnlisted =
        "SELECT a.key FROM actors AS a WHERE a.kind = $1 AND a.key > $2 AND a.list_seal IS NULL AND a.release_not_before IS NULL ORDER BY a.kind, a.key LIMIT $3";

    public static ValueTask<ImmutableArray<StoredActor>> AskAsync(Reader reader, ListsQuery query, CancellationToken cancellationToken)
    {
        ListsGuard.Check(query);
        var values = new List<object>();
        var text = Text(query, values);
        return reader.ReadAsync(
            text,
            all =>
            {
                _ = all.Put(query.Kind).Put([.. query.Lists]);
                foreach (var value in values)
                {
                    _ = value switch
                    {
                        long number => all.Put(number),
                        string[] names => all.Put(names),
                        _ => all.Put((string)value),
                    };
                }
            },
            row => ReadAsync(row, cancellationToken),
            cancellationToken);
    }

    public static ValueTask<ImmutableArray<string>> UnlistedAsync(Reader reader, string kind, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        ListsGuard.CheckLimit(limit);
        return reader.ReadAsync(
            SelectUnlisted,
            all => all.Put(kind).Put(afterKey ?? "").Put((long)limit),
            async row =>
            {
                var found = ImmutableArray.CreateBuilder<string>();
                while (await row.ReadAsync(cancellationToken))
                {
                    found.Add(row.GetString(0));
                }

                return found.DrainToImmutable();
            },
            cancellationToken);
    }

    /// <summary>The question as SQL: kind, lists, and then <paramref name="values"/>. Its text depends on what is asked for, never on what it holds.</summary>
    public static string Text(ListsQuery query, List<object> values)
    {
        var (order, limit) = (query.ByDue ? "due_at, key" : "key", Place(values, (long)query.Limit));
        var range = new StringBuilder("l.kind = $1 AND l.list = asked.list");
        if (query.ByDue || query.DueBefore is not null)
        {
            // In the order of keys it is only looked at, and must not choose the index.
            _ = range.Append(query.ByDue ? " AND l.due_at < " : " AND l.due_at + 0 < ").Append(Place(values, Instants.ToStoredUp(query.DueBefore) ?? ListNames.Never));
        }

        if (query.AfterKey is { } key)
        {
            _ = range.Append(query.AfterDueAt is { } due ? $" AND (l.due_at, l.key) > ({Place(values, Instants.ToStored(due))}, {Place(values, key)})" : $" AND l.key > {Place(values, key)}");
        }

        if (query.Regime is { } regime)
        {
            _ = range.Append(" AND l.regime = ").Append(Place(values, regime));
        }

        foreach (var mark in query.Marks)
        {
            _ = range.Append(" AND l.marks & ").Append(Place(values, mark)).Append(" <> 0");
        }

        var asked = "unnest($2::text[]) AS asked (list)";
        if (!query.Beside.IsEmpty)
        {
            asked = $"unnest($2::text[], {Place(values, query.Beside.ToArray())}::text[]) AS asked (list, beside)";
            // By all that the row stands by, which is one row of either index: a plan that leaves a part out walks along the list. With the offset it stays a question of
            // its own: joined, the other list might be the one that is gone through.
            _ = range.Append(" AND EXISTS (SELECT FROM listed AS b WHERE b.kind = $1 AND b.list = asked.beside AND b.due_at = l.due_at AND b.key = l.key OFFSET 0)");
        }

        return $"""
            SELECT {ActorRow.Columns}
            FROM (
                SELECT DISTINCT {Of("l", order)}
                FROM {asked}
                CROSS JOIN LATERAL (SELECT l.due_at, l.key FROM listed AS l WHERE {range} ORDER BY l.kind, l.list, {Of("l", order)} LIMIT {limit}) AS l
                ORDER BY {Of("l", order)} LIMIT {limit}) AS found
            JOIN actors AS a ON a.kind = $1 AND a.key = found.key
            ORDER BY {Of("found", order)}
            """;
    }

    private static string Of(string table, string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{table}.{column}"));

    private static string Place(List<object> values, object value)
    {
        values.Add(value);
        return "$" + (values.Count + 2).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<ImmutableArray<StoredActor>> ReadAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<StoredActor>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(ActorRow.Read(row).Stored);
        }

        return found.DrainToImmutable();
    }
}
