using Microsoft.Extensions.DependencyInjection;
using Orleans.Compat;
using Orleans.Runtime.Lifecycle;
using Orleans.Runtime.Timers;

namespace Orleans.Runtime.Turns;

/// <content>Birth and end. All of it happens in turns.</content>
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ActivationState _state;
    private bool _isEnding;
    private bool _hasServed;
    private DeactivationReason _reason;
    private AsyncServiceScope? _services;
    private object? _instance;
    private GrainLifecycle? _lifecycle;
    private ActivationTimers? _timers;
    private Dictionary<Guid, object>? _observers;
    private long _lastUsed;
    private long _keepUntil;

    public override object? GrainInstance => _instance;

    public override IServiceProvider ActivationServices => _services?.ServiceProvider ?? throw new InvalidOperationException($"{GrainId} is not activated.");

    public override IGrainLifecycle ObservableLifecycle => _lifecycle ??= new();

    public override Task Deactivated => _ended.Task;

    public override IGrainFactory GrainFactory => _runtime.GrainFactory;

    public override GrainReference GrainReference => _runtime.ReferTo(_grainClass, GrainId);

    internal GrainReference Refer(Type interfaceType) => _runtime.References.Refer(interfaceType, GrainId);

    internal bool HasEnded => _state == ActivationState.Ended;

    /// <summary>What takes the items of the grain's stream subscriptions, by handle. Touched only in turns.</summary>
    internal Dictionary<Guid, object> Observers => _observers ??= [];

    internal ActivationTimers Timers => _timers ??= new();

    public override void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(Current, this))
        {
            RequestEnd(deactivationReason); // From here on no waiting call may start.
        }

        Post(new CommandItem(() =>
        {
            RequestEnd(deactivationReason);
            RunStartable();
        }));
    }

    public override void DelayDeactivation(TimeSpan timeSpan)
    {
        double ticks = timeSpan.TotalSeconds * _runtime.Clock.TimestampFrequency;
        _keepUntil = ticks <= 0 ? 0 : ticks >= long.MaxValue / 2 ? long.MaxValue : _runtime.Clock.GetTimestamp() + (long)ticks;
    }

    /// <summary>Ends the activation if it has had nothing to do for this long. From any thread.</summary>
    internal void CollectIfIdle(TimeSpan age)
    {
        if (IsIdleFor(age))
        {
            Post(new CommandItem(() =>
            {
                if (IsIdleFor(age) && _state == ActivationState.Active && _admission.RunningCount == 0)
                {
                    RequestEnd(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Idle for {age}."));
                    RunStartable();
                }
            }));
        }
    }

    private bool IsIdleFor(TimeSpan age)
    {
        long now = _runtime.Clock.GetTimestamp();
        return now >= Volatile.Read(ref _keepUntil) && _runtime.Clock.GetElapsedTime(Volatile.Read(ref _lastUsed), now) >= age;
    }

    private void Touch(GrainCall call)
    {
        if (call.CountsAsUse)
        {
            _lastUsed = _runtime.Clock.GetTimestamp();
        }
    }

    private void RequestEnd(DeactivationReason reason)
    {
        if (!_isEnding)
        {
            _isEnding = true;
            _reason = reason;
        }
    }

    private void Begin()
    {
        _state = ActivationState.Activating;
        InTurn(() => _ = ActivateAsync());
    }

    private async Task ActivateAsync()
    {
        try
        {
            _services = _runtime.Services.CreateAsyncScope();
            _instance = _grainClass.Create(ActivationServices);
            (_instance as ILifecycleParticipant<IGrainLifecycle>)?.Participate(ObservableLifecycle);
            using var timeout = new CancellationTokenSource(_runtime.Collection.ActivationTimeout, _runtime.Clock);
            var grain = (IGrainBase)_instance;
            if (_lifecycle is null)
            {
                await grain.OnActivateAsync(timeout.Token);
            }
            else
            {
                await _lifecycle.StartAsync(grain, timeout.Token);
            }

            _state = ActivationState.Active;
        }
#pragma warning disable CA1031 // The calls that wait for the activation get whatever its code threw.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogActivationFailed(_runtime.Logger, exception, GrainId);
            await DisposeAsync();
            Leave();
            while (_admission.TakeOldestWaiting() is { } call)
            {
                call.Reject(exception);
            }

            return;
        }

        RunStartable();
    }

    // Nothing runs any more. What has not begun goes to the next activation.
    private void Finish()
    {
        switch (_state)
        {
            case ActivationState.New:
                Leave();
                ForwardWaiting();
                break;
            case ActivationState.Active:
                _state = ActivationState.Deactivating;
                InTurn(() => _ = DeactivateAsync());
                break;
        }
    }

    private async Task DeactivateAsync()
    {
        _timers?.Dispose();
        try
        {
            TimeSpan limit = _runtime.Collection.DeactivationTimeout;
            using var timeout = new CancellationTokenSource(limit, _runtime.Clock);
            var grain = (IGrainBase)_instance!;
            Task deactivation = _lifecycle is null ? grain.OnDeactivateAsync(_reason, timeout.Token) : _lifecycle.StopAsync(grain, _reason, timeout.Token);
            await deactivation.WaitAsync(limit, _runtime.Clock);
        }
#pragma warning disable CA1031 // The activation ends all the same; its state is in the store, not here.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogDeactivationFailed(_runtime.Logger, exception, GrainId);
        }

        await DisposeAsync();
        Leave();
        ForwardWaiting();
    }

    private async Task DisposeAsync()
    {
        try
        {
            _timers?.Dispose();
            if (_instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                (_instance as IDisposable)?.Dispose();
            }

            if (_services is { } services)
            {
                await services.DisposeAsync();
            }
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogDeactivationFailed(_runtime.Logger, exception, GrainId);
        }
    }

    private void Leave()
    {
        _state = ActivationState.Ended;
        _runtime.Catalog.Remove(this);

        // References and connections still know the activation as the place where they found its grain last; what the grain held goes at once.
        (_instance, _lifecycle, _services, _observers) = (null, null, null, null);
        _ended.TrySetResult();
    }

    private void ForwardWaiting()
    {
        while (_admission.TakeOldestWaiting() is { } call)
        {
            _runtime.Forward(call, _hasServed);
        }
    }
}
