using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.Tests.Calls;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>Calls between silos behave as calls within one.</summary>
[Trait("Stack", "compat")]
public sealed class RemoteCallTests : IAsyncLifetime
{
    private Silos _silos = null!;

    public async Task InitializeAsync() => _silos = await Silos.StartAsync(2, silo => silo.Configure<GrainCollectionOptions>(_ => { }));

    public async Task DisposeAsync() => await _silos.DisposeAsync();

    [Fact]
    public async Task Arguments_and_results_arrive_as_they_were()
    {
        ICallGrain grain = There();
        Parcel[] parcels =
        [
            new Parcel.Letter("grüße", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))),
            new Parcel.Letter("", null),
            new Parcel.Box([1, -2, int.MaxValue], ImmutableDictionary<string, Guid>.Empty.Add("a", Guid.Parse("0d8b0d3e-8f6a-4f0e-9a40-0a9d6f1d8e11"))),
        ];
        Assert.Null(await grain.Return(null));
        Assert.Equal(parcels[0], await grain.Return(parcels[0]));
        Assert.Equal(parcels[1], await grain.Return(parcels[1]));
        var box = Assert.IsType<Parcel.Box>(await grain.Return(parcels[2]));
        Assert.Equal([1, -2, int.MaxValue], box.Items.ToArray());
        Assert.Equal(5, await grain.Add(2, 3));
        Assert.Equal(2, await grain.Add(2, null));
        await grain.Fine();
    }

    [Fact]
    public async Task Failures_arrive_as_they_were_thrown()
    {
        Assert.Contains("at once", (await Assert.ThrowsAsync<ArgumentException>(() => There().FailAtOnce())).Message, StringComparison.Ordinal);
        Assert.Contains("later", (await Assert.ThrowsAsync<ArgumentException>(() => There().FailLater())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_context_travels_there_and_not_back()
    {
        RequestContext.Set("who", "caller");
        Assert.Equal("caller", await There().Context("who", change: true));
        Assert.Equal("caller", RequestContext.Get("who"));

        // And on, from there to a third.
        Assert.Equal("caller", await There().ContextThrough("who", KeyAt(0)));
        RequestContext.Clear();
        Assert.Null(await There().Context("who", change: false));
    }

    [Fact]
    public async Task A_cancelled_caller_waits_no_longer_and_the_method_hears_of_it_in_a_turn()
    {
        using var cancel = new CancellationTokenSource();
        Task waiting = There().WaitUnlessCancelled(cancel.Token);
        await Eventually.IsTrueAsync(() => _silos.Probe.Log.Contains("waits for cancellation"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WithinBound());
        await Eventually.IsTrueAsync(() => _silos.Probe.Log.Contains("saw the cancellation"));
        Assert.Contains("cancelled in a turn", _silos.Probe.Log);
    }

    [Fact]
    public async Task A_call_without_an_answer_arrives()
    {
        await There().Tell("hello");
        await Eventually.IsTrueAsync(() => _silos.Probe.Log.Contains("hello"));
    }

    [Fact]
    public async Task A_reference_travels_and_points_at_the_same_grain()
    {
        ICallGrain self = await There().Self();
        Assert.Equal(await There().Name(), await self.Name());
    }

    [Fact]
    public async Task A_call_that_is_not_answered_in_time_names_both_sides()
    {
        await using Silos silos = await Silos.StartAsync(2, silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromMilliseconds(300)));
        string key = silos.KeyAt(silos[1]);
        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(() => Silos.Ask<IPlaceGrain>(silos[0], key).Hold("never").WithinBound());
        Assert.Contains("client", late.Message, StringComparison.Ordinal);
        Assert.Contains($"{key} IPlaceGrain.Hold", late.Message, StringComparison.Ordinal);
        Assert.Contains(silos[1].SiloAddress.ToString(), late.Message, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(() => silos[0].ServiceProvider.GetRequiredService<SiloRuntime>().Network!.WaitingOutbound == 0);
    }

    [Fact]
    public async Task Filters_of_the_silo_that_has_the_grain_see_the_call_and_who_made_it()
    {
        var seen = new SeenCalls();
        await using Silos silos = await Silos.StartAsync(2, silo => silo.AddIncomingGrainCallFilter(seen));
        string here = silos.KeyAt(silos[0]), there = silos.KeyAt(silos[1]);
        await Silos.Ask<IPlaceGrain>(silos[0], here).SiloOf(there);
        Assert.Contains($"place/{there} Silo from place/{here} through {typeof(IPlaceGrain).FullName}", seen.Lines);
    }

    [Fact]
    public async Task A_long_answer_arrives_whole_and_one_that_is_too_long_fails_alone()
    {
        await using Silos silos = await Silos.StartAsync(2, silo => silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = 1 << 20));
        IPlaceGrain grain = Silos.Ask<IPlaceGrain>(silos[0], silos.KeyAt(silos[1]));
        Assert.Equal(1_000_000, (await grain.Fill(1_000_000)).Length);
        OrleansException tooLong = await Assert.ThrowsAsync<OrleansException>(() => grain.Fill(2_000_000));
        Assert.Contains("cannot be sent", tooLong.Message, StringComparison.Ordinal);
        Assert.Equal(10, (await grain.Fill(10)).Length);
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_their_own_answer()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (int i = 0; i < 50; i++)
            {
                Assert.Equal(caller + i, await _silos.Cluster.GrainFactory.GetGrain<ICallGrain>($"{caller % 16}").Add(caller, i));
            }
        })).WithinBound();
    }

    private string KeyAt(int silo) => Enumerable.Range(0, 1000).Select(i => $"c{i}").First(key =>
        _silos[0].ServiceProvider.GetRequiredService<SiloRuntime>().Network!.Placement.OwnerOf(GrainId.Create("call", key))!.Equals(_silos[silo].SiloAddress));

    private ICallGrain There() => Silos.Ask<ICallGrain>(_silos[0], KeyAt(1));

    private sealed class SeenCalls : IIncomingGrainCallFilter
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        internal IReadOnlyList<string> Lines => [.. _lines];

        public Task Invoke(IIncomingGrainCallContext context)
        {
            _lines.Enqueue($"{context.TargetId} {context.MethodName} from {context.SourceId} through {context.InterfaceType}");
            return context.Invoke();
        }
    }
}
