using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lert.Api.Tests.Running;

/// <summary>Every line that was logged.</summary>
public sealed class RecordedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(EventId Id, string Text, Exception? Exception)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
