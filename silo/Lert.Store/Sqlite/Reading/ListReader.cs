using System.Collections.Immutable;
using System.Text;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>
/// Lists in the order of keys. The text of the query names its index, so that its cost never depends on statistics: the account if it is given, else the case,
/// else the status, else the key. Several statuses and regions are one arm each of a UNION ALL, which SQLite merges in order without sorting.
/// </summary>
internal static class ListReader
{
    private const int MaxStatuses = 32;

    public static ImmutableArray<StoredActor> List(Database database, ActorQuery query, ImmutableArray<string> cellRegions)
    {
        Check(query);
        var regions = query.Regions.Intersect(cellRegions, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        if (regions.IsEmpty)
        {
            return [];
        }

        // A caller who may see the whole cell needs no region in the query.
        var parameters = new List<object?>();
        var sql = Text(query, regions.Length == cellRegions.Length ? [] : regions, parameters);
        var found = ImmutableArray.CreateBuilder<StoredActor>();
        using var row = database.Cached(sql).Begin();
        for (var index = 0; index < parameters.Count; index++)
        {
            _ = parameters[index] is long number ? row.Bind(index + 1, number) : row.Bind(index + 1, (string?)parameters[index]);
        }

        while (row.Next())
        {
            found.Add(ActorReader.Read(row).Stored);
        }

        return found.DrainToImmutable();
    }

    /// <summary>The query as SQL. Its text depends on which filters there are, never on what they hold.</summary>
    public static string Text(ActorQuery query, ImmutableArray<string> regions, List<object?> parameters)
    {
        var arms = new List<string>();
        foreach (var region in OrAny(regions))
        {
            foreach (var status in OrAny(query.Statuses))
            {
                arms.Add(Arm(query, region, status, parameters));
            }
        }

        var text = new StringBuilder(string.Join("\nUNION ALL\n", arms));
        return text.Append("\nORDER BY 2 LIMIT ").Append(Parameter(parameters, (long)query.Limit)).ToString();
    }

    private static string Arm(ActorQuery query, string? region, string? status, List<object?> parameters)
    {
        var (index, lead) = query switch
        {
            { Account: not null } => ("actors_by_account", "account"),
            { Case: not null } => ("actors_by_case", "case_key"),
            _ when status is not null => ("actors_by_status", "status"),
            _ => ("sqlite_autoindex_actors_1", ""),
        };
        var arm = new StringBuilder("SELECT ").Append(ActorReader.Columns).Append(" FROM actors AS a INDEXED BY ").Append(index)
            .Append(" WHERE a.kind = ").Append(Parameter(parameters, query.Kind));
        Equal("account", query.Account);
        Equal("case_key", query.Case);
        Equal("status", status);
        Equal("regime", query.Regime);
        if (query.DueBefore is { } due)
        {
            _ = arm.Append(" AND a.due_at < ").Append(Parameter(parameters, Instants.ToStoredUp(due)));
        }

        if (query.AfterKey is { } after)
        {
            _ = arm.Append(" AND a.key > ").Append(Parameter(parameters, after));
        }

        if (region is not null)
        {
            // Every key of the region lies in this range: '.' is the character after '-'.
            _ = arm.Append(" AND a.key >= ").Append(Parameter(parameters, region)).Append(" AND a.key < ").Append(Parameter(parameters, region + "."));
            Equal("region", region);
        }

        return arm.ToString();

        // The plus keeps a filter from competing with the one that leads.
        void Equal(string column, string? value)
        {
            if (value is not null)
            {
                _ = arm.Append(column == lead ? " AND a." : " AND +a.").Append(column).Append(" = ").Append(Parameter(parameters, value));
            }
        }
    }

    private static IEnumerable<string?> OrAny(ImmutableArray<string> filter) => filter.IsEmpty ? [null] : filter.Distinct<string?>(StringComparer.Ordinal);

    private static string Parameter(List<object?> parameters, object? value)
    {
        parameters.Add(value);
        return "?" + parameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Check(ActorQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000, nameof(query));
        if (query.Regions.IsDefault || query.Statuses.IsDefault || query.Statuses.Length > MaxStatuses)
        {
            throw new ArgumentException($"A list names its regions and at most {MaxStatuses} statuses.", nameof(query));
        }
    }
}
