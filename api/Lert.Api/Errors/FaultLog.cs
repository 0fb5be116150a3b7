using Lert.Grains;
using Microsoft.Extensions.Logging;

namespace Lert.Api.Errors;

/// <summary>
/// Says in the log why calls are answered with a fault: the first of each reason at once and whole, and how many followed it as one line for each
/// <see cref="Interval"/>. While a database is away thousands of calls fail in a second for one reason, and who reads the log at night is looking for another.
/// </summary>
internal sealed partial class FaultLog(EdgeClock clock, ILogger<FaultLog> logger) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>So many reasons are told apart at once; beyond them those of one kind are one.</summary>
    public const int MostReasons = 64;

    private readonly Dictionary<Reason, Burst> _bursts = [];
    private readonly Lock _counting = new();

    public void Note(Exception fault, string method, string code)
    {
        // What the store says names its server and the cause. The texts of Orleans name the grain of each call: there the kind is the reason.
        var reason = new Reason(code, fault.GetType(), fault is ActorFaultException ? fault.Message : "");
        lock (_counting)
        {
            if (_bursts.Count >= MostReasons && !_bursts.ContainsKey(reason))
            {
                reason = reason with { Words = "" };
            }

            if (_bursts.TryGetValue(reason, out var burst))
            {
                burst.More++;
                burst.LastMethod = method;
                return;
            }

            _bursts.Add(reason, new Burst(Timer(reason)));
        }

        First(fault, method, code);
    }

    /// <summary>Says what was counted and not said yet.</summary>
    public void Dispose()
    {
        foreach (var reason in Reasons())
        {
            Close(reason, isLast: true);
        }
    }

    private Reason[] Reasons()
    {
        lock (_counting)
        {
            return [.. _bursts.Keys];
        }
    }

    private ITimer Timer(Reason reason)
    {
        // It outlives the call that began it, and is none of its parts.
        AsyncFlowControl? apart = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            return clock.Time.CreateTimer(_ => Close(reason, isLast: false), null, Interval, Interval);
        }
        finally
        {
            apart?.Undo();
        }
    }

    private void Close(Reason reason, bool isLast)
    {
        int more;
        string method;
        lock (_counting)
        {
            if (!_bursts.TryGetValue(reason, out var burst))
            {
                return;
            }

            (more, method) = (burst.More, burst.LastMethod);
            burst.More = 0;
            if (more == 0 || isLast)
            {
                _bursts.Remove(reason);
                burst.Timer.Dispose();
            }
        }

        if (more > 0)
        {
            Followed(more, reason.Code, Interval.TotalSeconds, reason.Words.Length > 0 ? reason.Words : reason.Fault.Name, method);
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "{Method} answered {Code}.")]
    private partial void First(Exception fault, string method, string code);

    [LoggerMessage(2104, LogLevel.Warning, "{Count} more calls were answered {Code} within {Seconds} s for the same reason ({Reason}), the last of them {Method}.")]
    private partial void Followed(int count, string code, double seconds, string reason, string method);

    private readonly record struct Reason(string Code, Type Fault, string Words);

    private sealed class Burst(ITimer timer)
    {
        public ITimer Timer { get; } = timer;

        public int More { get; set; }

        public string LastMethod { get; set; } = "";
    }
}
