using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Calls;

public sealed class FilterTests
{
    // The genuine runtime shows its own system calls to the filters as well.
    [Fact, Trait("Stack", "compat")]
    public async Task Filters_stand_around_the_call_in_order_of_registration_and_the_grains_own_is_the_innermost()
    {
        await using TestSilo silo = await TestSilo.StartAsync(builder => builder
            .AddIncomingGrainCallFilter<Outer>()
            .AddIncomingGrainCallFilter<Inner>());
        Assert.Equal("k own inner outer", await silo.Grain<IFilteredGrain>("k").Name());
        Assert.Equal(["outer before", "inner before", "own before", "own after", "inner after", "outer after"], silo.Probe.Log);
    }

    // The genuine runtime shows its own system calls to the filters as well.
    [Fact, Trait("Stack", "compat")]
    public async Task A_filter_sees_the_call_and_may_refuse_it()
    {
        await using TestSilo silo = await TestSilo.StartAsync(builder => builder.AddIncomingGrainCallFilter<Guard>());
        var refusal = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => silo.Grain<ICallGrain>("k").Add(41, 1).AsTask());
        Assert.Equal("call/k ICallGrain.Add Add(41) from client", refusal.Message);
        await silo.Grain<ICallGrain>("k").Fine();
    }

    internal abstract class Noting(Probe probe, string name) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            probe.Say($"{name} before");
            await context.Invoke();
            context.Result += $" {name}";
            probe.Say($"{name} after");
        }
    }

    internal sealed class Outer(Probe probe) : Noting(probe, "outer");

    internal sealed class Inner(Probe probe) : Noting(probe, "inner");

    internal sealed class Guard : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => context.MethodName == nameof(ICallGrain.Fine)
            ? context.Invoke()
            : throw new UnauthorizedAccessException(
                $"{context.TargetId} {context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name} {context.ImplementationMethod.Name}({context.Request.GetArgument(0)}) from {context.SourceId?.ToString() ?? "client"}");
    }
}
