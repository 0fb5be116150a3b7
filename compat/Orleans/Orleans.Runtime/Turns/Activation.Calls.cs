using Orleans.Compat;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Turns;

/// <content>Calls: admitted, started, ended.</content>
internal sealed partial class Activation
{
    private static readonly Action<object?> StartInTask = static call => ((Activation)((GrainCall)call!).Target!).Start((GrainCall)call);

    private void Receive(GrainCall call)
    {
        if (call.Pending is { IsAnswered: true })
        {
            call.Forget();
            return; // Timed out or cancelled before it began.
        }

        call.Target = this;
        Touch(call);
        switch (_state)
        {
            case ActivationState.Active when !_isEnding && TryAdmit(call, out bool mayStart):
                if (mayStart)
                {
                    Run(call);
                    RunStartable();
                    return;
                }

                break;
            case ActivationState.Active when !_isEnding:
                return;
            case ActivationState.Ended:
                _runtime.Forward(call, _hasServed);
                return;
            case ActivationState.New:
                Wait(call);
                Begin();
                return;
        }

        Wait(call);
    }

    // A predicate of the application may throw: then the call fails, and only it.
    private bool TryAdmit(GrainCall call, out bool mayStart)
    {
        try
        {
            mayStart = _admission.MayStart(call);
            return true;
        }
#pragma warning disable CA1031 // The caller gets what the predicate threw.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            mayStart = false;
            call.Reject(exception);
            return false;
        }
    }

    private void Wait(GrainCall call)
    {
        _runtime.AwaitAnswer(call);
        _admission.Wait(call);
    }

    private void Run(GrainCall call)
    {
        _hasServed = true;
        _admission.Start(call);
        new Task(StartInTask, call).RunSynchronously(_scheduler);
        if (call.IsDone)
        {
            End(call);
        }
    }

    private void Start(GrainCall call)
    {
        if (call.Context is { } context)
        {
            RequestContext.Current = context;
        }

        if (!call.IsGrainMethod || (_runtime.Filters.Count == 0 && !_grainClass.FiltersItself))
        {
            call.Start(_instance!);
        }
        else
        {
            call.StartFiltered(new FilterChain(_runtime.Filters, this, call));
        }

        if (!call.IsDone)
        {
            _runtime.AwaitAnswer(call);
            EndWhenDone(call);
        }
    }

    // Apart, so that a call that is done at once pays for no closure.
    private void EndWhenDone(GrainCall call) => call.WhenDone(() =>
    {
        End(call);
        RunStartable();
    });

    private void End(GrainCall call)
    {
        _admission.End(call);
        Touch(call);
        if (call.IsOneWay && call.Failure is { } failure)
        {
            LogOneWayFailed(_runtime.Logger, failure, call.ToString());
        }

        call.Complete();
        if (call.Pending is { } pending)
        {
            PendingCalls.Remove(pending);
            pending.CloseCalleeToken();
        }
    }

    private void RunStartable()
    {
        while (_admission.HasWaiting && _state == ActivationState.Active && !_isEnding && _admission.TakeStartable() is { } call)
        {
            if (call.Pending is { IsAnswered: true })
            {
                call.Forget();
            }
            else
            {
                Run(call);
            }
        }

        if (_isEnding && _admission.RunningCount == 0)
        {
            Finish();
        }
    }
}
