using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>A call that answers only that it is done.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class VoidGrainCall : GrainCall
{
    private Task? _running;
    private PendingVoidCall? _pending;

    internal override PendingCall? Pending => _pending;

    internal override bool IsDone => _running is { IsCompleted: true };

    internal override Exception? Failure => _running?.Exception?.InnerException;

    /// <summary>What the caller awaits: the answer to come or, for a call that was done at once, the grain's own task.</summary>
    internal Task Outcome => _pending is { } pending ? pending.Source.Task : _running!;

    public sealed override void WriteOutcome(WireWriter writer)
    {
        if (_running is { IsCompletedSuccessfully: false } failed)
        {
            WireOutcome.WriteFailure(writer, failed);
        }
    }

    public sealed override void ReadOutcome(ref WireReader reader)
    {
        if (WireOutcome.ReadFailure(ref reader) is { } failure)
        {
            _pending?.Source.TrySetFromTask(WireOutcome.Rethrow<bool>(failure));
        }
        else
        {
            _pending?.Source.TrySetResult();
        }
    }

    protected abstract ValueTask Invoke(object grain);

    internal sealed override void Start(object grain)
    {
        try
        {
            _running = Invoke(grain).AsTask();
        }
#pragma warning disable CA1031 // Whatever the method throws is the caller's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _running = Task.FromException(exception);
        }
    }

    internal sealed override void StartFiltered(IFilterChain filters) => _running = filters.InvokeAsync();

    internal sealed override async Task<object?> StartBoxed(object grain)
    {
        await Invoke(grain);
        return null;
    }

    internal sealed override void WhenDone(Action continuation) => _running!.GetAwaiter().UnsafeOnCompleted(continuation);

    internal sealed override PendingCall MakePending() => _pending ??= new(this);

    internal sealed override void Answer() => _pending?.Source.TrySetFromTask(_running!);

    internal sealed override void Refuse(Exception reason)
    {
        if (_pending is { } pending)
        {
            pending.TryFail(reason);
        }
        else
        {
            _running = Task.FromException(reason);
        }
    }
}
