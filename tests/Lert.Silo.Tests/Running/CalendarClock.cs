namespace Lert.Silo.Tests.Running;

/// <summary>A calendar that a test sets; timers stay real.</summary>
internal sealed class CalendarClock : TimeProvider
{
    private long _ticks = Some.Start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);
}
