using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>
/// Compares the table of wake-ups with the actors: it is the one place where damage would lose a timer without any journal being wrong. One statement sees one
/// state of both, so commits may go on meanwhile.
/// </summary>
internal static class WakeTableCheck
{
    private const string Differences =
        """
        SELECT count(*), coalesce(min(coalesce(a.kind, w.kind) || '/' || coalesce(a.key, w.key)), '')
        FROM (SELECT kind, key, wake_at, urgency, slot FROM actors WHERE wake_at IS NOT NULL) AS a
        FULL JOIN wakes AS w ON a.kind = w.kind AND a.key = w.key AND a.wake_at = w.wake_at AND a.urgency = w.urgency AND a.slot = w.slot
        WHERE a.key IS NULL OR w.key IS NULL
        """;

    /// <exception cref="DataLossException">An actor would be woken at the wrong time, or never.</exception>
    public static async Task RunAsync(PostgresSessions sessions, CancellationToken cancellationToken)
    {
        await using var session = await sessions.OpenForStartAsync(PostgresSessions.AppRole, cancellationToken);
        await using var command = new NpgsqlCommand(Differences, session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetInt64(0) is var differences and > 0)
        {
            throw new DataLossException(
                $"The store at {sessions.Server} is damaged and must be restored from a backup: its table of wake-ups does not say what its actors say ({differences} differences, first {row.GetString(1)}).");
        }
    }
}
