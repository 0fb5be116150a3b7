using Microsoft.Extensions.Logging;
using Orleans.Compat;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Timers;

/// <summary>
/// Ticks in the turns of its activation. The next tick is set when the last is done, so ticks never overlap,
/// and unless they interleave they take their place among the calls.
/// </summary>
internal sealed partial class GrainTimer<TState> : IGrainTimer, IGrainTimerTick
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Activation _activation;
    private readonly ILogger _logger;
    private readonly Func<TState, CancellationToken, Task> _callback;
    private readonly TState _state;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private readonly CancellationToken _stop;
    private bool _isTicking;
    private bool _isChanged;
    private bool _isDisposed;

    internal GrainTimer(Activation activation, TimeProvider clock, ILogger logger, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        TimerSpan.ThrowIfInvalid(options.DueTime, nameof(options));
        TimerSpan.ThrowIfInvalid(options.Period, nameof(options));
        _activation = activation;
        _logger = logger;
        _callback = callback;
        _state = state;
        // The source cannot be asked for it once it is disposed of, and a tick may begin just then.
        _stop = _stopped.Token;
        _dueTime = options.DueTime;
        _period = options.Period;
        Options = options;
        _timer = clock.CreateTimer(static timer => ((GrainTimer<TState>)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (activation.Timers.TryAdd(this))
        {
            _timer.Change(_dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public GrainTimerCreationOptions Options { get; }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        TimerSpan.ThrowIfInvalid(dueTime, nameof(dueTime));
        TimerSpan.ThrowIfInvalid(period, nameof(period));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _dueTime = dueTime;
            _period = period;
            _isChanged = true;
            if (!_isTicking)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _stopped.Cancel();
        _stopped.Dispose();
        _timer.Dispose();
        _activation.Timers.Remove(this);
    }

    public async Task TickAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await _callback(_state, _stop);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // A failed tick is reported, and the next one comes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogTickFailed(_logger, exception, _activation.GrainId);
        }

        Rearm();
    }

    [LoggerMessage(10201, LogLevel.Error, "A timer of {GrainId} failed.")]
    private static partial void LogTickFailed(ILogger logger, Exception exception, GrainId grainId);

    private void Due()
    {
        lock (_lock)
        {
            if (_isTicking)
            {
                return;
            }

            _isTicking = true;
            _isChanged = false;
        }

        _activation.Post(new TimerTick(this));
    }

    private void Rearm()
    {
        lock (_lock)
        {
            _isTicking = false;
            if (!_isDisposed)
            {
                _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
