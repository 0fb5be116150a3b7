using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Tests.Fixture;
using Orleans.Streams;
using Orleans.TestingHost;

namespace Orleans.Runtime.Tests.Cluster;

[Trait("Stack", "compat")]
public sealed class ClusterStreamTests
{
    [Fact]
    public async Task What_is_published_at_one_silo_reaches_the_subscribers_of_all_in_order()
    {
        await using Silos silos = await Silos.StartAsync(3, silo => silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("s"));
        Taker[] takers = [.. silos.Living().Select(_ => new Taker())];
        foreach ((InProcessSiloHandle silo, Taker taker) in silos.Living().Zip(takers))
        {
            await Stream(silo).SubscribeAsync(taker);
        }

        for (long item = 0; item < 50; item++)
        {
            await Stream(silos[1]).OnNextAsync(item).WithinBound();
        }

        foreach (Taker taker in takers)
        {
            await Eventually.IsTrueAsync(() => taker.Items.Count == 50);
            Assert.Equal(Enumerable.Range(0, 50).Select(item => (long)item), taker.Items);
        }
    }

    [Fact]
    public async Task A_silo_that_is_killed_holds_up_no_publisher()
    {
        await using Silos silos = await Silos.StartAsync(2, silo => silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("s"));
        var taker = new Taker();
        await Stream(silos[0]).SubscribeAsync(taker);
        await Stream(silos[0]).OnNextAsync(1).WithinBound();
        await silos.Cluster.KillSiloAsync(silos[1]);
        await Stream(silos[0]).OnNextAsync(2).WithinBound();
        await Eventually.IsTrueAsync(() => taker.Items.Count == 2);
    }

    [Fact]
    public async Task An_item_that_another_silo_cannot_read_holds_up_no_publisher()
    {
        await using Silos silos = await Silos.StartAsync(2, silo => silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("s"));
        IAsyncStream<Brittle>[] streams = [.. silos.Living().Select(silo =>
            silo.ServiceProvider.GetRequiredService<IClusterClient>().GetStreamProvider("s").GetStream<Brittle>(StreamId.Create("n", "k")))];
        await streams[1].SubscribeAsync((_, _) => Task.CompletedTask);
        var item = new Brittle { Number = 1 };
        Brittle.IsRefused = true;
        await streams[0].OnNextAsync(item).WithinBound();
        Brittle.IsRefused = false;
    }

    private static IAsyncStream<long> Stream(InProcessSiloHandle silo) =>
        silo.ServiceProvider.GetRequiredService<IClusterClient>().GetStreamProvider("s").GetStream<long>(StreamId.Create("n", "k"));

    private sealed class Taker : IAsyncObserver<long>
    {
        internal ConcurrentQueue<long> Items { get; } = new();

        public Task OnNextAsync(long item, StreamSequenceToken? token = null)
        {
            Items.Enqueue(item);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Cannot be made while that is said: what a contract type's own checks do to what comes from elsewhere.</summary>
[GenerateSerializer, Immutable, Alias("test.brittle")]
public sealed record Brittle
{
    [Id(0)]
    public int Number
    {
        get;
        init => field = IsRefused ? throw new ArgumentOutOfRangeException(nameof(value)) : value;
    }

    internal static bool IsRefused { get; set; }
}
