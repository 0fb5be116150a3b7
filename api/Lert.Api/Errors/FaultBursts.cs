using Lert.Grains;

namespace Lert.Api.Errors;

/// <summary>
/// Tells the first of each reason, which the log says whole, from those that follow it, which are counted: one line for each <see cref="Interval"/>. While a database
/// is away thousands of things fail in a second for one reason, and who reads the log at night is looking for another.
/// </summary>
/// <param name="followed">Says how many followed, and what the last of them was.</param>
public sealed class FaultBursts(TimeProvider time, Action<FaultReason, int, string> followed) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>So many reasons are told apart at once; beyond them those of one kind are one.</summary>
    public const int MostReasons = 64;

    private readonly Dictionary<FaultReason, Burst> _bursts = [];
    private readonly Lock _counting = new();

    /// <summary>Whether this is the first for its reason; it is counted where it is not.</summary>
    public bool IsFirst(FaultReason reason, string what = "")
    {
        lock (_counting)
        {
            if (_bursts.Count >= MostReasons && !_bursts.ContainsKey(reason))
            {
                reason = reason with { Words = "" };
            }

            if (_bursts.TryGetValue(reason, out var burst))
            {
                burst.More++;
                burst.Last = what;
                return false;
            }

            _bursts.Add(reason, new Burst(Timer(reason)));
            return true;
        }
    }

    /// <summary>Says what was counted and not said yet.</summary>
    public void Dispose()
    {
        foreach (var reason in Reasons())
        {
            Close(reason, isLast: true);
        }
    }

    private FaultReason[] Reasons()
    {
        lock (_counting)
        {
            return [.. _bursts.Keys];
        }
    }

    private ITimer Timer(FaultReason reason)
    {
        // It outlives the call that began it, and is none of its parts.
        AsyncFlowControl? apart = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            return time.CreateTimer(_ => Close(reason, isLast: false), null, Interval, Interval);
        }
        finally
        {
            apart?.Undo();
        }
    }

    private void Close(FaultReason reason, bool isLast)
    {
        int more;
        string last;
        lock (_counting)
        {
            if (!_bursts.TryGetValue(reason, out var burst))
            {
                return;
            }

            (more, last) = (burst.More, burst.Last);
            burst.More = 0;
            if (more == 0 || isLast)
            {
                _bursts.Remove(reason);
                burst.Timer.Dispose();
            }
        }

        if (more > 0)
        {
            followed(reason, more, last);
        }
    }

    private sealed class Burst(ITimer timer)
    {
        public ITimer Timer { get; } = timer;

        public int More { get; set; }

        public string Last { get; set; } = "";
    }
}

/// <summary>Why something failed, as far as failures are told apart.</summary>
/// <param name="Code">What it came to.</param>
/// <param name="Kind">Of a fault, the name of its type.</param>
/// <param name="Words">What the store says names its server and the cause. The texts of Orleans name the grain of each call: there the kind is the reason, and this is empty.</param>
public readonly record struct FaultReason(string Code, string Kind, string Words)
{
    public static FaultReason Of(string code, Exception fault) => new(code, fault.GetType().Name, fault is ActorFaultException ? fault.Message : "");

    public override string ToString() => Words.Length > 0 ? Words : Kind;
}
