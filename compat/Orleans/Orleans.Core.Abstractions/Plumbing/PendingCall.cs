namespace Orleans.Compat;

/// <summary>What a call needs only if its caller has to wait: the answer's source, a place among those that may time out, and cancellation.</summary>
internal abstract class PendingCall(GrainCall call)
{
    private CancellationTokenSource? _callee;

    internal GrainCall Call { get; } = call;

    /// <summary>On the messaging clock, in its timestamp ticks.</summary>
    internal long DueAt { get; set; }

    internal TimeSpan Timeout { get; set; }

    internal PendingCall? Previous { get; set; }

    internal PendingCall? Next { get; set; }

    /// <summary>The list this call is in; null once it has left.</summary>
    internal object? List { get; set; }

    /// <summary>The connection over which the call went to another silo, and its number there.</summary>
    internal object? Link { get; set; }

    internal uint LinkNumber { get; set; }

    internal CancellationTokenRegistration CallerCancels { get; set; }

    internal abstract bool IsAnswered { get; }

    /// <summary>Kept apart from its source: who asks for it may be later than the end of that.</summary>
    internal CancellationToken CalleeToken { get; private set; }

    internal abstract bool TryFail(Exception exception);

    internal abstract bool TryCancel(CancellationToken token);

    /// <summary>Gives the grain's method a token of its own, so that its callbacks run in the grain's turns.</summary>
    internal void OpenCalleeToken()
    {
        _callee = new CancellationTokenSource();
        CalleeToken = _callee.Token;
    }

    /// <summary>Called in a turn of the grain.</summary>
    internal void CancelCallee() => _callee?.Cancel();

    internal void CloseCalleeToken()
    {
        CallerCancels.Dispose();
        _callee?.Dispose();
        _callee = null;
    }
}

internal sealed class PendingCall<T>(GrainCall call) : PendingCall(call)
{
    // The caller's code must not run in the grain's turn.
    internal TaskCompletionSource<T> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal override bool IsAnswered => Source.Task.IsCompleted;

    internal override bool TryFail(Exception exception) => Source.TrySetException(exception);

    internal override bool TryCancel(CancellationToken token) => Source.TrySetCanceled(token);
}

internal sealed class PendingVoidCall(GrainCall call) : PendingCall(call)
{
    internal TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal override bool IsAnswered => Source.Task.IsCompleted;

    internal override bool TryFail(Exception exception) => Source.TrySetException(exception);

    internal override bool TryCancel(CancellationToken token) => Source.TrySetCanceled(token);
}
