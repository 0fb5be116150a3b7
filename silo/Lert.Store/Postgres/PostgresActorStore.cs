using System.Collections.Immutable;
using Lert.Store.Hints;
using Lert.Store.Postgres.Cells;
using Lert.Store.Postgres.Clock;
using Lert.Store.Postgres.Hints;
using Lert.Store.Postgres.Reading;
using Lert.Store.Postgres.Schema;
using Lert.Store.Postgres.Sessions;
using Lert.Store.Postgres.Startup;
using Lert.Store.Postgres.Writing;
using Lert.Store.Rows;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lert.Store.Postgres;

/// <summary>
/// The store on PostgreSQL 15 or newer, for all silos of a cell. Concurrent commits of different actors travel in one round trip, each with its own verdict;
/// concurrent loads do too. The database alone decides: what this class remembers of actors only saves questions.
/// </summary>
public sealed class PostgresActorStore : IActorStore, ICellClock, ICellDiary, ISiloReports, IWakeMender, IAsyncDisposable
{
    // Long enough for a full queue to drain, short enough to be tried again.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);
    private const int RememberedHeads = 50_000;
    private const int Loaders = 2;

    private readonly PostgresSessions _sessions;
    private readonly ILogger _logger;
    private readonly ImmutableArray<string> _regions;
    private readonly TimeProvider _time;
    private readonly CommitListeners _listeners;
    private readonly WorkQueue<PendingCommit> _commits;
    private readonly WorkQueue<PendingLoad> _loads;
    private readonly ImmutableArray<CommitWriter> _writers;
    private readonly Reader _reader;
    private readonly Reader _looks;
    private readonly DatabaseClock? _clock;
    private readonly HintListener _heard;
    private readonly CancellationTokenSource _stopping = new();
    private int _isDisposed;
    private readonly ImmutableArray<Task> _running;

    private PostgresActorStore(PostgresStoreOptions options, PostgresSessions sessions, TimeProvider time, DatabaseClock? clock, CommitStep? step, ILogger logger)
    {
        (_sessions, _time, _clock, _logger, _regions) = (sessions, time, clock, logger, [.. options.Regions.Distinct(StringComparer.Ordinal)]);
        (_listeners, _reader, _looks) = (new(logger), new(sessions.OpenForQuestionsAsync, sessions), new(sessions.OpenAsync, sessions));
        (_commits, _loads) = (new(options.MaxQueued, options.MaxBatch / 8), new(options.MaxQueued, options.MaxBatch / 8));
        var self = System.Security.Cryptography.RandomNumberGenerator.GetHexString(16);
        var (heads, sender) = (new Heads(RememberedHeads), new HintSender(sessions, self, time, logger));
        _heard = new(sessions, self, _listeners, time, logger);
        void Tell(CommitHint hint)
        {
            _listeners.Tell(hint);
            sender.Send(hint);
        }

        _writers = [.. Enumerable.Range(0, options.Writers).Select(_ => new CommitWriter(sessions, _commits, heads, step ?? (commit => commit()), Tell, options.MaxBatch, logger))];
        var loaders = Enumerable.Range(0, Loaders).Select(_ => new GroupLoader(_reader, sessions, _loads, heads, options.MaxBatch));
        _running =
        [
            .. _writers.Select(writer => Task.Run(writer.RunAsync)),
            .. loaders.Select(loader => Task.Run(loader.RunAsync)),
            Task.Run(() => sender.RunAsync(_stopping.Token)),
            Task.Run(() => _heard.RunAsync(_stopping.Token)),
            clock is null ? Task.CompletedTask : Task.Run(() => clock.RunAsync(_stopping.Token)),
        ];
    }

    /// <summary>Round trips that committed since the store was opened, and the commits that travelled in them.</summary>
    public (long Batches, long Requests) Written => _writers.Aggregate((0L, 0L), static (sum, writer) => (sum.Item1 + writer.Counts.Batches, sum.Item2 + writer.Counts.Commits));

    /// <summary>How far this silo's clock is ahead of the database's. Zero on a scaled calendar, which no clock but the silo's own could judge.</summary>
    public TimeSpan? Skew => _clock is null ? TimeSpan.Zero : _clock.Skew;

    /// <summary>Completes when this store hears of the commits of others.</summary>
    internal Task Listening => _heard.Listening;

    /// <summary>Reaches the server, brings its schema up to date, and checks that this silo is of its cell.</summary>
    /// <exception cref="StoreOpenException">With the one sentence that says why it does not open.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached.</exception>
    public static Task<PostgresActorStore> OpenAsync(PostgresStoreOptions options, TimeProvider time, ILogger<PostgresActorStore> logger, CancellationToken cancellationToken) =>
        OpenAsync(options, time, logger, step: null, cancellationToken);

