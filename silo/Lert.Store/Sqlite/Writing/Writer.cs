using Lert.Store.Hints;
using Microsoft.Extensions.Logging;

namespace Lert.Store.Sqlite.Writing;

/// <summary>The one thread that writes. It takes whatever is queued, makes it durable, answers, and tells the listeners.</summary>
internal sealed class Writer
{
    // Long enough for a full queue to drain on a slow disk, short enough to be tried again.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly WriteQueue _queue;
    private readonly GroupCommit _group;
    private readonly CommitListeners _listeners;
    private readonly ILogger _logger;
    private readonly int _maxBatch;
    private readonly string _file;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Writer(SqliteStoreOptions options, string file, GroupCommit group, CommitListeners listeners, ILogger logger)
    {
        (_queue, _group, _listeners, _logger) = (new WriteQueue(options.MaxQueued), group, listeners, logger);
        (_maxBatch, _file) = (options.MaxBatch, file);
        new Thread(Run) { IsBackground = true, Name = "Lert.Store writer" }.Start();
    }

    /// <summary>Batches made durable so far, and the requests in them.</summary>
    public (long Batches, long Requests) Counts { get; private set; }

    public Task<TAnswer> WriteAsync<TAnswer>(WriteRequest<TAnswer> request, bool always = false)
        where TAnswer : class => _queue.Add(request, always) switch
        {
            WriteQueue.Entry.Taken => request.Task,
            WriteQueue.Entry.Full => throw new StoreBusyException($"The store file {_file} has as many commits waiting as it takes on.", RetryAfter),
            _ => throw new StoreUnavailableException($"The store file {_file} is closed."),
        };

    /// <summary>Finishes what is queued, refuses the rest, and closes the connection.</summary>
    public Task StopAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    private void Run()
    {
        var batch = new List<WriteRequest>(_maxBatch);
        while (_queue.Take(batch, _maxBatch))
        {
            Decide(batch);
            batch.Clear();
        }

        _group.Dispose();
        _ended.SetResult();
    }

    private void Decide(List<WriteRequest> batch)
    {
        batch.RemoveAll(static request =>
        {
            if (!request.CancellationToken.IsCancellationRequested)
            {
                return false;
            }

            request.Cancel();
            return true;
        });
        if (batch.Count == 0)
        {
            return;
        }

        if (_group.Run(batch) is { } fault)
        {
            StoreLog.BatchFailed(_logger, batch.Count, fault);
            foreach (var request in batch)
            {
                request.Fail(fault);
            }

            return;
        }

        Counts = (Counts.Batches + 1, Counts.Requests + batch.Count);
        foreach (var request in batch)
        {
            request.Complete();
        }

        CommitHint? hint = null;
        foreach (var request in batch)
        {
            hint = CommitHints.Sum(hint, (request as CommitRequest)?.Hint);
        }

        if (hint is { } news)
        {
            _listeners.Tell(news);
        }
    }
}
