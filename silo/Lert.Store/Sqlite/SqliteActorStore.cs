using System.Collections.Immutable;
using Lert.Store.Hints;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Cells;
using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Reading;
using Lert.Store.Sqlite.Startup;
using Lert.Store.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace Lert.Store.Sqlite;

/// <summary>
/// The store on one SQLite file, for one silo. Write-ahead log with <c>synchronous=FULL</c>: a commit that was answered survives the loss of power. One thread
/// writes and lets concurrent commits travel in one transaction; a few connections read beside it. One process owns the file.
/// </summary>
public sealed class SqliteActorStore : IActorStore, ICellClock, ICellDiary, IAsyncDisposable
{
    private readonly string _file;
    private readonly ILogger _logger;
    private readonly StoreLock _lock;
    private readonly CommitListeners _listeners;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly ImmutableArray<string> _regions;
    private int _isDisposed;

    private SqliteActorStore(SqliteStoreOptions options, string file, StoreLock owned, Connections connections, CommitStep? step, ILogger logger)
    {
        (_file, _logger, _lock, _regions) = (file, logger, owned, [.. options.Regions.Distinct(StringComparer.Ordinal)]);
        _listeners = new(logger);
        _readers = new(connections.OpenReader, options.Readers, file);
        _writer = new(options, file, new GroupCommit(connections.OpenWriter, file, step), _listeners, logger);
    }

    /// <summary>Transactions made durable since the store was opened, and the requests that travelled in them.</summary>
    public (long Batches, long Requests) Written => _writer.Counts;

    /// <summary>Always zero: one process has the file, and its clock is the cell's.</summary>
    public TimeSpan? Skew => TimeSpan.Zero;

    /// <summary>Takes the file, brings its schema up to date, and checks it.</summary>
    /// <exception cref="StoreOpenException">Another process has the file, it belongs to another program or a newer version, or its regions are not this cell's.</exception>
    /// <exception cref="DataLossException">The file is damaged.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be read or written.</exception>
    public static Task<SqliteActorStore> OpenAsync(SqliteStoreOptions options, TimeProvider time, ILogger<SqliteActorStore> logger, CancellationToken cancellationToken) =>
        OpenAsync(options, time, logger, step: null, cancellationToken);

    public async ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken)
    {
        CommitGuard.Check(actor, nameof(actor));
        return await _readers.PointAsync(database => ActorReader.Load(database, actor), cancellationToken);
    }

    public async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        CommitGuard.Check(commit);
        cancellationToken.ThrowIfCancellationRequested();
        return await _writer.WriteAsync(new CommitRequest(commit, cancellationToken));
    }

    public async ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken)
    {
        CommitGuard.Check(actor, nameof(actor));
        return await _readers.PointAsync(database => RememberedCommands.Find(database, actor, commandId), cancellationToken);
    }

    public ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) =>
        _readers.ScanAsync(database => WakeReader.Due(database, slots, now, from, limit), cancellationToken);

    public ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) =>
        _readers.PointAsync(database => WakeReader.Next(database, slots), cancellationToken);

    public ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
        _readers.ScanAsync(database => OutboxReader.Pending(database, slots, place, limit), cancellationToken);

    public async ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken)
    {
        if (!rows.IsDefaultOrEmpty)
        {
            _ = await _writer.WriteAsync(new AcknowledgeRequest(rows, cancellationToken), always: true);
        }
    }

    public async ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken)
    {
        if (!rows.IsDefaultOrEmpty)
        {
            _ = await _writer.WriteAsync(new FailedDeliveryRequest(rows, cancellationToken), always: true);
        }
    }

    public ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken) =>
        _readers.ScanAsync(database => JournalReader.Feed(database, position, limit), cancellationToken);

    public ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken) => _readers.PointAsync(JournalReader.End, cancellationToken);

    public ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
        _readers.ScanAsync(database => JournalReader.OfActor(database, actor, sequence, limit), cancellationToken);

    public ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _readers.ScanAsync(database => ListReader.List(database, query, _regions), cancellationToken);
    }

    public ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken) =>
        _readers.ScanAsync(database => ListsReader.Read(database, query), cancellationToken);

    public ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken) =>
        _readers.ScanAsync(database => ListsReader.Unlisted(database, kind, afterKey, limit), cancellationToken);

    public ValueTask<CellState> ReadCellAsync(CancellationToken cancellationToken) => _readers.PointAsync(DiaryRows.Read, cancellationToken);

    public async ValueTask<bool> NoteAsync(long after, CellEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (bool)await _writer.WriteAsync(new NoteRequest(after, entry, cancellationToken), always: true);
    }

    public IDisposable Subscribe(Action<CommitHint> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _listeners.Add(listener);
    }

    /// <summary>Reads the whole store as it is at this moment and holds all of it to its hashes and seals. The log grows meanwhile: a reader keeps it from starting over.</summary>
    /// <exception cref="DataLossException">Something is not what was written.</exception>
    public ValueTask<StoreVerification> VerifyAsync(CancellationToken cancellationToken) => _readers.ScanAsync(
        database =>
        {
            database.Execute("BEGIN");
            try
            {
                CommandCheck.Run(database, _file);
                return FullCheck.Run(database, _file);
            }
            finally
            {
                database.Execute("ROLLBACK");
            }
        },
        cancellationToken);

    /// <summary>Finishes what is queued, refuses what comes later, and lets go of the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _writer.StopAsync();
        await _readers.StopAsync();
        _lock.Dispose();
        StoreLog.Closed(_logger, _file, Written.Requests, Written.Batches);
    }

    internal static Task<SqliteActorStore> OpenAsync(
        SqliteStoreOptions options, TimeProvider time, ILogger<SqliteActorStore> logger, CommitStep? step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Task.Run(() => StoreStart.Open(options, time, logger, (file, owned, connections) => new SqliteActorStore(options, file, owned, connections, step, logger)), cancellationToken);
    }
}
