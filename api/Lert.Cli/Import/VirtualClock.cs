using System.Globalization;
using Lert.Cli.Connection;
using Lert.Cli.Output;

namespace Lert.Cli.Import;

/// <summary>The clock that a silo in the Development environment runs on: months in seconds. It must be told the same three values.</summary>
/// <param name="Origin">The real instant at which virtual time began.</param>
/// <param name="Start">The virtual instant at that moment.</param>
/// <param name="Speed">Virtual seconds per real second, more than 0.</param>
internal sealed record VirtualClock(DateTimeOffset Origin, DateTimeOffset Start, double Speed)
{
    /// <summary>Reads <c>origin,start,speed</c>.</summary>
    /// <exception cref="UsageException">It is not that.</exception>
    public static VirtualClock Parse(string text) => text.Split(',') switch
    {
        [var origin, var start, var speed]
            when Moments.TryParse(origin, out var began) && Moments.TryParse(start, out var from)
            && double.TryParse(speed, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and < 1e9 => new(began, from, factor),
        _ => throw new UsageException($"'{text}' is no clock; write the real origin, the virtual start and the speed: 2026-11-22T10:00:00Z,2026-09-01T00:00:00Z,500000"),
    };

    public DateTimeOffset At(DateTimeOffset real) => Start + ((real - Origin) * Speed);

    public DateTimeOffset Now(TimeProvider wall) => At(wall.GetUtcNow());

    /// <summary>How long a span of virtual time lasts really.</summary>
    public TimeSpan Real(TimeSpan span) => span / Speed;

    /// <summary>Waits until the virtual instant has come; never less.</summary>
    public async Task WaitAsync(DateTimeOffset instant, TimeProvider wall, CancellationToken cancellationToken)
    {
        while (Now(wall) is var now && now < instant)
        {
            var rest = Real(instant - now);
            await Task.Delay(rest < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : rest, wall, cancellationToken);
        }
    }
}
