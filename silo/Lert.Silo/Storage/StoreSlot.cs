using System.Collections.Immutable;
using Lert.Api;
using Lert.Store;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Storage;

/// <summary>Holds the store once it is open. It opens before anything else starts, because nothing else can say a true word without it.</summary>
internal sealed class StoreSlot(IOptions<StoreOptions> options, IOptions<LertApiOptions> cell, TimeProvider clock, ILogger<SqliteActorStore> log) : IAsyncDisposable
{
    private SqliteActorStore? _store;

    public IActorStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    /// <exception cref="StoreOpenException">With the one sentence that says why it does not open.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken) => _store = await SqliteActorStore.OpenAsync(
        new SqliteStoreOptions
        {
            Path = options.Value.Path,
            Regions = [.. cell.Value.Regions],
            MaxQueued = options.Value.MaxQueued,
        },
        clock,
        log,
        cancellationToken);

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? default;
}
