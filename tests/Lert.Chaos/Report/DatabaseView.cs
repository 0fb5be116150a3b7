namespace Lert.Chaos.Report;

/// <summary>What only the database itself can tell. To be filled when the store's tables on PostgreSQL stand.</summary>
internal static class DatabaseView
{
    public static Task<IReadOnlyList<string>> UndeliveredAsync(string connection) => throw new NotSupportedException(connection);

    public static Task<Dictionary<long, DateTimeOffset?>> CommitTimesAsync(string connection, long after) => throw new NotSupportedException(connection + after);
}
