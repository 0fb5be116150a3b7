using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Lert.Store.Sqlite.Writing;

/// <summary>Those who want to hear of commits. One hint per batch, after it is durable.</summary>
internal sealed class CommitListeners(ILogger logger)
{
    private ImmutableArray<Action<CommitHint>> _listeners = [];

    public IDisposable Add(Action<CommitHint> listener)
    {
        _ = ImmutableInterlocked.Update(ref _listeners, static (all, added) => all.Add(added), listener);
        return new Subscription(this, listener);
    }

    public void Tell(List<WriteRequest> batch)
    {
        if (_listeners.IsEmpty || Sum(batch) is not { } hint)
        {
            return;
        }

        foreach (var listener in _listeners)
        {
            try
            {
                listener(hint);
            }
            catch (Exception fault)
            {
                // The commits are durable and answered; a listener's bug must not stop the writer.
                StoreLog.ListenerFailed(logger, fault);
            }
        }
    }

    private static CommitHint? Sum(List<WriteRequest> batch)
    {
        CommitHint? sum = null;
        foreach (var request in batch)
        {
            if (request is CommitRequest { Hint: { } one })
            {
                sum = sum is { } so ? new(so.Events || one.Events, so.Messages || one.Messages, Earlier(so.EarliestWake, one.EarliestWake)) : one;
            }
        }

        return sum;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right ?? left : left;

    private sealed class Subscription(CommitListeners listeners, Action<CommitHint> listener) : IDisposable
    {
        public void Dispose() => _ = ImmutableInterlocked.Update(ref listeners._listeners, static (all, gone) => all.Remove(gone), listener);
    }
}
