using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>A store on a real file of its own.</summary>
public sealed class SqliteHarness : StoreHarness
{
    private readonly ScratchFolder _folder = new();
    private readonly int _maxQueued;
    private SqliteActorStore? _store;

    private SqliteHarness(int maxQueued) => _maxQueued = maxQueued;

    public override IActorStore Store => _store!;

    public string File => _folder.StoreFile;

    public static async ValueTask<StoreHarness> OpenAsync(int maxQueued)
    {
        var harness = new SqliteHarness(maxQueued);
        await harness.StartAsync();
        return harness;
    }

    public override async ValueTask ReopenAsync()
    {
        await _store!.DisposeAsync();
        await StartAsync();
    }

    public override Task DamageMessagesAsync(string set)
    {
        using var database = Sqlite.Native.Database.Open(File);
        database.Execute($"DROP TRIGGER outbox_keeps; UPDATE outbox SET {set}");
        return Task.CompletedTask;
    }

    protected override async ValueTask CloseAsync()
    {
        await _store!.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync() => _store = await SqliteActorStore.OpenAsync(
        new() { Path = File, Regions = Regions, MaxQueued = _maxQueued }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, Gate.Pass, CancellationToken.None);
}
