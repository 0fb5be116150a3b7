using Orleans.Compat;

namespace Orleans.Runtime.Turns;

/// <summary>The calls of an activation that may not start yet, in order of arrival. Touched only by who has the turn.</summary>
internal struct WaitingCalls
{
    private GrainCall? _oldest;
    private GrainCall? _newest;

    internal readonly bool IsEmpty => _oldest is null;

    internal readonly GrainCall? Oldest => _oldest;

    internal void Add(GrainCall call)
    {
        call.Next = null;
        if (_newest is null)
        {
            _oldest = call;
        }
        else
        {
            _newest.Next = call;
        }

        _newest = call;
    }

    /// <summary>Removes a call. <paramref name="before"/> is the one before it, or null for the oldest.</summary>
    internal void Remove(GrainCall call, GrainCall? before)
    {
        if (before is null)
        {
            _oldest = (GrainCall?)call.Next;
        }
        else
        {
            before.Next = call.Next;
        }

        if (ReferenceEquals(_newest, call))
        {
            _newest = before;
        }

        call.Next = null;
    }
}
