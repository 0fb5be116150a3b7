namespace Lert.Store.Rows;

/// <summary>Refuses a question of lists that is malformed as a value.</summary>
internal static class ListsGuard
{
    private const int MostLists = 64;
    private const int MostMarks = 8;

    public static void Check(ListsQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckLimit(query.Limit);
        if (query.Lists.IsDefaultOrEmpty || query.Lists.Length > MostLists || query.Marks.IsDefault || query.Marks.Length > MostMarks)
        {
            throw new ArgumentException($"A question names 1 to {MostLists} lists and at most {MostMarks} marks.", nameof(query));
        }

        if (query.Beside.IsDefault || (query.Beside.Length != 0 && query.Beside.Length != query.Lists.Length))
        {
            throw new ArgumentException("A question names another list for each of its lists, or for none.", nameof(query));
        }

        if (query.ByDue ? query.AfterKey is null != query.AfterDueAt is null : query.AfterDueAt is not null)
        {
            throw new ArgumentException("A page in the order of what falls due follows an instant and a key, and one in that of keys a key.", nameof(query));
        }
    }

    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
    }
}
