using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lert.Store.Rows;

namespace Lert.Store.Postgres.Reading;

/// <summary>
/// Lists in the order of keys. The filter that leads names its index: the account if it is given, else the case, else the status, else the key; the
/// others are written so that no index fits them. Several statuses and regions are one bounded arm each.
/// </summary>
internal static class ListQuestion
{
    private const int MaxStatuses = 32;

    public static async ValueTask<ImmutableArray<StoredActor>> AskAsync(Reader reader, ActorQuery query, ImmutableArray<string> cellRegions, CancellationToken cancellationToken)
    {
        Check(query);
        var regions = query.Regions.Intersect(cellRegions, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        if (regions.IsEmpty)
        {
            return [];
        }

        // A caller who may see the whole cell needs no region in the question.
        var values = new List<object>();
        var sql = Text(query, regions.Length == cellRegions.Length ? [] : regions, values);
        return await reader.ReadAsync(
            sql,
            all =>
            {
                foreach (var value in values)
                {
                    _ = value is long number ? all.Put(number) : all.Put((string)value);
                }
            },
            async row =>
            {
                var found = ImmutableArray.CreateBuilder<StoredActor>();
                while (await row.ReadAsync(cancellationToken))
                {
                    found.Add(ActorRow.Read(row).Stored);
                }

                return found.DrainToImmutable();
            },
            cancellationToken);
    }

    /// <summary>The question as SQL. Its text depends on which filters there are, never on what they hold.</summary>
    public static string Text(ActorQuery query, ImmutableArray<string> regions, List<object> values)
    {
        var limit = Place(values, (long)query.Limit);
        var arms = new List<string>();
        foreach (var region in OrAny(regions))
        {
            foreach (var status in OrAny(query.Statuses))
            {
                arms.Add(Arm(query, region, status, values, limit));
            }
        }

        return arms.Count == 1 ? arms[0] : $"{string.Join("\nUNION ALL\n", arms.Select(static arm => $"({arm})"))}\nORDER BY 2 LIMIT {limit}";
    }

    private static string Arm(ActorQuery query, string? region, string? status, List<object> values, string limit)
    {
        var lead = query switch
        {
            { Account: not null } => "account",
            { Case: not null } => "case_key",
            _ when status is not null => "status",
            _ => "",
        };
        var arm = new StringBuilder("SELECT ").Append(ActorRow.Columns).Append(" FROM actors AS a WHERE a.kind = ").Append(Place(values, query.Kind));
        Equal("account", query.Account);
        Equal("case_key", query.Case);
        Equal("status", status);
        Equal("regime", query.Regime);
        if (lead == "status")
        {
            // What its index is for.
            _ = arm.Append(" AND a.status <> ''");
        }

        if (query.DueBefore is { } due)
        {
            _ = arm.Append(" AND a.due_at < ").Append(Place(values, Instants.ToStoredUp(due)));
        }

        if (query.AfterKey is { } after)
        {
            _ = arm.Append(" AND a.key > ").Append(Place(values, after));
        }

        if (region is not null)
        {
            // Every key of the region lies in this range: '.' is the character after '-'.
            _ = arm.Append(" AND a.key >= ").Append(Place(values, region)).Append(" AND a.key < ").Append(Place(values, region + "."));
            Equal("region", region);
        }

        // The lead is named in the order too, so that only its index comes in this order.
        return arm.Append(" ORDER BY ").Append(lead.Length == 0 ? "a.kind, a.key" : $"a.kind, a.{lead}, a.key").Append(" LIMIT ").Append(limit).ToString();

        void Equal(string column, string? value)
        {
            if (value is not null)
            {
                _ = (column == lead ? arm.Append(" AND a.").Append(column) : arm.Append(" AND (a.").Append(column).Append(" || '')")).Append(" = ").Append(Place(values, value));
            }
        }
    }

    private static IEnumerable<string?> OrAny(ImmutableArray<string> filter) => filter.IsEmpty ? [null] : filter.Distinct<string?>(StringComparer.Ordinal);

    private static string Place(List<object> values, object value)
    {
        values.Add(value);
        return "$" + values.Count.ToString(CultureInfo.InvariantCulture);
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