    /// <summary>Holds the table of wake-ups to the actors, as they are at this moment.</summary>
    /// <exception cref="DataLossException">An actor would be woken at the wrong time, or never.</exception>
    public Task VerifyWakesAsync(CancellationToken cancellationToken) => TableCheck.WakesAsync(_sessions, cancellationToken);

    /// <summary>Holds the lists to the actors, as they are at this moment.</summary>
    /// <exception cref="DataLossException">An actor would not be found, or where it does not stand.</exception>
    public Task VerifyListsAsync(CancellationToken cancellationToken) => TableCheck.ListsAsync(_sessions, cancellationToken);

    /// <summary>Holds where each actor stands to the last entry of its journal.</summary>
    /// <exception cref="DataLossException">A journal lacks its end, or goes on behind it.</exception>
    public Task VerifyHeadsAsync(CancellationToken cancellationToken) => TableCheck.HeadsAsync(_sessions, cancellationToken);

    /// <summary>Holds every remembered command to its seal, and the commands that the journal names to those that are remembered.</summary>
    /// <exception cref="DataLossException">A command would be done twice, or answered by another answer.</exception>
    public async Task VerifyCommandsAsync(CancellationToken cancellationToken)
    {
        await TableCheck.CommandsAsync(_sessions, cancellationToken);
        await CommandCheck.RunAsync(_sessions, cancellationToken);
    }

    public ValueTask<WakeStretch> MendWakesAsync(ActorId? after, int most, DateTimeOffset overdue, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return WakeMending.RunAsync(Open(), after, most, overdue, cancellationToken);
    }

