using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Lert.Store.Hints;

/// <summary>Those who want to hear of commits.</summary>
internal sealed class CommitListeners(ILogger logger)
{
    private ImmutableArray<Action<CommitHint>> _listeners = [];

    public IDisposable Add(Action<CommitHint> listener)
    {
        _ = ImmutableInterlocked.Update(ref _listeners, static (all, added) => all.Add(added), listener);
        return new Subscription(this, listener);
    }

    public void Tell(CommitHint hint)
    {
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

    private sealed class Subscription(CommitListeners listeners, Action<CommitHint> listener) : IDisposable
    {
        public void Dispose() => _ = ImmutableInterlocked.Update(ref listeners._listeners, static (all, gone) => all.Remove(gone), listener);
    }
}
