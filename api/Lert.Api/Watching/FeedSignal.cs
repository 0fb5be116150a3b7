namespace Lert.Api.Watching;

/// <summary>Says that the feed may have grown, to all that wait for it. It promises nothing: those who wait read the feed now and then anyway.</summary>
internal sealed class FeedSignal
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Ends with the next notice. Take it before reading, so that nothing between is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
