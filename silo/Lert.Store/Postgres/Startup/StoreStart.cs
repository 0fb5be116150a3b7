using Lert.Store.Postgres.Schema;
using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>The order of a start: reach the server, look at what it is, bring the schema forward, check the cell. Whatever fails is one sentence, and nothing serves.</summary>
internal static class StoreStart
{
    /// <exception cref="StoreOpenException">With the one sentence that says what is wrong.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached.</exception>
    public static async Task PrepareAsync(PostgresSessions sessions, PostgresStoreOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            bool owns;
            await using (var login = await sessions.OpenForStartAsync(role: null, cancellationToken))
            {
                await ServerCheck.RunAsync(login, sessions.Server, cancellationToken);
                owns = await RoleCheck.RunAsync(login, sessions.Server, cancellationToken);
            }

            await using var session = await sessions.OpenForStartAsync(owns ? PostgresSessions.OwnerRole : PostgresSessions.AppRole, cancellationToken);
            await new SchemaMigrator(SchemaMigrator.Steps, time, options.MustExist).RunAsync(session, sessions.Server, owns, cancellationToken);
            await CellCheck.RunAsync(session, options, sessions.Server, owns, cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw StartFaults.Of(fault, sessions.Server);
        }
    }
}
