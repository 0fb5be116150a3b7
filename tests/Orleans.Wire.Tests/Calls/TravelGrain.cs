using System.Collections.Immutable;
using Orleans.Runtime;
using Orleans.Wire.Tests.Format;

namespace Orleans.Wire.Tests.Calls;

public interface ITravelGrain : IGrainWithStringKey
{
    Task<string> Join(string? first, int second, CancellationToken token, Point third);

    ValueTask<Shape?> Echo(Shape? shape);

    Task Fail(string kind);

    Task<int> FailWithValue(string kind);

    Task<ITravelGrain?> Refer(ITravelGrain? self, IGrain any);

    Task<(int Count, ImmutableArray<string> Names)> Pair();

    Task<ImmutableHashSet<string>> Odd();

    [Alias("test.renamed")]
    Task Renamed(Older older);

    Task Nothing();
}

/// <summary>The method bodies alone: no runtime stands behind them here.</summary>
public sealed class TravelGrain : ITravelGrain
{
    public Task<string> Join(string? first, int second, CancellationToken token, Point third) => Task.FromResult($"{first ?? "none"} {second} {third.X}/{third.Y}");

    public ValueTask<Shape?> Echo(Shape? shape) => new(shape);

    public Task Fail(string kind) => throw Failures.Make(kind);

    public async Task<int> FailWithValue(string kind)
    {
        await Task.Yield();
        throw Failures.Make(kind);
    }

    public Task<ITravelGrain?> Refer(ITravelGrain? self, IGrain any) => Task.FromResult(((GrainReference)any).GrainId.IsDefault ? null : self);

    public Task<(int Count, ImmutableArray<string> Names)> Pair() => Task.FromResult((2, ImmutableArray.Create("a", "b")));

    public Task<ImmutableHashSet<string>> Odd() => Task.FromResult(ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, "a"));

    public Task Renamed(Older older) => Task.CompletedTask;

    public Task Nothing() => Task.CompletedTask;
}
