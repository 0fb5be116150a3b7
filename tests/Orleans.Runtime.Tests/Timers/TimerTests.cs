using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Timers;

// The genuine runtime keeps its own housekeeping on the same clock, which here stands still.
[Trait("Stack", "compat")]
public sealed class TimerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_every_period_in_turns_of_its_grain()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().Start(Minute, 2 * Minute, false, false);
        silo.GrainClock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Empty(silo.Probe.Log);
        for (int ticks = 1; ticks <= 4; ticks++)
        {
            silo.GrainClock.Advance(ticks == 1 ? TimeSpan.FromTicks(1) : 2 * Minute);
            await TickedAsync(silo, ticks);
        }
    }

    [Fact]
    public async Task Without_a_period_a_timer_ticks_once()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().Start(TimeSpan.Zero, Timeout.InfiniteTimeSpan, false, true);
        silo.GrainClock.Advance(TimeSpan.Zero);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Count == 1);
        silo.GrainClock.Advance(10 * Minute);
        await silo.Grain<ITimerGrain>().Hold(Opened(silo));
        Assert.Equal(["tick"], silo.Probe.Log);
    }

    [Fact]
    public async Task A_tick_waits_until_the_running_call_is_done()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().Start(Minute, Minute, false, false);
        Task held = silo.Grain<ITimerGrain>().Hold("gate");
        silo.GrainClock.Advance(5 * Minute);
        await silo.Grain<ITimerGrain>("other").Hold(Opened(silo));
        Assert.Empty(silo.Probe.Log);
        silo.Probe.Open("gate");
        await held.WithinBound();
        await TickedAsync(silo, 1);
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().Start(Minute, Minute, true, false);
        Task held = silo.Grain<ITimerGrain>().Hold("gate");
        silo.GrainClock.Advance(Minute);
        await TickedAsync(silo, 1);
        Assert.False(held.IsCompleted);
        silo.Probe.Open("gate");
        await held.WithinBound();
    }

    [Fact]
    public async Task Ticks_never_overlap_and_the_period_begins_when_a_tick_ends()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().StartSlow(Minute);
        silo.GrainClock.Advance(Minute);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Count == 1);
        silo.GrainClock.Advance(5 * Minute);
        int armed = silo.GrainClock.Armed;
        silo.Probe.Open("tick");
        await Eventually.IsTrueAsync(() => silo.GrainClock.Armed == armed + 1);
        Assert.Equal(["tick begins", "tick ends"], silo.Probe.Log);
        silo.GrainClock.Advance(Minute);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Count == 4);
    }

    [Fact]
    public async Task A_failing_tick_is_followed_by_the_next()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().StartFailing(Minute);
        silo.GrainClock.Advance(Minute);
        await TickedAsync(silo, 1);
        silo.GrainClock.Advance(Minute);
        await TickedAsync(silo, 2);
    }

    [Fact]
    public async Task A_timer_can_be_changed_and_stopped()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ITimerGrain grain = silo.Grain<ITimerGrain>();
        await grain.Start(Minute, Minute, false, false);
        await grain.Change(TimeSpan.FromSeconds(1), 3 * Minute);
        silo.GrainClock.Advance(TimeSpan.FromSeconds(1));
        await TickedAsync(silo, 1);
        silo.GrainClock.Advance(2 * Minute);
        await grain.Hold(Opened(silo));
        Assert.Single(silo.Probe.Log);
        await grain.Stop();
        silo.GrainClock.Advance(10 * Minute);
        await grain.Hold(Opened(silo));
        Assert.Single(silo.Probe.Log);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => grain.Change(Minute, Minute));
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().Start(Minute, Minute, false, false);
        int armed = silo.GrainClock.Armed;
        await silo.Grain<ITimerGrain>().End();
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("ended"));
        await Eventually.IsTrueAsync(() => silo.GrainClock.Armed == armed - 1);
        silo.GrainClock.Advance(5 * Minute);
        await silo.Grain<ITimerGrain>().Hold(Opened(silo));
        Assert.Equal(["ended"], silo.Probe.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ticks_keep_an_activation_only_if_they_are_told_to(bool keepAlive)
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITimerGrain>().Start(Minute, Minute, false, keepAlive);
        for (int minute = 1; minute <= 20; minute++)
        {
            int before = silo.Probe.Log.Count;
            silo.GrainClock.Advance(Minute);
            await Eventually.IsTrueAsync(() => silo.Probe.Log.Count > before || silo.Probe.Log.Contains("ended"));
            silo.MachineClock.Advance(Minute);
        }

        await (keepAlive ? silo.Grain<ITimerGrain>().Hold(Opened(silo)) : Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("ended")));
        Assert.Equal(!keepAlive, silo.Probe.Log.Contains("ended"));
    }

    [Fact]
    public async Task A_span_that_no_timer_can_wait_is_refused()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ITimerGrain grain = silo.Grain<ITimerGrain>();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => grain.Start(TimeSpan.FromDays(50), Minute, false, false));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => grain.Start(Minute, TimeSpan.FromSeconds(-2), false, false));
    }

    private static Task TickedAsync(TestSilo silo, int times) => Eventually.IsTrueAsync(() => silo.Probe.Log.Count(line => line == "tick") == times && silo.GrainClock.Armed >= 1);

    private static string Opened(TestSilo silo)
    {
        silo.Probe.Open("open");
        return "open";
    }
}
