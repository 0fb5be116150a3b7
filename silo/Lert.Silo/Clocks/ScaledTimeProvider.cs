namespace Lert.Silo.Clocks;

/// <summary>
/// A calendar that runs faster than the machine, so that 90 days pass in 90 seconds. Only what time it <em>is</em> is scaled: timers and elapsed time stay
/// real, so that a timeout of five seconds is still five seconds. The same origin gives the same calendar after a restart.
/// </summary>
/// <param name="origin">The real instant at which the calendar stood at <paramref name="start"/>.</param>
/// <param name="start">The calendar's instant at <paramref name="origin"/>.</param>
/// <param name="speed">Calendar seconds per real second.</param>
internal sealed class ScaledTimeProvider(TimeProvider machine, DateTimeOffset origin, DateTimeOffset start, double speed) : TimeProvider
{
    public double Speed { get; } = speed;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>The calendar's instant; it stands still at either end of the calendar.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        var ticks = start.UtcTicks + ((machine.GetUtcNow() - origin).Ticks * (decimal)Speed);
        return new(decimal.ToInt64(Math.Clamp(ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks)), TimeSpan.Zero);
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>How long the machine has to wait for a calendar instant.</summary>
    public static TimeSpan RealTimeUntil(TimeProvider calendar, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var left = instant - calendar.GetUtcNow();
        return calendar is ScaledTimeProvider { Speed: var speed } ? left / speed : left;
    }
}
