using System.Collections.Immutable;
using Lert.Store.Postgres.Sessions;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>Holds what this silo was told of its cell to what the database says: regions, calendar, and where the feed goes on.</summary>
internal static class CellCheck
{
    /// <exception cref="StoreOpenException">They are not of one cell.</exception>
    public static async Task RunAsync(NpgsqlConnection session, PostgresStoreOptions options, string server, bool owns, CancellationToken cancellationToken)
    {
        await using var transaction = await session.BeginTransactionAsync(cancellationToken);
        if (owns)
        {
            // Silos that start together look one after the other.
            await ScalarAsync<object>(session, "SELECT pg_advisory_xact_lock(5495286200)", cancellationToken);
        }

        await RegionsAsync(session, options.Regions, server, owns, cancellationToken);
        await CalendarAsync(session, options.ScaledCalendar, server, owns, cancellationToken);
        await FeedAsync(session, server, owns, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task RegionsAsync(NpgsqlConnection session, ImmutableArray<string> regions, string server, bool owns, CancellationToken cancellationToken)
    {
        var stored = (await ScalarAsync<string[]>(session, "SELECT coalesce(array_agg(region::text), '{}') FROM cell_regions", cancellationToken))!;
        foreach (var gone in stored.Except(regions, StringComparer.Ordinal))
        {
            if (!owns || await ScalarAsync<bool>(session, "SELECT EXISTS (SELECT FROM actors WHERE region = $1)", cancellationToken, gone))
            {
                throw new StoreOpenException($"The store at {server} is of a cell with region '{gone}', which is not among the regions of this silo ({string.Join(", ", regions)}).");
            }

            await ScalarAsync<object>(session, "DELETE FROM cell_regions WHERE region = $1", cancellationToken, gone);
        }

        foreach (var added in regions.Except(stored, StringComparer.Ordinal))
        {
            if (!owns)
            {
                throw new StoreOpenException($"The store at {server} is of a cell without region '{added}': start one silo with a login that is a member of {PostgresSessions.OwnerRole} to add it.");
            }

            await ScalarAsync<object>(session, "INSERT INTO cell_regions (region) VALUES ($1)", cancellationToken, added);
        }
    }

    // A fast calendar on true data would release everything years too early; a true one on fast data has nothing to compare it with.
    private static async Task CalendarAsync(NpgsqlConnection session, bool scaled, string server, bool owns, CancellationToken cancellationToken)
    {
        if (await ScalarAsync<bool>(session, "SELECT scaled_calendar FROM cell", cancellationToken) == scaled)
        {
            return;
        }

        if (!owns || await ScalarAsync<bool>(session, "SELECT EXISTS (SELECT FROM actors)", cancellationToken))
        {
            throw new StoreOpenException(scaled
                ? $"The store at {server} runs on the true calendar, and this silo on a scaled one: give it a database of its own."
                : $"The store at {server} was filled on a scaled calendar, and this silo runs on the true one: give it a database of its own.");
        }

        await ScalarAsync<object>(session, scaled ? "UPDATE cell SET scaled_calendar = true" : "UPDATE cell SET scaled_calendar = false", cancellationToken);
    }

    /// <summary>In a database that was restored into another server the numbers of transactions begin again; the feed must go on behind its end.</summary>
    private static async Task FeedAsync(NpgsqlConnection session, string server, bool owns, CancellationToken cancellationToken)
    {
        // No transaction that wrote here has a number at or above the next one, so on the server that wrote them this is never more than the base in force.
        const string needed = "((SELECT coalesce(max(position), 0) FROM journal) >> 20) + 1 - pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
        if (!await ScalarAsync<bool>(session, $"SELECT {needed} > feed_base FROM cell", cancellationToken))
        {
            return;
        }

        if (!owns)
        {
            throw new StoreOpenException($"The store at {server} was restored from a backup: start one silo first with a login that is a member of {PostgresSessions.OwnerRole}.");
        }

        await ScalarAsync<object>(session, $"UPDATE cell SET feed_base = {needed}", cancellationToken);
    }

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection session, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, session);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteScalarAsync(cancellationToken) is T answer ? answer : default;
    }
}
