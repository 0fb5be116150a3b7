using System.Diagnostics;
using Npgsql;

namespace Lert.Store.Postgres.Tests.Servers;

/// <summary>A PostgreSQL of its own, by <c>eng/postgres</c>. It goes away with whoever started it, however that ends.</summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private static readonly Lock Starting = new();
    private static Task<PrivateServer>? _common;
    private static int _databases;

    private readonly string _folder;
    private readonly Process _keeper;

    private PrivateServer(string folder, Process keeper, string login) => (_folder, _keeper, Login) = (folder, keeper, login);

    /// <summary>The connection string of the silos' login, to the database <c>lert</c>.</summary>
    public string Login { get; }

    /// <summary>The one that all tests share which do no harm to it.</summary>
    public static Task<PrivateServer> SharedAsync()
    {
        lock (Starting)
        {
            return _common ??= StartAsync("common");
        }
    }

    public static async Task<PrivateServer> StartAsync(string name)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"lert-postgres-{Environment.ProcessId}-{name}");

        // It waits at the end of a pipe that closes with this process.
        var keeper = Process.Start(new ProcessStartInfo("bash", ["-c", $"cat >/dev/null; '{Script}' stop '{folder}' immediate; rm -rf '{folder}'"]) { RedirectStandardInput = true })!;
        return new(folder, keeper, await RunAsync("start", folder));
    }

    /// <summary>The same with other words: as another login, to another database, on another port.</summary>
    public string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var parts = new NpgsqlConnectionStringBuilder(Login);
        change(parts);
        return parts.ConnectionString;
    }

    /// <summary>As the server's administrator.</summary>
    public string Administrator(string database) => With(parts => (parts.Username, parts.Database) = ("postgres", database));

    /// <summary>The same as <see cref="Login"/>, by the server's socket.</summary>
    public Task<string> SocketAsync() => RunAsync("socket", _folder);

    /// <summary>An empty database of its own; or a copy of another, to which nobody is connected.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(Administrator("postgres"), $"CREATE DATABASE {name} OWNER lert_owner TEMPLATE {template ?? "template1"}");
        return name;
    }

    public async Task DropDatabaseAsync(string name) => await ExecuteAsync(Administrator("postgres"), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>What a power cut is to it.</summary>
    public async Task CutPowerAsync() => await RunAsync("stop", _folder, "immediate");

    public async Task StopAsync() => await RunAsync("stop", _folder);

    public async Task StartAgainAsync() => await RunAsync("start", _folder);

    public static Task ExecuteAsync(string login, string sql) => ExecuteManyAsync(login, sql);

    /// <summary>One after the other, each a transaction of its own.</summary>
    public static async Task ExecuteManyAsync(string login, params IEnumerable<string> statements)
    {
        await using var connection = new NpgsqlConnection(login + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Where PostgreSQL's own programs are.</summary>
    public static Task<string> ProgramsAsync() => RunAsync("find");

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    private static string Script => Path.Combine(Root(), "eng", "postgres");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lert.Actors.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(120));
        return run.ExitCode == 0 ? (await said).Trim() : throw new InvalidOperationException($"eng/postgres {string.Join(' ', arguments)}: {await complained}");
    }
}
