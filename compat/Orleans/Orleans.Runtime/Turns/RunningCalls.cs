using Orleans.Compat;

namespace Orleans.Runtime.Turns;

/// <summary>The calls of an activation that have started and are not done, as a chain. Changed only by who has the turn.</summary>
internal struct RunningCalls
{
    private const int MaxDescribed = 32;
    private GrainCall? _latest;

    internal int Count { get; private set; }

    /// <summary>Those that others may not simply join.</summary>
    internal int Blocking { get; private set; }

    private int BlockingReadOnly { get; set; }

    internal readonly bool OnlyReadersBlock => Blocking == BlockingReadOnly;

    internal void Add(GrainCall call)
    {
        call.Next = _latest;
        call.Previous = null;
        if (_latest is not null)
        {
            _latest.Previous = call;
        }

        _latest = call;
        Tally(call.Descriptor.Options, 1);
    }

    internal void Remove(GrainCall call)
    {
        var next = (GrainCall?)call.Next;
        if (call.Previous is { } previous)
        {
            previous.Next = next;
        }
        else
        {
            _latest = next;
        }

        if (next is not null)
        {
            next.Previous = call.Previous;
        }

        call.Next = call.Previous = null;
        Tally(call.Descriptor.Options, -1);
    }

    /// <summary>For people. Anyone may ask at any time; the answer may be out of date.</summary>
    internal readonly IReadOnlyList<GrainCall> Describe()
    {
        List<GrainCall> calls = [];
        for (GrainCall? call = _latest; call is not null && calls.Count < MaxDescribed; call = call.Next as GrainCall)
        {
            calls.Add(call);
        }

        return calls;
    }

    private void Tally(GrainMethodOptions options, int by)
    {
        Count += by;
        if ((options & GrainMethodOptions.AlwaysInterleave) == 0)
        {
            Blocking += by;
            BlockingReadOnly += (options & GrainMethodOptions.ReadOnly) != 0 ? by : 0;
        }
    }
}
