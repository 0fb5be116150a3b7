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

    [LoggerMessage(2010, LogLevel.Information, "Store on PostgreSQL {Server} opened with schema {Schema}, {Milliseconds} ms; this silo's clock is {SkewMilliseconds} ms ahead of the database's")]
    public static partial void OpenedPostgres(ILogger logger, string server, int schema, long milliseconds, double skewMilliseconds);

    [LoggerMessage(2011, LogLevel.Warning, "Hints of other silos at {Server} are interrupted; the polls go on: {Reason}")]
    public static partial void HintsInterrupted(ILogger logger, string server, string reason);

    [LoggerMessage(2012, LogLevel.Error, "This silo's clock is {SkewMilliseconds} ms ahead of the database's, and only {ToleranceMilliseconds} ms are tolerated: it releases nothing")]
    public static partial void ClockApart(ILogger logger, double skewMilliseconds, double toleranceMilliseconds);

    [LoggerMessage(2013, LogLevel.Information, "This silo's clock is {SkewMilliseconds} ms ahead of the database's, and trusted again")]
    public static partial void ClockTogether(ILogger logger, double skewMilliseconds);

    [LoggerMessage(2003, LogLevel.Information, "Store {File} closed: {Requests} requests in {Batches} transactions since it was opened")]
    public static partial void Closed(ILogger logger, string file, long requests, long batches);
}
