using Microsoft.Extensions.Logging;

namespace Lert.Grains.Pages;

/// <summary>What pages say. A page's id is a digest and names nobody.</summary>
internal static partial class PageLog
{
    [LoggerMessage(1230, LogLevel.Critical, "ALARM: page {Page} is in trouble: {Problem}. It goes on telling, and somebody must look whether anybody hears it.")]
    public static partial void Troubled(ILogger log, string page, string problem);
}
