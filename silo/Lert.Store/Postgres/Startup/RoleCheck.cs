using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>Makes the two roles where the login may, and says what the login may be. All work is done as one who can neither change nor delete what is written.</summary>
internal static class RoleCheck
{
    private const string Who = """
        SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lert_app') AND pg_has_role((SELECT oid FROM pg_roles WHERE rolname = 'lert_app'), 'MEMBER'),
            EXISTS (SELECT FROM pg_roles WHERE rolname = 'lert_owner') AND pg_has_role((SELECT oid FROM pg_roles WHERE rolname = 'lert_owner'), 'MEMBER'),
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = session_user), session_user::text,
            (SELECT count(*) FROM pg_roles WHERE rolname IN ('lert_app', 'lert_owner')) = 2
        """;

    /// <summary>True when the login may be the owner of the schema.</summary>
    /// <exception cref="StoreOpenException">It may not even be the application.</exception>
    public static async Task<bool> RunAsync(NpgsqlConnection session, string server, CancellationToken cancellationToken)
    {
        var who = await AskAsync(session, cancellationToken);
        if (!who.Exist && who.MayMake)
        {
            await MakeAsync(session, who.Name, cancellationToken);
            who = await AskAsync(session, cancellationToken);
        }

        return who.IsApp
            ? who.IsOwner
            : throw new StoreOpenException(
                $"The login '{who.Name}' is no member of the role {PostgresSessions.AppRole} at {server}: let an administrator run "
                + $"CREATE ROLE {PostgresSessions.OwnerRole} NOLOGIN; CREATE ROLE {PostgresSessions.AppRole} NOLOGIN; GRANT {PostgresSessions.OwnerRole}, {PostgresSessions.AppRole} TO \"{who.Name}\".");
    }

    private static async Task<(bool IsApp, bool IsOwner, bool MayMake, string Name, bool Exist)> AskAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Who, session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        _ = await row.ReadAsync(cancellationToken);
        return (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetString(3), row.GetBoolean(4));
    }

    private static async Task MakeAsync(NpgsqlConnection session, string login, CancellationToken cancellationToken)
    {
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(login);
        foreach (var role in new[] { PostgresSessions.OwnerRole, PostgresSessions.AppRole })
        {
            await TryAsync(session, $"CREATE ROLE {role} NOLOGIN", cancellationToken);
            await TryAsync(session, $"GRANT {role} TO {name}", cancellationToken);
        }
    }

    // Another silo may have been first.
    internal static async Task TryAsync(NpgsqlConnection session, string sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, session);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException there) when (there.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InvalidGrantOperation or PostgresErrorCodes.InternalError)
        {
            // With the last of them, which two get that change the same role, Npgsql closes the session.
            if (session.State != System.Data.ConnectionState.Open)
            {
                await session.CloseAsync();
                await session.OpenAsync(cancellationToken);
            }
        }
    }
}
