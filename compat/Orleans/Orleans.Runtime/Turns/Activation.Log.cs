using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Turns;

/// <content>Log messages.</content>
internal sealed partial class Activation
{
    [LoggerMessage(10101, LogLevel.Error, "Activation of {GrainId} failed.")]
    private static partial void LogActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(10102, LogLevel.Error, "Deactivation of {GrainId} failed.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(10103, LogLevel.Warning, "One-way call {Call} failed.")]
    private static partial void LogOneWayFailed(ILogger logger, Exception exception, string call);
}
