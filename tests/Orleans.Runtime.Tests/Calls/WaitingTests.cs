using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Calls;

/// <summary>How waiting ends: by timeout or by cancellation.</summary>
public sealed class WaitingTests
{
    [Fact, Trait("Stack", "compat")]
    public async Task A_call_times_out_and_a_call_that_timed_out_in_the_queue_never_runs()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ICallGrain grain = silo.Grain<ICallGrain>();
        Task first = grain.Wait("first");
        Task second = grain.Wait("second");
        silo.MachineClock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(first.IsCompleted);
        silo.MachineClock.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => first.WithinBound());
        await Assert.ThrowsAsync<TimeoutException>(() => second.WithinBound());
        silo.Probe.Open("first");
        await grain.Fine();
        Assert.Equal(["waits first"], silo.Probe.Log);
    }

    [Fact, Trait("Stack", "compat")]
    public async Task A_method_may_have_a_timeout_of_its_own()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task brief = silo.Grain<ICallGrain>("a").WaitBriefly("gate");
        Task normal = silo.Grain<ICallGrain>("b").Wait("gate");
        silo.MachineClock.Advance(TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<TimeoutException>(() => brief.WithinBound());
        Assert.False(normal.IsCompleted);
        silo.Probe.Open("gate");
        await normal.WithinBound();
    }

    [Fact]
    public async Task The_grains_clock_has_no_part_in_response_timeouts()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task call = silo.Grain<ICallGrain>().Wait("gate");
        silo.GrainClock.Advance(TimeSpan.FromDays(90));
        Assert.False(call.IsCompleted);
        silo.Probe.Open("gate");
        await call.WithinBound();
    }

    [Fact, Trait("Stack", "compat")]
    public async Task Two_grains_that_call_each_other_time_out_and_the_message_names_both_and_their_methods()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task a = silo.Grain<ICallGrain>("a").MutualWith("b");
        Task b = silo.Grain<ICallGrain>("b").MutualWith("a");
        silo.Probe.Open("mutual");
        await Eventually.IsTrueAsync(() => silo.Unanswered == 4);
        silo.MachineClock.Advance(TimeSpan.FromSeconds(32));
        // When one has given up, the other may have its answer before its own time is noticed.
        Exception?[] ends = await Task.WhenAll(Record.ExceptionAsync(() => a.WithinBound()), Record.ExceptionAsync(() => b.WithinBound()));
        var failure = Assert.IsType<TimeoutException>(ends[0] ?? ends[1]);
        Assert.Contains("call/a", failure.Message, StringComparison.Ordinal);
        Assert.Contains("call/b", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ICallGrain.MutualWith", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ICallGrain.Fine", failure.Message, StringComparison.Ordinal);
        Assert.Contains("deadlock", failure.Message, StringComparison.Ordinal);
        await silo.Grain<ICallGrain>("a").Fine();
    }

    [Fact, Trait("Stack", "compat")]
    public async Task A_slow_call_that_is_no_deadlock_is_not_called_one()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task call = silo.Grain<ICallGrain>().Wait("gate");
        silo.MachineClock.Advance(TimeSpan.FromSeconds(32));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call.WithinBound());
        Assert.Contains("call/one was running ICallGrain.Wait", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("deadlock", failure.Message, StringComparison.Ordinal);
        silo.Probe.Open("gate");
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_wait_and_is_seen_in_a_turn_of_the_grain()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        using var source = new CancellationTokenSource();
        Task call = silo.Grain<ICallGrain>().WaitUnlessCancelled(source.Token);
        Assert.False(call.IsCompleted);
        await source.CancelAsync();
        var refusal = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WithinBound());
        Assert.Equal(source.Token, refusal.CancellationToken);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("saw the cancellation"));
        Assert.Contains("cancelled in a turn", silo.Probe.Log);
        await silo.Grain<ICallGrain>().Fine();
    }

    [Fact]
    public async Task A_call_cancelled_in_the_queue_never_runs_nor_does_one_whose_token_was_cancelled_before()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ICallGrain grain = silo.Grain<ICallGrain>();
        using var source = new CancellationTokenSource();
        Task held = grain.Wait("gate");
        Task queued = grain.WaitUnlessCancelled(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued.WithinBound());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitUnlessCancelled(source.Token).WithinBound());
        silo.Probe.Open("gate");
        await held.WithinBound();
        await grain.Fine();
        Assert.Equal(["waits gate"], silo.Probe.Log);
    }

    [Fact, Trait("Stack", "compat")]
    public async Task A_timeout_cancels_the_token_of_the_method()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        using var source = new CancellationTokenSource();
        Task call = silo.Grain<ICallGrain>().WaitUnlessCancelled(source.Token);
        silo.MachineClock.Advance(TimeSpan.FromSeconds(32));
        await Assert.ThrowsAsync<TimeoutException>(() => call.WithinBound());
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("saw the cancellation"));
    }

    [Fact, Trait("Stack", "compat")]
    public async Task Nothing_waits_any_more_when_every_call_is_answered()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        using var source = new CancellationTokenSource();
        Task call = silo.Grain<ICallGrain>().Wait("gate");
        Assert.Equal(1, silo.Unanswered);
        silo.Probe.Open("gate");
        await call.WithinBound();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => silo.Grain<ICallGrain>($"{i}").Add(i, 1).AsTask()));
        await Eventually.IsTrueAsync(() => silo.Pending == 0);
    }
}
