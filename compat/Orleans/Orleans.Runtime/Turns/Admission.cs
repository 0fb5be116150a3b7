using Orleans.Compat;
using Orleans.Runtime.Catalog;

namespace Orleans.Runtime.Turns;

/// <summary>Which call may start when: the reentrancy rules, and the queue of those that may not yet. Touched only by who has the turn.</summary>
internal struct Admission(GrainClass grainClass)
{
    private RunningCalls _running;
    private WaitingCalls _waiting;

    // With none of these waiting, a blocked oldest call means that everything is blocked.
    private int _waitingWithOptions;

    internal readonly int RunningCount => _running.Count;

    internal readonly bool HasWaiting => !_waiting.IsEmpty;

    internal readonly IReadOnlyList<GrainCall> DescribeRunning() => _running.Describe();

    internal readonly bool MayStart(GrainCall call)
    {
        GrainMethodOptions options = call.Descriptor.Options;
        return _running.Blocking == 0
            || grainClass.IsReentrant
            || (options & GrainMethodOptions.AlwaysInterleave) != 0
            || ((options & GrainMethodOptions.ReadOnly) != 0 && _running.OnlyReadersBlock)
            || grainClass.MayInterleave?.Invoke(call) == true;
    }

    internal void Start(GrainCall call) => _running.Add(call);

    internal void End(GrainCall call) => _running.Remove(call);

    internal void Wait(GrainCall call)
    {
        _waiting.Add(call);
        _waitingWithOptions += call.Descriptor.Options == GrainMethodOptions.None ? 0 : 1;
    }

    internal GrainCall? TakeOldestWaiting() => _waiting.Oldest is { } call ? Take(call, null) : null;

    /// <summary>Removes and returns the oldest waiting call that may start now.</summary>
    internal GrainCall? TakeStartable()
    {
        GrainCall? before = null;
        for (GrainCall? call = _waiting.Oldest; call is not null; before = call, call = (GrainCall?)call.Next)
        {
            if (MayStart(call))
            {
                return Take(call, before);
            }

            if (_waitingWithOptions == 0 && grainClass.MayInterleave is null)
            {
                return null;
            }
        }

        return null;
    }

    private GrainCall Take(GrainCall call, GrainCall? before)
    {
        _waiting.Remove(call, before);
        _waitingWithOptions -= call.Descriptor.Options == GrainMethodOptions.None ? 0 : 1;
        return call;
    }
}
