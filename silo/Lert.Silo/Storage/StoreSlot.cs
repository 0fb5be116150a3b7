using Lert.Api;
using Lert.Silo.Clocks;
using Lert.Store;
using Lert.Store.Postgres;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Storage;

/// <summary>Holds the store once it is open. It opens before anything else starts, because nothing else can say a true word without it.</summary>
internal sealed partial class StoreSlot(IOptions<StoreOptions> options, IOptions<LertApiOptions> cell, IOptions<ClockOptions> calendar, TimeProvider clock, ILoggerFactory logs) : IAsyncDisposable
{
    private readonly ILogger<PostgresActorStore> _log = logs.CreateLogger<PostgresActorStore>();
    private IActorStore? _store;

    public IActorStore Store => _store ?? throw NotOpen();

    /// <summary>What the store knows of this silo's clock.</summary>
    public ICellClock Clock => _store as ICellClock ?? throw NotOpen();

    /// <summary>Transactions made durable, and the requests that travelled in them.</summary>
    public (long Batches, long Requests) Written => _store switch
    {
        SqliteActorStore sqlite => sqlite.Written,
        PostgresActorStore postgres => postgres.Written,
        _ => default,
    };

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StoreOpenException">With the one sentence that says why it does not open.</exception>
    /// <exception cref="StoreUnavailableException">It could not be reached for as long as the settings say.</exception>
    public Task OpenAsync(CancellationToken cancellationToken) => OpenAsync(mustExist: false, cancellationToken);

    /// <param name="mustExist">Where there is no store, none is made.</param>
    /// <inheritdoc cref="OpenAsync(CancellationToken)"/>
    public async Task OpenAsync(bool mustExist, CancellationToken cancellationToken) =>
        _store = options.Value.Postgres is { } login ? await OpenPostgresAsync(login, mustExist, cancellationToken) : await OpenSqliteAsync(options.Value.Path!, mustExist, cancellationToken);

    /// <summary>
    /// Asks the store what a start cannot do without: a database that is away is waited for, as long as the settings say; one that refuses this silo will do so again.
    /// </summary>
    public async Task<TAnswer> AskPatientlyAsync<TAnswer>(Func<Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                return await ask();
            }
            catch (Exception away) when (
                away is StoreUnavailableException or CommitOutcomeUnknownException && options.Value.Patience - clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                LogAway(_log, away.Message, left.TotalSeconds);
                await Task.Delay(left < Pause ? left : Pause, clock, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => (_store as IAsyncDisposable)?.DisposeAsync() ?? default;

    private async Task<IActorStore> OpenSqliteAsync(string path, bool mustExist, CancellationToken cancellationToken) => await SqliteActorStore.OpenAsync(
        new SqliteStoreOptions { Path = path, Regions = [.. cell.Value.Regions], MaxQueued = options.Value.MaxQueued, MustExist = mustExist },
        clock,
        logs.CreateLogger<SqliteActorStore>(),
        cancellationToken);

    private async Task<IActorStore> OpenPostgresAsync(string login, bool mustExist, CancellationToken cancellationToken)
    {
        var store = new PostgresStoreOptions
        {
            ConnectionString = login,
            Regions = [.. cell.Value.Regions],
            MaxQueued = options.Value.MaxQueued,
            Writers = options.Value.Writers,
            Readers = options.Value.Readers,
            StatementTimeout = options.Value.StatementTimeout,
            ScaledCalendar = calendar.Value.Origin is not null,
            MustExist = mustExist,
        };
        return await AskPatientlyAsync(() => PostgresActorStore.OpenAsync(store, clock, _log, cancellationToken), cancellationToken);
    }

    private static InvalidOperationException NotOpen() => new("The store is not open yet.");

    [LoggerMessage(1104, LogLevel.Warning, "{Reason} The start waits for it, {Left:F0} s more at most.")]
    private static partial void LogAway(ILogger log, string reason, double left);
}
