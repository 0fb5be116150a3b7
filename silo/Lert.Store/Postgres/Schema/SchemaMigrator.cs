using System.Collections.Immutable;
using Lert.Store.Postgres.Sessions;
using Lert.Store.Rows;
using Lert.Store.Schema;
using Npgsql;

namespace Lert.Store.Postgres.Schema;

/// <summary>
/// Brings a database to the newest schema, forward only, one transaction per step, one silo at a time. Refuses what is not the store's, what is newer than the
/// code, and a schema from which a wall was taken away.
/// </summary>
/// <param name="mustExist">A database without a store is refused, and none is made.</param>
internal sealed class SchemaMigrator(IReadOnlyList<Migration> migrations, TimeProvider time, bool mustExist = false)
{
    // "LERT" and a digit: one silo at a time, for as long as its session lasts.
    private const string Lock = "SELECT pg_advisory_lock(5495286201)";
    private const string Unlock = "SELECT pg_advisory_unlock(5495286201)";
    private const string Scratch = "lert_as_it_should_be";

    private const string VersionTable =
        "CREATE TABLE schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL); GRANT SELECT ON schema_migrations TO lert_app";

    /// <summary>Every step of a PostgreSQL database that this code knows, in order.</summary>
    public static ImmutableArray<Migration> Steps { get; } = Migration.Of("Postgres/");

    /// <param name="session">As the owner of the schema, or as the application, which can only look.</param>
    /// <exception cref="StoreOpenException">With what is wrong.</exception>
    public async Task RunAsync(NpgsqlConnection session, string server, bool owns, CancellationToken cancellationToken)
    {
        if (owns)
        {
            await ExecuteAsync(session, Lock, cancellationToken);
            await ClaimAsync(session, server, cancellationToken);
        }

        var newest = await NewestAsync(session, server, cancellationToken);
        if (newest > migrations.Count)
        {
            throw new StoreOpenException($"The store at {server} has schema {newest}, and this version knows schemas up to {migrations.Count}: run the newer version.");
        }

        if (newest < migrations.Count && !owns)
        {
            throw new StoreOpenException(
                $"The store at {server} has schema {newest}, and this version needs {migrations.Count}: start one silo of this version with a login that is a member of {PostgresSessions.OwnerRole}.");
        }

        foreach (var migration in migrations.Skip(newest))
        {
            await ApplyAsync(session, migration, cancellationToken);
        }

        if (owns)
        {
            if (await DifferenceAsync(session, cancellationToken) is { } difference)
            {
                throw new StoreOpenException($"The schema of the store at {server} is not the one that its version {migrations.Count} has: {difference}.");
            }

            await ExecuteAsync(session, Unlock, cancellationToken);
        }
    }

    private async Task ClaimAsync(NpgsqlConnection session, string server, CancellationToken cancellationToken)
    {
        if (await ScalarAsync<bool>(session, "SELECT to_regclass('lert.schema_migrations') IS NOT NULL", cancellationToken))
        {
            return;
        }

        if (await ScalarAsync<bool>(session, "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('lert'))", cancellationToken))
        {
            throw new StoreOpenException($"The schema '{PostgresSessions.Schema}' at {server} belongs to another program: give the store a database of its own.");
        }

        if (mustExist)
        {
            throw new StoreOpenException($"There is no store at {server}: the database is empty.");
        }

        await using var transaction = await session.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(session, $"CREATE SCHEMA IF NOT EXISTS {PostgresSessions.Schema}; GRANT USAGE ON SCHEMA {PostgresSessions.Schema} TO {PostgresSessions.AppRole}; {VersionTable}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int> NewestAsync(NpgsqlConnection session, string server, CancellationToken cancellationToken)
    {
        try
        {
            return await ScalarAsync<int>(session, "SELECT coalesce(max(number), 0) FROM schema_migrations", cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new StoreOpenException($"There is no store at {server} yet: start one silo with a login that is a member of {PostgresSessions.OwnerRole}.", missing);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection session, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await session.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(session, migration.Sql, cancellationToken);
        await using var insert = new NpgsqlCommand("INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, $2, $3)", session);
        insert.Parameters.Add(new() { Value = migration.Number });
        insert.Parameters.Add(new() { Value = migration.Name });
        insert.Parameters.Add(new() { Value = Instants.ToStored(time.GetUtcNow()) });
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // What the schema looks like is not written down twice: the steps are run beside it, in a transaction that is undone.
    private async Task<string?> DifferenceAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var transaction = await session.BeginTransactionAsync(cancellationToken);
        var actual = await SchemaShape.OfAsync(session, cancellationToken);
        await ExecuteAsync(session, $"CREATE SCHEMA {Scratch}; SET LOCAL search_path = {Scratch}; {VersionTable}", cancellationToken);
        foreach (var migration in migrations)
        {
            await ExecuteAsync(session, migration.Sql, cancellationToken);
        }

        var expected = await SchemaShape.OfAsync(session, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return Store.Schema.Shapes.FirstDifference(expected, actual);
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection session, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return await command.ExecuteScalarAsync(cancellationToken) is T answer ? answer : default;
    }
}
