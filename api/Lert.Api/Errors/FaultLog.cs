using Microsoft.Extensions.Logging;

namespace Lert.Api.Errors;

/// <summary>Says in the log why calls are answered with a fault: the first of each reason at once and whole, and how many followed it.</summary>
internal sealed partial class FaultLog : IDisposable
{
    private readonly ILogger<FaultLog> _logger;
    private readonly FaultBursts _bursts;

    public FaultLog(EdgeClock clock, ILogger<FaultLog> logger)
    {
        _logger = logger;
        _bursts = new FaultBursts(clock.Time, (reason, more, last) => Followed(more, reason.Code, FaultBursts.Interval.TotalSeconds, reason, last));
    }

    public void Note(Exception fault, string method, string code)
    {
        if (_bursts.IsFirst(FaultReason.Of(code, fault), method))
        {
            First(fault, method, code);
        }
    }

    /// <summary>Says what was counted and not said yet.</summary>
    public void Dispose() => _bursts.Dispose();

    [LoggerMessage(2101, LogLevel.Warning, "{Method} answered {Code}.")]
    private partial void First(Exception fault, string method, string code);

    [LoggerMessage(2104, LogLevel.Warning, "{Count} more calls were answered {Code} within {Seconds} s for the same reason ({Reason}), the last of them {Method}.")]
    private partial void Followed(int count, string code, double seconds, FaultReason reason, string method);
}
