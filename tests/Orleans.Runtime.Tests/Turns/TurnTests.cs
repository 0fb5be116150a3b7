using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Turns;

public sealed class TurnTests
{
    internal static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task Calls_of_one_grain_never_overlap_whoever_makes_them()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                await silo.Grain<ITurnGrain>().Count();
            }
        })));
        Assert.Equal((16 * 200) + 1, await silo.Grain<ITurnGrain>().Count());
        Assert.Empty(silo.Probe.Log);
    }

    [Fact]
    public async Task Turns_of_a_reentrant_grain_interleave_but_never_overlap()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                await silo.Grain<IReentrantGrain>().Count();
            }
        })));
        Assert.Empty(silo.Probe.Log);
    }

    [Fact]
    public async Task A_grain_resumes_on_its_own_scheduler_after_every_await()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task<bool> stays = silo.Grain<ITurnGrain>().StaysOnItsScheduler("gate");
        silo.Probe.Open("gate");
        Assert.True(await stays.WithinBound());
    }

    // Reads the log at once; a genuine call begins a little later, and first calls in any order.
    [Fact, Trait("Stack", "compat")]
    public async Task A_call_waits_until_the_one_before_is_done_and_not_only_until_it_awaits()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ITurnGrain grain = silo.Grain<ITurnGrain>();
        Task first = grain.Hold("first");
        Task second = grain.Hold("second");
        silo.Probe.Open("second");
        Assert.Equal(["hold first"], silo.Probe.Log);
        silo.Probe.Open("first");
        await Task.WhenAll(first, second).WithinBound();
        Assert.Equal(["hold first", "done first", "hold second", "done second"], silo.Probe.Log);
    }

    // Orleans promises no order to calls that find no activation yet; ours keeps it.
    [Fact, Trait("Stack", "compat")]
    public async Task Calls_start_in_the_order_in_which_they_came()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ITurnGrain grain = silo.Grain<ITurnGrain>();
        Task[] calls = [.. Enumerable.Range(0, 50).Select(i => grain.Hold($"{i}"))];
        foreach (int i in Enumerable.Range(0, 50).Reverse())
        {
            silo.Probe.Open($"{i}");
        }

        await Task.WhenAll(calls).WithinBound();
        Assert.Equal(Enumerable.Range(0, 50).SelectMany(i => new[] { $"hold {i}", $"done {i}" }), silo.Probe.Log);
    }

    [Fact]
    public async Task A_call_that_always_interleaves_is_answered_while_another_awaits()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ITurnGrain grain = silo.Grain<ITurnGrain>();
        Task held = grain.Hold("gate");
        Assert.Equal("peeked", await grain.Peek().WithinBound());
        Assert.False(held.IsCompleted);
        silo.Probe.Open("gate");
        await held.WithinBound();
    }

    // Reads the log at once; a genuine call begins a little later, and first calls in any order.
    [Fact, Trait("Stack", "compat")]
    public async Task Readers_join_readers_but_neither_joins_a_writer()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        ITurnGrain grain = silo.Grain<ITurnGrain>();
        Task[] calls = [grain.Read("a"), grain.Read("b"), grain.Hold("w"), grain.Read("c")];
        Assert.Equal(["read a", "read b", "read c"], silo.Probe.Log);
        silo.Probe.Open("a");
        silo.Probe.Open("b");
        silo.Probe.Open("c");
        await Task.WhenAll(calls[0], calls[1], calls[3]).WithinBound();
        await Eventually.IsTrueAsync(() => silo.Probe.Log.Contains("hold w"));
        Task late = grain.Read("late");
        Assert.DoesNotContain("read late", silo.Probe.Log);
        silo.Probe.Open("w");
        silo.Probe.Open("late");
        await Task.WhenAll(calls[2], late).WithinBound();
    }

    [Fact]
    public async Task A_reentrant_grain_starts_a_call_while_another_awaits()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        IReentrantGrain grain = silo.Grain<IReentrantGrain>();
        Task first = grain.Hold("first");
        silo.Probe.Open("second");
        await grain.Hold("second").WithinBound();
        Assert.False(first.IsCompleted);
        silo.Probe.Open("first");
        await first.WithinBound();
    }

    [Fact]
    public async Task A_predicate_says_which_calls_may_interleave()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        IChoosyGrain grain = silo.Grain<IChoosyGrain>();
        Task first = grain.Hold("first");
        silo.Probe.Open("welcome");
        silo.Probe.Open("stranger");
        await grain.Hold("welcome").WithinBound();
        Task stranger = grain.Hold("stranger");
        Assert.DoesNotContain("hold stranger", silo.Probe.Log);
        silo.Probe.Open("first");
        await Task.WhenAll(first, stranger).WithinBound();
    }

    // The scheduler is named differently.
    [Fact, Trait("Stack", "compat")]
    public async Task A_turn_sees_nothing_ambient_of_its_caller_and_takes_nothing_from_him()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        await silo.Grain<ITurnGrain>().Peek();
        Ambient.Value = "caller's";
        var context = new SynchronizationContext();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Task<string> where = silo.Grain<ITurnGrain>().WhereAmI();
        bool kept = ReferenceEquals(context, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(before);
        Assert.True(kept);
        Assert.Equal("caller's", Ambient.Value);
        Assert.Equal("turns of turn/one||", await where.WithinBound());
    }

    [Fact]
    public async Task A_call_under_suppressed_flow_is_answered()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task<string> call;
        using (ExecutionContext.SuppressFlow())
        {
            call = silo.Grain<ITurnGrain>().Peek();
        }

        Assert.Equal("peeked", await call.WithinBound());
    }
}
