namespace Orleans.Runtime.Timers;

/// <summary>The timers of one activation, which end with it.</summary>
internal sealed class ActivationTimers : IDisposable
{
    private readonly HashSet<IDisposable> _timers = [];
    private bool _ended;

    public void Dispose()
    {
        IDisposable[] timers;
        lock (_timers)
        {
            _ended = true;
            timers = [.. _timers];
            _timers.Clear();
        }

        foreach (IDisposable timer in timers)
        {
            timer.Dispose();
        }
    }

    /// <summary>False if the activation has ended: then the timer must not start.</summary>
    internal bool TryAdd(IDisposable timer)
    {
        lock (_timers)
        {
            return !_ended && _timers.Add(timer);
        }
    }

    internal void Remove(IDisposable timer)
    {
        lock (_timers)
        {
            _timers.Remove(timer);
        }
    }
}
