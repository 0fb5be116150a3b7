using System.Globalization;
using Npgsql;

namespace Lert.Store.Postgres.Startup;

/// <summary>Whether this server can keep what the store promises.</summary>
internal static class ServerCheck
{
    private const int Oldest = 15;

    public static async Task RunAsync(NpgsqlConnection session, string server, CancellationToken cancellationToken)
    {
        var (version, fsync, fullPages, encoding) = await ReadAsync(session, cancellationToken);
        Check(version, fsync, fullPages, encoding, server);
    }

    /// <exception cref="StoreOpenException">With what is wrong.</exception>
    internal static void Check(int version, string fsync, string fullPages, string encoding, string server)
    {
        if (version / 10_000 < Oldest)
        {
            throw new StoreOpenException($"PostgreSQL at {server} is version {version / 10_000}, and the store needs {Oldest} or newer.");
        }

        if (fsync != "on" || fullPages != "on")
        {
            throw new StoreOpenException($"PostgreSQL at {server} runs with fsync={fsync} and full_page_writes={fullPages}: a power cut would lose commits that were answered; switch both on.");
        }

        if (encoding != "UTF8")
        {
            throw new StoreOpenException($"The database at {server} is encoded in {encoding}, and the store needs UTF8.");
        }
    }

    private static async Task<(int Version, string Fsync, string FullPages, string Encoding)> ReadAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT current_setting('server_version_num'), current_setting('fsync'), current_setting('full_page_writes'), current_setting('server_encoding')", session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        _ = await row.ReadAsync(cancellationToken);
        return (int.Parse(row.GetString(0), CultureInfo.InvariantCulture), row.GetString(1), row.GetString(2), row.GetString(3));
    }
}
