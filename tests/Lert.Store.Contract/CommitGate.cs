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

    /// <summary>What a store that commits on a thread of its own calls instead of committing.</summary>
    public void Pass(Action commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (Closed() is { } closed && !((IAsyncResult)closed).AsyncWaitHandle.WaitOne(Patience))
        {
            throw new TimeoutException("Nobody opened the gate.");
        }

        var fault = BeforeLanding();
        commit();
        AfterLanding(fault);
    }

    /// <summary>The same for a store that awaits its commits.</summary>
    public async Task PassAsync(Func<Task> commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        await (Closed() ?? Task.CompletedTask).WaitAsync(Patience);
        var fault = BeforeLanding();
        await commit();
        AfterLanding(fault);
    }

    private Task? Closed()
    {
        lock (_lock)
        {
            _ = _closed is not null && _reached.TrySetResult();
            return _closed?.Task;
        }
    }

    private Fault BeforeLanding()
    {
        var fault = TakeFault();
        return fault == Fault.BeforeLanding ? throw new IOException("The connection broke before the commit landed.") : fault;
    }

    private static void AfterLanding(Fault fault)
    {
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
