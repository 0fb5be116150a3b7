namespace Lert.Store.Contract;

/// <summary>Stands where a store makes a transaction durable. A test can hold it there, so that what arrives meanwhile must travel together, or let it fail on either side of landing.</summary>
public sealed class CommitGate
{
    /// <summary>How long anything in the suite is waited for before it counts as hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = NewSource();
    private TaskCompletionSource? _closed;
    private Fault _next;
    private int _skip;

    private enum Fault
    {
        None,
        BeforeLanding,
        AfterLanding,
    }

    /// <summary>The connection breaks around a transaction: after it landed, so that only the answer is lost, or before.</summary>
    /// <param name="landed">Whether the transaction lands.</param>
    /// <param name="skip">How many transactions pass unharmed first.</param>
    public void FailOnce(bool landed, int skip = 0)
    {
        lock (_lock)
        {
            (_next, _skip) = (landed ? Fault.AfterLanding : Fault.BeforeLanding, skip);
        }
    }

    /// <summary>The next transaction waits at the gate until <see cref="Open"/>.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = NewSource();
            _reached = NewSource();
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _closed?.TrySetResult();
            _closed = null;
        }
    }

    /// <summary>Completes when a transaction stands at the closed gate.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(Patience);

    /// <summary>What the store calls instead of committing.</summary>
    public void Pass(Action commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        TaskCompletionSource? closed;
        lock (_lock)
        {
            closed = _closed;
            _ = closed is not null && _reached.TrySetResult();
        }

        if (closed is not null && !((IAsyncResult)closed.Task).AsyncWaitHandle.WaitOne(Patience))
        {
            throw new TimeoutException("Nobody opened the gate.");
        }

        var fault = TakeFault();
        if (fault == Fault.BeforeLanding)
        {
            throw new IOException("The connection broke before the commit landed.");
        }

        commit();
        if (fault == Fault.AfterLanding)
        {
            throw new IOException("The connection broke after the commit landed.");
        }
    }

    private Fault TakeFault()
    {
        lock (_lock)
        {
            if (_next == Fault.None || _skip-- > 0)
            {
                return Fault.None;
            }

            var fault = _next;
            _next = Fault.None;
            return fault;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
