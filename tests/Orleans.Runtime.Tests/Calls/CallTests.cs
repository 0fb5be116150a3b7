using System.Collections.Immutable;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Calls;

public sealed class CallTests
{
    [Fact]
    public async Task Immutable_records_are_handed_over_by_reference()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Parcel box = new Parcel.Box([1, 2], ImmutableDictionary<string, Guid>.Empty);
        Assert.Same(box, await silo.Grain<ICallGrain>().Return(box));
        Assert.Null(await silo.Grain<ICallGrain>().Return(null));
        Assert.Equal(3, await silo.Grain<ICallGrain>().Add(1, 2));
        Assert.Equal(1, await silo.Grain<ICallGrain>().Add(1, null));
        await silo.Grain<ICallGrain>().Fine();
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_with_the_stack_of_the_grain()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ICallGrain grain = silo.Grain<ICallGrain>();
        var atOnce = await Assert.ThrowsAsync<ArgumentException>(() => grain.FailAtOnce());
        Assert.Contains(nameof(CallGrain.FailAtOnce), atOnce.StackTrace, StringComparison.Ordinal);
        var later = await Assert.ThrowsAsync<ArgumentException>(() => grain.FailLater());
        Assert.Contains(nameof(CallGrain.FailLater), later.StackTrace, StringComparison.Ordinal);
        await grain.Fine();
    }

    [Fact]
    public async Task The_request_context_travels_to_the_callee_and_his_callees_and_never_back()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        RequestContext.Set("who", "caller's");
        Assert.Equal("caller's", await silo.Grain<ICallGrain>().Context("who", true));
        Assert.Equal("caller's", RequestContext.Get("who"));
        Assert.Equal("caller's", await silo.Grain<ICallGrain>().ContextThrough("who", "other"));
        Assert.True(RequestContext.Remove("who"));
        Assert.Null(await silo.Grain<ICallGrain>().Context("who", false));
    }

    [Fact]
    public async Task References_are_made_by_interface_type_and_key_and_are_equal_by_grain()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        var byType = (IBaseGrain)silo.Client.GetGrain(typeof(ICallGrain), "k");
        Assert.Equal("k", await byType.Name());
        Assert.Equal(silo.Grain<ICallGrain>("k"), byType.Cast<ICallGrain>());
        Assert.Equal("k", byType.GetPrimaryKeyString());
        Assert.Equal(GrainId.Create("call", "k"), byType.GetGrainId());
        ICallGrain self = await silo.Grain<ICallGrain>("k").Self();
        Assert.Equal("k", await self.Name());
        Assert.Equal("k", await silo.Client.GetGrain<ICallGrain>(GrainId.Create("call", "k")).Name());
    }

    [Fact]
    public async Task An_interface_of_several_classes_needs_a_prefix_and_an_unknown_one_is_refused()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Assert.Throws<ArgumentException>(() => silo.Grain<IBaseGrain>());
        Assert.Equal("k", await silo.Client.GetGrain<IBaseGrain>("k", typeof(CallGrain).FullName).Name());
        Assert.Throws<ArgumentException>(() => silo.Client.GetGrain<IBaseGrain>("k", "No.Such"));
        Assert.Throws<ArgumentException>(() => silo.Grain<ICallGrain>(" "));
    }

    // Orleans promises no order to calls that find no activation yet; ours keeps it.
    [Fact, Trait("Stack", "compat")]
    public async Task A_one_way_call_returns_at_once_whatever_becomes_of_it()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ICallGrain grain = silo.Grain<ICallGrain>();
        Task held = grain.Wait("gate");
        Assert.True(grain.Tell("bad").IsCompletedSuccessfully);
        Assert.True(grain.Tell("good").IsCompletedSuccessfully);
        silo.Probe.Open("gate");
        await held.WithinBound();
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("good"));
        Assert.Equal(["waits gate", "bad", "good"], silo.Probe.Log);
    }

    // The genuine grain may be made anywhere and fails at its first use.
    [Fact, Trait("Stack", "compat")]
    public async Task A_grain_cannot_be_made_by_hand()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new CallGrain(new Probe()));
        Assert.Contains("IGrainFactory", refusal.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    }
}
