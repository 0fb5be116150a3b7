using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Calls;

[GenerateSerializer, Immutable, Alias("test.parcel")]
public abstract record Parcel
{
    private Parcel()
    {
    }

    [GenerateSerializer, Immutable, Alias("test.parcel.letter")]
    public sealed record Letter([property: Id(0)] string Text, [property: Id(1)] DateTimeOffset? At) : Parcel;

    [GenerateSerializer, Immutable, Alias("test.parcel.box")]
    public sealed record Box([property: Id(0)] ImmutableArray<int> Items, [property: Id(1)] ImmutableDictionary<string, Guid> Names) : Parcel;
}

public interface IBaseGrain : IGrainWithStringKey
{
    Task<string> Name();
}

public interface ICallGrain : IBaseGrain
{
    Task<Parcel?> Return(Parcel? parcel);

    ValueTask<int> Add(int a, int? b);

    ValueTask Fine();

    Task FailAtOnce();

    Task<int> FailLater();

    Task<string?> Context(string key, bool change);

    Task<string?> ContextThrough(string key, string other);

    Task Wait(string gate);

    [ResponseTimeout("00:00:05")]
    Task WaitBriefly(string gate);

    Task WaitUnlessCancelled(CancellationToken token);

    Task MutualWith(string other);

    [OneWay]
    Task Tell(string what);

    Task<ICallGrain> Self();
}

public interface IFilteredGrain : IBaseGrain;

public sealed class CallGrain(Probe probe) : Grain, ICallGrain
{
    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<Parcel?> Return(Parcel? parcel) => Task.FromResult(parcel);

    public async ValueTask<int> Add(int a, int? b)
    {
        await Task.Yield();
        return a + (b ?? 0);
    }

    public ValueTask Fine() => default;

    public Task FailAtOnce() => throw new ArgumentException("at once");

    public async Task<int> FailLater()
    {
        await Task.Yield();
        throw new ArgumentException("later");
    }

    public Task<string?> Context(string key, bool change)
    {
        string? seen = RequestContext.Get(key) as string;
        if (change)
        {
            RequestContext.Set(key, "callee's");
        }

        return Task.FromResult(seen);
    }

    public async Task<string?> ContextThrough(string key, string other)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<ICallGrain>(other).Context(key, false);
    }

    public async Task Wait(string gate)
    {
        probe.Say($"waits {gate}");
        await probe.Gate(gate);
    }

    public Task WaitBriefly(string gate) => Wait(gate);

    public async Task WaitUnlessCancelled(CancellationToken token)
    {
        probe.Say("waits for cancellation");
        TaskScheduler mine = TaskScheduler.Current;
        var cancelled = new TaskCompletionSource();
        await using (token.Register(() =>
        {
            probe.Say(ReferenceEquals(mine, TaskScheduler.Current) ? "cancelled in a turn" : "cancelled elsewhere");
            cancelled.SetResult();
        }))
        {
            await cancelled.Task;
        }

        probe.Say("saw the cancellation");
        token.ThrowIfCancellationRequested();
    }

    public async Task MutualWith(string other)
    {
        probe.Say($"{this.GetPrimaryKeyString()} calls {other}");
        await probe.Gate("mutual");
        await GrainFactory.GetGrain<ICallGrain>(other).Fine();
    }

    public Task Tell(string what)
    {
        probe.Say(what);
        return what == "bad" ? throw new InvalidOperationException(what) : Task.CompletedTask;
    }

    public Task<ICallGrain> Self() => Task.FromResult(this.AsReference<ICallGrain>());
}

public sealed class FilteredGrain(Probe probe) : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        probe.Say("own before");
        await context.Invoke();
        context.Result += " own";
        probe.Say("own after");
    }
}
