using Orleans.Runtime.Tests.Fixture;
using Orleans.Streams;

namespace Orleans.Runtime.Tests.Streams;

public sealed class StreamTests
{
    [Fact]
    public async Task Items_reach_every_subscriber_in_order_and_in_his_turns()
    {
        await using TestSilo silo = await StartAsync();
        List<int> client = [];
        await Stream(silo).SubscribeAsync((item, _) =>
        {
            client.Add(item);
            return Task.CompletedTask;
        });
        await silo.Grain<IStreamGrain>("a").Subscribe();
        await silo.Grain<IStreamGrain>("b").Subscribe();
        for (int item = 0; item < 50; item++)
        {
            await silo.Grain<IStreamGrain>("publisher").Publish(item);
        }

        await Eventually.IsTrueAsync(() => silo.Probe.Log.Count == 100 && client.Count == 50);
        foreach (string name in (string[])["a", "b"])
        {
            Assert.Equal(Enumerable.Range(0, 50).Select(item => $"{name} {item}"), silo.Probe.Log.Where(line => line.StartsWith(name, StringComparison.Ordinal)));
        }

        Assert.Equal(Enumerable.Range(0, 50), client);
    }

    [Fact]
    public async Task After_unsubscribing_nothing_comes()
    {
        await using TestSilo silo = await StartAsync();
        await silo.Grain<IStreamGrain>("a").Subscribe();
        await silo.Grain<IStreamGrain>("b").Subscribe();
        Assert.Equal(1, await silo.Grain<IStreamGrain>("a").Subscriptions());
        await silo.Grain<IStreamGrain>("a").Unsubscribe();
        Assert.Equal(0, await silo.Grain<IStreamGrain>("a").Subscriptions());
        await Stream(silo).OnNextAsync(1);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("b 1"));
        Assert.DoesNotContain("a 1", silo.Probe.Log);
    }

    [Fact]
    public async Task A_subscription_outlives_its_activation_and_is_resumed_by_the_next()
    {
        await using TestSilo silo = await StartAsync();
        await silo.Grain<IStreamGrain>("a").Subscribe();
        await silo.Grain<IStreamGrain>("a").End();
        await Stream(silo).OnNextAsync(7);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("a 7"));
    }

    // The genuine provider tries for a minute of real time.
    [Fact, Trait("Stack", "compat")]
    public async Task An_item_that_keeps_failing_is_passed_over_and_one_that_nobody_takes_too()
    {
        await using TestSilo silo = await StartAsync();
        await silo.Grain<IStreamGrain>("a").Subscribe();
        await silo.Grain<IStreamGrain>("forgets").Subscribe();
        await silo.Grain<IStreamGrain>("forgets").End();
        await Stream(silo).OnNextAsync(-1);
        await Stream(silo).OnNextAsync(1);
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("a 1"));
        Assert.Equal(3, silo.Probe.Count("failures"));
        Assert.DoesNotContain("forgets 1", silo.Probe.Log);
    }

    [Fact]
    public async Task Streams_without_a_store_for_their_subscriptions_are_refused_at_the_start()
    {
        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(silo => silo.AddMemoryStreams(StreamGrain.Provider)));
        Assert.Contains("PubSubStore", refusal.Message, StringComparison.Ordinal);
    }

    private static IAsyncStream<int> Stream(TestSilo silo) => silo.Client.GetStreamProvider(StreamGrain.Provider).GetStream<int>(StreamGrain.Id);

    private static Task<TestSilo> StartAsync() => TestSilo.StartAsync(silo => silo.AddMemoryStreams(StreamGrain.Provider).AddMemoryGrainStorage("PubSubStore"));
}
