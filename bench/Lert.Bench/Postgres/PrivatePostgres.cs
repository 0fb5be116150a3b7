using System.Diagnostics;
using Lert.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lert.Bench.Postgres;

/// <summary>A server of the bench's own, made and ended by <c>eng/postgres</c>: spoken to by its socket, with every commit on disk before it is answered.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string _folder;

    private PrivatePostgres(string folder, string connection) => (_folder, Connection) = (folder, connection);

    /// <summary>As the silos' login.</summary>
    public string Connection { get; }

    /// <summary>As the superuser, with the store's tables in view.</summary>
    public string Superuser => $"{Connection.Replace("Username=lert", "Username=postgres", StringComparison.Ordinal)};Search Path=lert";

    public static async Task<PrivatePostgres> StartAsync(BenchContext bench)
    {
        // The server runs as another user where this is root, who must be able to come in.
        using (var open = Process.Start("chmod", ["755", bench.Folder]))
        {
            await open.WaitForExitAsync();
        }

        var folder = Path.Combine(bench.Folder, "postgres");
        _ = await RunAsync("start", folder);
        // Not by loopback: where the machine's TCP paces by what it measured (BBR), it holds answers back there for up to 70 ms, and that would be measured.
        return new(folder, (await RunAsync("socket", folder)).Trim());
    }

    /// <summary>The store, as a silo opens it.</summary>
    public Task<PostgresActorStore> OpenAsync(TimeProvider clock, bool scaledCalendar = false) => PostgresActorStore.OpenAsync(
        new PostgresStoreOptions { ConnectionString = Connection, Regions = ["us", "uk", "ie", "sg"], ScaledCalendar = scaledCalendar, MaxQueued = 10_000 },
        clock,
        NullLogger<PostgresActorStore>.Instance,
        CancellationToken.None);

    /// <summary>What was written just now becomes what has lain there for months: the server's own housekeeping has been through it.</summary>
    public async Task SettleAsync()
    {
        await using var session = new NpgsqlConnection(Superuser);
        await session.OpenAsync();
        foreach (var sql in new[] { "VACUUM (ANALYZE)", "CHECKPOINT" })
        {
            await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 600 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync() => _ = await RunAsync("stop", _folder);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Silos.SiloProcess.Repository, "eng", "postgres"), arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"eng/postgres {string.Join(' ', arguments)} failed.");
    }
}
