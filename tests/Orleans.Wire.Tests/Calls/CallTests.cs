using System.Collections.Immutable;
using Lert.Grains.Holds;
using Orleans.Compat;
using Orleans.Runtime;
using Orleans.Wire.Tests.Format;

namespace Orleans.Wire.Tests.Calls;

/// <summary>Calls go out as bytes and come back as bytes.</summary>
[Trait("Stack", "compat")]
public sealed class CallTests
{
    private static readonly TravelGrain Grain = new();

    [Fact]
    public async Task Arguments_arrive_and_results_return()
    {
        Assert.Equal("x 5 1/2", await Remote.Call(Grain, nameof(ITravelGrain.Join), Remote.With("x", 5, new Point(1, 2))));
        Assert.Equal("none 0 0/0", await Remote.Call(Grain, nameof(ITravelGrain.Join), Remote.With(null, 0, default(Point))));
    }

    [Fact]
    public async Task A_case_arrives_as_the_case_it_is()
    {
        var box = new Shape.TallBox("t", 1, 2) { Layer = 3 };
        Assert.Equal(box, await Remote.Call(Grain, nameof(ITravelGrain.Echo), Remote.With(box)));
        Assert.Null(await Remote.Call(Grain, nameof(ITravelGrain.Echo), Remote.With([null])));
    }

    [Fact]
    public async Task A_pair_returns_as_a_pair()
    {
        var pair = ((int Count, ImmutableArray<string> Names))(await Remote.Call(Grain, nameof(ITravelGrain.Pair), Remote.With()))!;
        Assert.Equal(2, pair.Count);
        Assert.Equal(["a", "b"], pair.Names.ToArray());
    }

    [Fact]
    public async Task A_call_without_a_result_says_that_it_is_done() => Assert.Null(await Remote.Call(Grain, nameof(ITravelGrain.Renamed), Remote.With(new Older("a", 1))) as string);

    [Fact]
    public async Task A_reference_is_bound_where_it_arrives()
    {
        var self = Manifests.Refer<ITravelGrain>(GrainId.Create("travel", "k"));
        IGrain any = Manifests.Refer<IHoldGrain>(GrainId.Create("hold", "us/h"));
        var back = (GrainReference?)await Remote.Call(Grain, nameof(ITravelGrain.Refer), Remote.With(self, any));
        Assert.NotNull(back);
        Assert.NotSame(self, back);
        Assert.Equal(GrainId.Create("travel", "k"), back.GrainId);
        Assert.IsAssignableFrom<ITravelGrain>(back);
        Assert.Null(await Remote.Call(Grain, nameof(ITravelGrain.Refer), Remote.With(null, any)));
    }

    [Fact]
    public async Task A_grain_itself_does_not_travel() =>
        await Assert.ThrowsAsync<WireFormatException>(() => Remote.Call(Grain, nameof(ITravelGrain.Refer), Remote.With(Grain, Manifests.Refer<IHoldGrain>(GrainId.Create("hold", "us/h")))));

    [Fact]
    public async Task A_result_that_cannot_travel_fails_its_call_and_nothing_else()
    {
        var failure = await Assert.ThrowsAsync<WireFormatException>(() => Remote.Call(Grain, nameof(ITravelGrain.Odd), Remote.With()));
        Assert.Contains("comparer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_nobody_has_is_not_created() => Assert.False(Manifests.Contracts.TryCreate(1, out _));

    [Fact]
    public void Arguments_and_outcomes_of_another_method_are_refused()
    {
        using var writer = new WireWriter();
        WireField.Write<string, StringCodec>(writer, 1, "five");
        GrainCall call = Manifests.Own.Interfaces.SelectMany(one => one.Calls).Single(entry => entry.Method.Name == nameof(ITravelGrain.Join)).Create();
        Assert.Throws<WireFormatException>(() => Read(call, writer.Written));
    }

    [Fact]
    public void Two_methods_of_one_number_are_found_at_the_start()
    {
        var failure = Assert.Throws<OrleansConfigurationException>(() => new WireContracts([Manifests.Own, new Twin()], null!));
        Assert.Contains("ITravelGrain", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_keeps_the_number_of_a_renamed_method()
    {
        ulong[] numbers = [.. Manifests.Own.Interfaces.Concat(Manifests.Product.Interfaces).SelectMany(entry => entry.Calls).Select(call => call.Method.WireId)];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.DoesNotContain(0ul, numbers);
        Assert.Equal(Hash("Orleans.Wire.Tests.Calls.ITravelGrain|Orleans.Wire.Tests.Calls.ITravelGrain|test.renamed(test.old)"), Number(nameof(ITravelGrain.Renamed)));
    }

    private static ulong Number(string method) => Manifests.Own.Interfaces.SelectMany(one => one.Calls).Single(entry => entry.Method.Name == method).Method.WireId;

    private static ulong Hash(string text) => text.Aggregate(14695981039346656037ul, (hash, letter) => unchecked((hash ^ letter) * 1099511628211));

    private static void Read(GrainCall call, ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes, Manifests.Contracts);
        call.ReadArguments(ref reader);
    }

    /// <summary>Another interface, with a method of the same number.</summary>
    private sealed class Twin : GrainManifest
    {
        public override IReadOnlyList<GrainInterfaceEntry> Interfaces { get; } = [new(typeof(IDisposable), "twin", null!, [Manifests.Own.Interfaces[0].Calls[0]])];

        public override IReadOnlyList<GrainClassEntry> Classes => [];

        public override IReadOnlyList<WireExceptionType> Exceptions => [];
    }
}
