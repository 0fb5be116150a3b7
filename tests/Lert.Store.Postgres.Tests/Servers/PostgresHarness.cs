using Lert.Store.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Postgres.Tests.Servers;

/// <summary>A store on a database of its own, which is a copy of one that is empty and up to date.</summary>
public sealed class PostgresHarness : StoreHarness
{
    private static readonly Lock Making = new();
    private static Task<string>? _template;

    private readonly PrivateServer _server;
    private readonly int _maxQueued;
    private readonly int _writers;
    private PostgresActorStore? _store;

    private PostgresHarness(PrivateServer server, string database, int maxQueued, int writers) => (_server, Database, _maxQueued, _writers) = (server, database, maxQueued, writers);

    public string Database { get; }

    public override IActorStore Store => _store!;

    public PostgresActorStore Postgres => _store!;

    public PostgresStoreOptions Options => new()
    {
        ConnectionString = _server.With(parts => parts.Database = Database), Regions = Regions, MaxQueued = _maxQueued, Writers = _writers, Readers = 4, ScaledCalendar = true,
    };

    /// <param name="writers">With one, what waits travels together and the gate holds it; with more, nobody knows.</param>
    public static async ValueTask<PostgresHarness> StartAsync(int maxQueued = 1000, int writers = 1)
    {
        var server = await PrivateServer.SharedAsync();
        var harness = new PostgresHarness(server, await server.CreateDatabaseAsync(await TemplateAsync()), maxQueued, writers);
        await harness.StartAsync();
        return harness;
    }

    public static async ValueTask<StoreHarness> OpenAsync(int maxQueued) => await StartAsync(maxQueued);

    public static async ValueTask<StoreHarness> OpenWithManyWritersAsync(int maxQueued) => await StartAsync(maxQueued, 3);

    public override async ValueTask ReopenAsync()
    {
        await _store!.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Another silo's store on the same database.</summary>
    public Task<PostgresActorStore> OpenAnotherAsync(Func<PostgresStoreOptions, PostgresStoreOptions>? change = null) => PostgresActorStore.OpenAsync(
        change is null ? Options : change(Options), new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None);

    public Task ExecuteAsync(string sql) => PrivateServer.ExecuteAsync(_server.Administrator(Database), $"SET search_path = lert; {sql}");

    public override Task DamageMessagesAsync(string set) =>
        ExecuteAsync($"ALTER TABLE outbox DISABLE TRIGGER outbox_keeps; UPDATE outbox SET {set}; ALTER TABLE outbox ENABLE TRIGGER outbox_keeps");

    protected override async ValueTask CloseAsync()
    {
        await _store!.DisposeAsync();
        await _server.DropDatabaseAsync(Database);
    }

    private async Task StartAsync() =>
        _store = await PostgresActorStore.OpenAsync(Options, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, Gate.PassAsync, CancellationToken.None);

    private static Task<string> TemplateAsync()
    {
        lock (Making)
        {
            return _template ??= CreateTemplateAsync();
        }
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var server = await PrivateServer.SharedAsync();
        var name = await server.CreateDatabaseAsync();
        PostgresStoreOptions options = new() { ConnectionString = server.With(parts => parts.Database = name), Regions = Regions, ScaledCalendar = true };
        await using var store = await PostgresActorStore.OpenAsync(options, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None);
        return name;
    }
}
