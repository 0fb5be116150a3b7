using Lert.Store.Postgres.Sessions;
using Lert.Store.Postgres.Writing;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>
/// Reads every remembered command: one that is not what was written answers a retry wrongly. Page by page, so that no statement takes long however many there are.
/// </summary>
internal static class CommandCheck
{
    private const int PageSize = 5_000;

    private const string Page = """
        SELECT kind, key, command_id, at, request_hash, reply, seal FROM commands WHERE (kind, key, command_id) > ($1, $2, $3) ORDER BY kind, key, command_id LIMIT $4
        """;

    /// <exception cref="DataLossException">A command is not what was written.</exception>
    public static async Task RunAsync(PostgresSessions sessions, CancellationToken cancellationToken)
    {
        await using var session = await sessions.OpenForStartAsync(PostgresSessions.AppRole, cancellationToken);
        for (StoredCommandRow? last = null; ;)
        {
            var (read, next) = await PageAsync(session, last, cancellationToken);
            if (read < PageSize)
            {
                break;
            }

            last = next;
        }
    }

    private static async Task<(int Read, StoredCommandRow? Last)> PageAsync(NpgsqlConnection session, StoredCommandRow? after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Page, session);
        foreach (var value in (string[])[after?.Actor.Kind ?? "", after?.Actor.Key ?? "", after?.CommandId ?? ""])
        {
            command.Parameters.Add(new() { Value = value });
        }

        command.Parameters.Add(new() { Value = PageSize });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var (read, last) = (0, after);
        while (await row.ReadAsync(cancellationToken))
        {
            var stored = new StoredCommandRow(new(row.GetString(0), row.GetString(1)), row.GetString(2), row.GetInt64(3), (byte[])row[4], (byte[])row[5], row.GetInt64(6));
            _ = stored.Checked();
            (read, last) = (read + 1, stored);
        }

        return (read, last);
    }
}
