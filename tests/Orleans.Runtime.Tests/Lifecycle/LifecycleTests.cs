using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Lifecycle;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_grain_is_activated_once_before_its_first_call()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        int[] seen = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => silo.Grain<ILifeGrain>().Activation())));
        Assert.All(seen, number => Assert.Equal(1, number));
        Assert.Equal(["activated one 1"], silo.Probe.Log);
    }

    [Fact, Trait("Stack", "compat")]
    public async Task A_reference_alone_activates_nothing()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        _ = silo.Grain<ILifeGrain>("unused");
        Assert.Equal(0, silo.Activations);
    }

    // A genuine call may come only after the failure, and then meets the second attempt.
    [Fact, Trait("Stack", "compat")]
    public async Task A_failed_activation_fails_the_calls_that_wait_and_the_next_call_tries_again()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ILifeGrain grain = silo.Grain<ILifeGrain>("fails-once");
        Task<int>[] waiting = [grain.Activation(), grain.Activation()];
        silo.Probe.Open("fail");
        foreach (Task<int> call in waiting)
        {
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => call.WithinBound());
            Assert.Equal("no state", failure.Message);
        }

        Assert.Equal(2, await grain.Activation().WithinBound());
    }

    [Fact]
    public async Task Calls_that_wait_for_an_ending_activation_go_to_the_next()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ILifeGrain grain = silo.Grain<ILifeGrain>();
        Task<int> running = grain.ActivationAfter("gate");
        Task end = grain.End();
        Task<int>[] later = [.. Enumerable.Range(0, 10).Select(_ => grain.Activation())];
        silo.Probe.Open("gate");
        Assert.Equal(1, await running.WithinBound());
        await end.WithinBound();
        Assert.All(await Task.WhenAll(later).WithinBound(), number => Assert.Equal(2, number));
        Assert.Contains("deactivated one 1 ApplicationRequested", silo.Probe.Log);
        Assert.True(silo.Probe.Log.ToList().IndexOf("deactivated one 1 ApplicationRequested") < silo.Probe.Log.ToList().IndexOf("activated one 2"));
    }

    // A genuine call is refused after it was forwarded from one ending activation to the next too often.
    [Fact, Trait("Stack", "compat")]
    public async Task No_call_is_lost_or_run_twice_while_activations_end_all_the_time()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        int[] counts = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<int> mine = [];
            for (int i = 0; i < 100; i++)
            {
                mine.Add(await silo.Grain<ILifeGrain>().EndAndCount());
            }

            return mine;
        }))).WaitAsync(TimeSpan.FromSeconds(60))).SelectMany(mine => mine).ToArray();
        Assert.Equal(Enumerable.Range(1, 800), counts.Order());
    }

    // Each activation runs one of them and hands on the rest.
    [Fact, Trait("Stack", "compat")]
    public async Task A_call_behind_more_ending_activations_than_it_may_be_forwarded_is_late_and_not_lost()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task<int> first = silo.Grain<ILifeGrain>().ActivationAfter("gate");
        Task<int>[] behind = Enumerable.Range(0, 30).Select(_ => silo.Grain<ILifeGrain>().EndAndCount()).ToArray();
        silo.Probe.Open("gate");
        Assert.Equal(1, await first.WithinBound());
        Assert.Equal(Enumerable.Range(1, 30), (await Task.WhenAll(behind).WithinBound()).Order());
    }

    [Fact]
    public async Task A_grain_that_ends_itself_on_activation_refuses_its_calls_instead_of_spinning()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => silo.Grain<ILifeGrain>("ends-always").Activation().WithinBound());
    }

    [Fact, Trait("Stack", "compat")]
    public async Task An_idle_activation_is_collected_and_a_used_one_is_not()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ILifeGrain>("idle").Activation();
        await silo.Grain<ILifeGrain>("used").Activation();
        silo.MachineClock.Advance(TimeSpan.FromMinutes(10));
        await silo.Grain<ILifeGrain>("used").Activation();
        silo.MachineClock.Advance(TimeSpan.FromMinutes(6));
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("deactivated idle 1 ActivationIdle"));
        Assert.Equal(1, await silo.Grain<ILifeGrain>("used").Activation());
        Assert.Equal(2, await silo.Grain<ILifeGrain>("idle").Activation().WithinBound());
    }

    [Fact, Trait("Stack", "compat")]
    public async Task An_activation_with_a_running_call_is_not_idle()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task<int> running = silo.Grain<ILifeGrain>().ActivationAfter("gate");
        silo.MachineClock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<TimeoutException>(() => running.WithinBound());
        silo.Probe.Open("gate");
        Assert.Equal(1, await silo.Grain<ILifeGrain>().Activation().WithinBound());
    }

    [Fact]
    public async Task A_scaled_grain_clock_collects_nothing()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ILifeGrain>().Activation();
        silo.GrainClock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(1, await silo.Grain<ILifeGrain>().Activation().WithinBound());
        Assert.Equal(["activated one 1"], silo.Probe.Log);
    }

    [Fact, Trait("Stack", "compat")]
    public async Task Deactivation_can_be_delayed()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ILifeGrain>().KeepFor(TimeSpan.FromHours(1));
        silo.MachineClock.Advance(TimeSpan.FromMinutes(59));
        Assert.DoesNotContain("deactivated one 1 ActivationIdle", silo.Probe.Log);
        silo.MachineClock.Advance(TimeSpan.FromMinutes(3));
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("deactivated one 1 ActivationIdle"));
    }

    [Fact]
    public async Task The_instance_is_disposed_even_if_its_last_method_fails()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ILifeGrain>("fails-at-the-end").End();
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("disposed fails-at-the-end"));
        Assert.Equal(2, await silo.Grain<ILifeGrain>("fails-at-the-end").Activation().WithinBound());
    }

    [Fact, Trait("Stack", "compat")]
    public async Task Stopping_finishes_running_calls_refuses_new_ones_and_deactivates()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task<int> running = silo.Grain<ILifeGrain>().ActivationAfter("gate");
        Task<int> waiting = silo.Grain<ILifeGrain>().Activation();
        Task calling = silo.Grain<ILifeGrain>("caller").CallOther("called", "gate");
        Task stop = silo.StopAsync();
        await Eventually.IsTrueAsync(() => silo.IsDraining);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grain<ILifeGrain>("new").Activation());
        Assert.False(running.IsCompleted);
        silo.Probe.Open("gate");
        await stop.WithinBound();
        Assert.Equal(1, await running);
        await calling;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
        Assert.Contains("deactivated one 1 ShuttingDown", silo.Probe.Log);
        Assert.Contains("deactivated called 1 ShuttingDown", silo.Probe.Log);
        Assert.Equal(0, silo.Activations);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => silo.Grain<ILifeGrain>().Activation());
    }

    // The genuine silo names one problem at a time.
    [Fact, Trait("Stack", "compat")]
    public async Task Options_that_make_no_silo_are_refused_at_its_start()
    {
        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(silo =>
        {
            silo.Configure<global::Orleans.Configuration.SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.Zero);
            silo.Configure<global::Orleans.Configuration.GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromSeconds(1));
        }));
        Assert.Contains("ResponseTimeout", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("CollectionAge", refusal.Message, StringComparison.Ordinal);
    }
}
