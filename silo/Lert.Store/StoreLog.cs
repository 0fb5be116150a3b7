using Microsoft.Extensions.Logging;

namespace Lert.Store;

/// <summary>What the store logs. Event ids 2000 to 2099 are its own.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(2000, LogLevel.Information, "Store {File} opened with schema {Schema}, {FileBytes} bytes, checked in {CheckMilliseconds} ms")]
    public static partial void Opened(ILogger logger, string file, int schema, long fileBytes, long checkMilliseconds);

    [LoggerMessage(2001, LogLevel.Error, "A batch of {Requests} requests was not committed")]
    public static partial void BatchFailed(ILogger logger, int requests, Exception fault);

    [LoggerMessage(2002, LogLevel.Error, "A commit listener failed")]
    public static partial void ListenerFailed(ILogger logger, Exception fault);

    [LoggerMessage(2003, LogLevel.Information, "Store {File} closed: {Requests} requests in {Batches} transactions since it was opened")]
    public static partial void Closed(ILogger logger, string file, long requests, long batches);
}
