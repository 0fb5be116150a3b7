using Lert.Silo.Clocks;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Clocks;

/// <summary>Only what time it is runs faster.</summary>
public sealed class ScaledClockTests
{
    private static readonly DateTimeOffset Origin = Some.Instant("2026-01-01T00:00:00Z");
    private static readonly DateTimeOffset Start = Some.Instant("2030-06-01T00:00:00Z");
    private readonly Machine _machine = new();

    [Fact]
    public void The_calendar_moves_by_the_speed_from_the_start()
    {
        var calendar = new ScaledTimeProvider(_machine, Origin, Start, 86_400);
        Assert.Equal(Start, calendar.GetUtcNow());

        _machine.Now = Origin.AddSeconds(90);

        Assert.Equal(Start.AddDays(90), calendar.GetUtcNow());
    }

    [Fact]
    public void A_restart_with_the_same_origin_goes_on_where_it_was()
    {
        _machine.Now = Origin.AddSeconds(10);
        var before = new ScaledTimeProvider(_machine, Origin, Start, 1_000).GetUtcNow();

        _machine.Now = Origin.AddSeconds(11);
        var after = new ScaledTimeProvider(_machine, Origin, Start, 1_000).GetUtcNow();

        Assert.Equal(TimeSpan.FromSeconds(1_000), after - before);
    }

    [Fact]
    public void Timers_and_elapsed_time_are_the_machines()
    {
        var calendar = new ScaledTimeProvider(_machine, Origin, Start, 86_400);

        Assert.Equal(_machine.GetTimestamp(), calendar.GetTimestamp());
        Assert.Equal(_machine.TimestampFrequency, calendar.TimestampFrequency);
        using var timer = calendar.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)), _machine.Asked);
    }

    [Fact]
    public void What_the_machine_has_to_wait_is_what_is_left_over_the_speed()
    {
        var calendar = new ScaledTimeProvider(_machine, Origin, Start, 86_400);

        Assert.Equal(TimeSpan.FromSeconds(90), ScaledTimeProvider.RealTimeUntil(calendar, Start.AddDays(90)));
        Assert.Equal(TimeSpan.FromDays(90), ScaledTimeProvider.RealTimeUntil(_machine, Origin.AddDays(90)));
    }

    [Fact]
    public void At_the_end_of_the_calendar_it_stands_still()
    {
        var calendar = new ScaledTimeProvider(_machine, Origin, Start, 10_000_000);
        _machine.Now = Origin.AddYears(1);
        Assert.Equal(DateTimeOffset.MaxValue, calendar.GetUtcNow());

        _machine.Now = Origin.AddYears(-1);
        Assert.Equal(DateTimeOffset.MinValue, calendar.GetUtcNow());
    }

    private sealed class Machine : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Origin;

        public (TimeSpan Due, TimeSpan Period) Asked { get; private set; }

        public override long TimestampFrequency => 1_000;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => 42;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = (dueTime, period);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
