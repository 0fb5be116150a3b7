using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>
/// Compares a table that follows from the actors with the actors: damage there would lose a timer, or hide an actor from who looks for work, without any journal
/// being wrong. One statement sees one state of both, so commits may go on meanwhile.
/// </summary>
internal static class TableCheck
{
    private const string Wakes =
        """
        SELECT count(*), coalesce(min(coalesce(a.kind, w.kind) || '/' || coalesce(a.key, w.key)), '')
        FROM (SELECT kind, key, wake_at, urgency, slot FROM actors WHERE wake_at IS NOT NULL) AS a
        FULL JOIN wakes AS w ON a.kind = w.kind AND a.key = w.key AND a.wake_at = w.wake_at AND a.urgency = w.urgency AND a.slot = w.slot
        WHERE a.key IS NULL OR w.key IS NULL
        """;

    private const string Named =
        "SELECT a.kind, l.list, a.key, coalesce(a.due_at, 9223372036854775807) AS due_at, a.marks, a.regime FROM actors AS a, jsonb_array_elements_text(a.lists::jsonb) AS l (list) WHERE a.lists <> '[]'";

    private const string Standing = "SELECT kind, list, key, due_at, marks, regime FROM listed";

    private const string Lists = $"""
        SELECT count(*), coalesce(min(kind || '/' || key), '')
        FROM (({Named} EXCEPT {Standing}) UNION ALL ({Standing} EXCEPT {Named})) AS differing
        """;

    private const string Heads =
        """
        SELECT count(*), coalesce(min(a.kind || '/' || a.key), '')
        FROM actors AS a LEFT JOIN journal AS j ON j.kind = a.kind AND j.key = a.key AND j.sequence = a.sequence
        WHERE a.head_hash <> coalesce(j.hash, CASE a.sequence WHEN 0 THEN decode(repeat('00', 32), 'hex') ELSE '' END)
            OR EXISTS (SELECT FROM journal AS n WHERE n.kind = a.kind AND n.key = a.key AND n.sequence > a.sequence)
        """;

    // An entry and the command that made it were written by one commit.
    private const string Commands =
        """
        SELECT count(*), coalesce(min(j.kind || '/' || j.key), '') FROM journal AS j
        WHERE j.command_id IS NOT NULL AND NOT EXISTS (SELECT FROM commands AS c WHERE c.kind = j.kind AND c.key = j.key AND c.command_id = j.command_id)
        """;

    /// <exception cref="DataLossException">An actor would be woken at the wrong time, or never.</exception>
    public static Task WakesAsync(PostgresSessions sessions, CancellationToken cancellationToken) => RunAsync(sessions, "its table of wake-ups does", Wakes, cancellationToken);

    /// <exception cref="DataLossException">A list is not what its actors say.</exception>
    public static Task ListsAsync(PostgresSessions sessions, CancellationToken cancellationToken) => RunAsync(sessions, "its lists do", Lists, cancellationToken);

    /// <exception cref="DataLossException">A journal does not end where its actor stands.</exception>
    public static Task HeadsAsync(PostgresSessions sessions, CancellationToken cancellationToken) => RunAsync(sessions, "its journal does", Heads, cancellationToken);

    /// <exception cref="DataLossException">A command that its journal names is not remembered, and would be done twice.</exception>
    public static Task CommandsAsync(PostgresSessions sessions, CancellationToken cancellationToken) => RunAsync(sessions, "its remembered commands do", Commands, cancellationToken);

    /// <param name="differences">Asks how many there are, and for the first of them.</param>
    private static async Task RunAsync(PostgresSessions sessions, string tableDoes, string differences, CancellationToken cancellationToken)
    {
        await using var session = await sessions.OpenForStartAsync(PostgresSessions.AppRole, cancellationToken);
        await using var command = new NpgsqlCommand(differences, session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetInt64(0) is var count and > 0)
        {
            throw new DataLossException(
                $"The store at {sessions.Server} is damaged and must be restored from a backup: {tableDoes} not say what its actors say ({count} differences, first {row.GetString(1)}).");
        }
    }
}