    public async ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken)
    {
        CommitGuard.Check(actor, nameof(actor));
        var load = new PendingLoad(actor, cancellationToken);
        return _loads.Add(load) switch
        {
            WorkQueue<PendingLoad>.Entry.Taken => await load.Task.WaitAsync(cancellationToken),
            WorkQueue<PendingLoad>.Entry.Full => throw new StoreBusyException($"The store at {_sessions.Server} has as many loads waiting as it takes on.", RetryAfter),
            _ => throw Closed(),
        };
    }

    public async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        CommitGuard.Check(commit);
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingCommit(commit, cancellationToken);
        return _commits.Add(pending) switch
        {
            WorkQueue<PendingCommit>.Entry.Taken => await pending.Task is var outcome && outcome is CommitOutcome.AlreadyDone ? await ConfirmedAsync(outcome, CancellationToken.None) : outcome,
            WorkQueue<PendingCommit>.Entry.Full => throw new StoreBusyException($"The store at {_sessions.Server} has as many commits waiting as it takes on.", RetryAfter),
            _ => throw Closed(),
        };
    }

    public async ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken)
    {
        CommitGuard.Check(actor, nameof(actor));
        CommitGuard.Text(commandId, nameof(commandId));
        var found = await Open().ReadAsync(
            "SELECT at, request_hash, reply, seal FROM commands WHERE kind = $1 AND key = $2 AND command_id = $3",
            all => all.Put(actor.Kind).Put(actor.Key).Put(commandId),
            async row => await row.ReadAsync(cancellationToken)
                ? new StoredCommandRow(actor, commandId, row.GetInt64(0), (byte[])row[1], (byte[])row[2], row.GetInt64(3)).Checked()
                : null,
            cancellationToken);
        return found is null ? null : await ConfirmedAsync(found, cancellationToken);
    }

    public ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) =>
        WakeQuestions.DueAsync(Open(), slots, now, from, limit, cancellationToken);

    public ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) => WakeQuestions.NextAsync(Open(), slots, cancellationToken);

    public ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
        OutboxQuestions.PendingAsync(Open(), slots, place, limit, cancellationToken);

    public ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        rows.IsDefaultOrEmpty ? default : OutboxQuestions.AcknowledgeAsync(Open(), rows, cancellationToken);

    public ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        rows.IsDefaultOrEmpty ? default : OutboxQuestions.CountFailureAsync(Open(), rows, cancellationToken);

    public async ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken)
    {
        var page = await JournalQuestions.FeedAsync(Open(), position, limit, cancellationToken);
        for (var wait = 1; page.Entries.IsEmpty && wait <= LongestWait && await JournalQuestions.IsUnsettledAsync(_reader, position, cancellationToken); wait *= 2)
        {
            // Most transactions take milliseconds: who comes for what was just announced need not go away without it.
            await Task.Delay(TimeSpan.FromMilliseconds(wait), _time, cancellationToken);
            page = await JournalQuestions.FeedAsync(_reader, position, limit, cancellationToken);
        }

        return page;
    }

    public ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken) => JournalQuestions.EndAsync(Open(), cancellationToken);

    public ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
        JournalQuestions.OfActorAsync(Open(), actor, sequence, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ListQuestion.AskAsync(Open(), query, _regions, cancellationToken);
    }

    public ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken) =>
        ListsQuestion.AskAsync(Open(), query, cancellationToken);

    public ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken) =>
        ListsQuestion.UnlistedAsync(Open(), kind, afterKey, limit, cancellationToken);

    public ValueTask<CellState> ReadCellAsync(CancellationToken cancellationToken) => CellQuestions.ReadAsync(OpenForLooks(), cancellationToken);

    public ValueTask<bool> NoteAsync(long after, CellEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return CellQuestions.AddAsync(OpenForLooks(), after, entry, cancellationToken);
    }

    public void Judged(CellState cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Place is { } place)
        {
            _sessions.Judged(place);
        }
    }

    public ValueTask ReportAsync(string silo, ReadOnlyMemory<byte> figures, CancellationToken cancellationToken) =>
        CellQuestions.ReportAsync(Open(), silo, figures, cancellationToken);

    public ValueTask<ImmutableArray<SiloReport>> ReadReportsAsync(CancellationToken cancellationToken) => CellQuestions.ReportsAsync(Open(), cancellationToken);

    public IDisposable Subscribe(Action<CommitHint> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _listeners.Add(listener);
    }

    /// <summary>Finishes what is queued, refuses what comes later, and lets go of the sessions. A host disposes it under each of its names.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _commits.Close();
        _loads.Close();
        await Task.WhenAll(_running.Take(_writers.Length + Loaders));
        await _stopping.CancelAsync();
        await Task.WhenAll(_running);
        await _sessions.DisposeAsync();
        _stopping.Dispose();
        StoreLog.Closed(_logger, _sessions.Server, Written.Requests, Written.Batches);
    }

    internal static async Task<PostgresActorStore> OpenAsync(
        PostgresStoreOptions options, TimeProvider time, ILogger<PostgresActorStore> logger, CommitStep? step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var began = time.GetTimestamp();
        var sessions = Sessions(options);
        try
        {
            await StoreStart.PrepareAsync(sessions, options, time, cancellationToken);
            var clock = options.ScaledCalendar ? null : new DatabaseClock(sessions, time, logger);
            await (clock?.MeasureAsync(cancellationToken) ?? Task.CompletedTask);
            StoreLog.OpenedPostgres(logger, sessions.Server, SchemaMigrator.Steps.Length, (long)time.GetElapsedTime(began).TotalMilliseconds, (clock?.Skew ?? TimeSpan.Zero).TotalMilliseconds);
            return new(options, sessions, time, clock, step, logger);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
        {
            await sessions.DisposeAsync();
            throw StartFaults.Of(fault, sessions.Server);
        }
        catch
        {
            await sessions.DisposeAsync();
            throw;
        }
    }

    /// <summary>How long an older transaction is waited for at most, in milliseconds; together not quite twice as long.</summary>
    private const int LongestWait = 32;

    private static PostgresSessions Sessions(PostgresStoreOptions options)
    {
        try
        {
            return new(options.ConnectionString, options.Readers, options.Writers, options.StatementTimeout);
        }
        catch (Exception unread) when (unread is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            // The message names the keyword and never the password.
            throw new StoreOpenException($"Lert:Store:Postgres is no connection string: {unread.Message}", unread);
        }
    }

    /// <summary>
    /// What was read may wait for a standby still, or have been given up by it, and a retry's answer is an acknowledgement as much as the first: so it comes after
    /// something that was written later and was confirmed.
    /// </summary>
    private async ValueTask<T> ConfirmedAsync<T>(T read, CancellationToken cancellationToken)
    {
        await _reader.RunAsync(
            "SELECT CASE WHEN current_setting('synchronous_standby_names') <> '' THEN pg_logical_emit_message(true, 'lert', '') END", static _ => { }, cancellationToken);
        return read;
    }

    private Reader Open() => _stopping.IsCancellationRequested ? throw Closed() : _reader;

    private Reader OpenForLooks() => _stopping.IsCancellationRequested ? throw Closed() : _looks;

    private StoreUnavailableException Closed() => new($"The store at {_sessions.Server} is closed.");
}
