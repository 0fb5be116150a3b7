using Lert.Api.Errors;

namespace Lert.Silo.Pumps;

/// <summary>What the pumps say. No keys: an account's id is personal data.</summary>
internal static partial class PumpLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Pump} could not read the table; it looks again.")]
    public static partial void FetchFailed(ILogger log, string pump, Exception broken);

    [LoggerMessage(1002, LogLevel.Warning, "{Pump}: one item failed for the {Times}. time; it is tried again in {BackoffMs} ms.")]
    public static partial void ItemFailed(ILogger log, string pump, int times, double backoffMs, Exception? broken);

    [LoggerMessage(1004, LogLevel.Warning, "{Pump}: {Count} more tries failed within {Seconds} s for the same reason ({Reason}).")]
    public static partial void MoreFailed(ILogger log, string pump, int count, double seconds, FaultReason reason);

    [LoggerMessage(1003, LogLevel.Error, "Message {Type} was refused with {Code}; it stays in the outbox.")]
    public static partial void MessageRefused(ILogger log, string type, string code);

    [LoggerMessage(1005, LogLevel.Error, "Message {Type} was refused with {Code} {Count} more times within {Seconds} s; each stays in the outbox.")]
    public static partial void MoreRefused(ILogger log, string type, string code, int count, double seconds);
}
