using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>Compares the lists with the actors that name them: damage there would hide an actor from who looks for work. One statement sees one state of both.</summary>
internal static class ListTableCheck
{
    private const string Named =
        "SELECT a.kind, l.list, a.key, coalesce(a.due_at, 9223372036854775807) AS due_at, a.marks, a.regime FROM actors AS a, jsonb_array_elements_text(a.lists::jsonb) AS l (list) WHERE a.lists <> '[]'";

    private const string Standing = "SELECT kind, list, key, due_at, marks, regime FROM listed";

    private const string Differences = $"""
        SELECT count(*), coalesce(min(kind || '/' || key), '')
        FROM (({Named} EXCEPT {Standing}) UNION ALL ({Standing} EXCEPT {Named})) AS differing
        """;

    /// <exception cref="DataLossException">A list is not what its actors say.</exception>
    public static async Task RunAsync(PostgresSessions sessions, CancellationToken cancellationToken)
    {
        await using var session = await sessions.OpenForStartAsync(PostgresSessions.AppRole, cancellationToken);
        await using var command = new NpgsqlCommand(Differences, session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetInt64(0) is var differences and > 0)
        {
            throw new DataLossException(
                $"The store at {sessions.Server} is damaged and must be restored from a backup: its lists do not say what its actors say ({differences} differences, first {row.GetString(1)}).");
        }
    }
}
