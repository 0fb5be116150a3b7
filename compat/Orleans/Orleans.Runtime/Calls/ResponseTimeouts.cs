namespace Orleans.Runtime.Calls;

/// <summary>Looks for overdue calls, often enough that none is much later than its timeout and never twice at once.</summary>
internal sealed class ResponseTimeouts(PendingCalls pending, TimeProvider clock, TimeSpan responseTimeout) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _interval = responseTimeout / 10 < Longest ? responseTimeout / 10 : Longest;
    private ITimer? _timer;

    public void Dispose() => _timer?.Dispose();

    internal void Start()
    {
        _timer = clock.CreateTimer(static state => ((ResponseTimeouts)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Rearm();
    }

    private void Look()
    {
        pending.ExpireOverdue();
        Rearm();
    }

    private void Rearm() => _timer!.Change(_interval, Timeout.InfiniteTimeSpan);
}
