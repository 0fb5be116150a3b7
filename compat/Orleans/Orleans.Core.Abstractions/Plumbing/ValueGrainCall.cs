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

    public sealed override void WriteOutcome(WireWriter writer)
    {
        if (!_running.IsCompletedSuccessfully)
        {
            WireOutcome.WriteFailure(writer, _running.AsTask());
            return;
        }

        WireMark start = writer.Save();
        try
        {
            WriteResult(writer, _running.Result);
        }
#pragma warning disable CA1031 // A result that cannot be written is a failed call, and not a broken connection.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            writer.Restore(start);
            WireOutcome.WriteFailure(writer, exception);
        }
    }

    public sealed override void ReadOutcome(ref WireReader reader)
    {
        Exception? failure;
        T result = default!;
        try
        {
            failure = WireOutcome.ReadFailure(ref reader);
            if (failure is null)
            {
                result = ReadResult(ref reader);
            }
        }
        catch (Exception exception) when (exception is not (WireFormatException or OutOfMemoryException))
        {
            throw new WireFormatException($"The result of {Descriptor.FullName} refuses its content: {exception.Message}", exception);
        }

        if (failure is null)
        {
            _pending?.Source.TrySetResult(result);
        }
        else
        {
            _pending?.Source.TrySetFromTask(WireOutcome.Rethrow<T>(failure));
        }
    }

    protected abstract ValueTask<T> Invoke(object grain);

    /// <summary>Writes the result as field 0.</summary>
    protected abstract void WriteResult(WireWriter writer, T result);

    protected abstract T ReadResult(ref WireReader reader);

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
