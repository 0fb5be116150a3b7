namespace Lert.Silo.Pumps;

/// <summary>What the pumps say. No keys: an account's id is personal data.</summary>
internal static partial class PumpLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Pump} could not read the table; it looks again.")]
    public static partial void FetchFailed(ILogger log, string pump, Exception broken);

    [LoggerMessage(1002, LogLevel.Warning, "{Pump}: one item failed for the {Times}. time; it is tried again in {BackoffMs} ms.")]
    public static partial void ItemFailed(ILogger log, string pump, int times, double backoffMs, Exception? broken);

    [LoggerMessage(1003, LogLevel.Error, "Message {Type} was refused with {Code}; it stays in the outbox.")]
    public static partial void MessageRefused(ILogger log, string type, string code);
}
