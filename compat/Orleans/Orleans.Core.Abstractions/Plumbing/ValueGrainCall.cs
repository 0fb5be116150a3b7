using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>A call that answers with a value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ValueGrainCall<T> : GrainCall
{
    private ValueTask<T> _running;
    private PendingCall<T>? _pending;

    internal override PendingCall? Pending => _pending;

    internal override bool IsDone => _running.IsCompleted;

    internal override Exception? Failure => _running.IsFaulted ? _running.AsTask().Exception!.InnerException : null;

    /// <summary>What the caller awaits: the answer to come or, for a call that was done at once, the grain's own task.</summary>
    internal Task<T> Outcome => _pending is { } pending ? pending.Source.Task : _running.AsTask();

    protected abstract ValueTask<T> Invoke(object grain);

    internal sealed override void Start(object grain)
    {
        try
        {
            _running = Once(Invoke(grain));
        }
#pragma warning disable CA1031 // Whatever the method throws is the caller's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _running = ValueTask.FromException<T>(exception);
        }
    }

    internal sealed override void StartFiltered(IFilterChain filters) => _running = new(Filtered(filters));

    internal sealed override async Task<object?> StartBoxed(object grain) => await Invoke(grain);

    internal sealed override void WhenDone(Action continuation) => _running.GetAwaiter().UnsafeOnCompleted(continuation);

    internal sealed override PendingCall MakePending() => _pending ??= new(this);

    internal sealed override void Answer()
    {
        if (_running.IsCompletedSuccessfully)
        {
            _pending?.Source.TrySetResult(_running.Result);
        }
        else
        {
            _pending?.Source.TrySetFromTask(_running.AsTask());
        }
    }

    internal sealed override void Refuse(Exception reason)
    {
        if (_pending is { } pending)
        {
            pending.TryFail(reason);
        }
        else
        {
            _running = ValueTask.FromException<T>(reason);
        }
    }

    // A task may be asked many times; any other source only once.
    private static ValueTask<T> Once(ValueTask<T> running) => running.IsCompletedSuccessfully ? new(running.Result) : new(running.AsTask());

    private static async Task<T> Filtered(IFilterChain filters) => (T)(await filters.InvokeAsync())!;
}
