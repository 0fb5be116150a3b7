using Orleans.Concurrency;
using Orleans.Runtime.Tests.Fixture;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Tests.Turns;

public interface ITurns : IGrainWithStringKey
{
    Task<int> Count();

    Task Hold(string gate);

    [ReadOnly]
    Task Read(string gate);

    [AlwaysInterleave]
    Task<string> Peek();

    Task<string> WhereAmI();

    Task<bool> StaysOnItsScheduler(string gate);
}

public interface ITurnGrain : ITurns;

public interface IReentrantGrain : ITurns;

public interface IChoosyGrain : ITurns;

/// <summary>Counts what overlaps: <c>Inside</c> changes at every turn's edge and must never exceed one.</summary>
public abstract class TurnGrainBase(Probe probe) : Grain, ITurns
{
    private int _count;
    private int _inside;

    public async Task<int> Count()
    {
        Enter();
        int seen = _count;
        Leave();
        await Task.Yield();
        Enter();
        _count = seen + 1;
        Leave();
        return _count;
    }

    public async Task Hold(string gate)
    {
        probe.Say($"hold {gate}");
        await probe.Gate(gate);
        probe.Say($"done {gate}");
    }

    public async Task Read(string gate)
    {
        probe.Say($"read {gate}");
        await probe.Gate(gate);
        probe.Say($"done {gate}");
    }

    public Task<string> Peek() => Task.FromResult("peeked");

    public Task<string> WhereAmI() => Task.FromResult($"{TaskScheduler.Current}|{SynchronizationContext.Current}|{TurnTests.Ambient.Value}");

    public async Task<bool> StaysOnItsScheduler(string gate)
    {
        TaskScheduler mine = TaskScheduler.Current;
        await Task.Yield();
        bool afterYield = ReferenceEquals(mine, TaskScheduler.Current);
        await probe.Gate(gate);
        bool afterGate = ReferenceEquals(mine, TaskScheduler.Current);
        await Task.Run(() => { }).ConfigureAwait(true);
        bool started = await Task.Factory.StartNew(() => ReferenceEquals(mine, TaskScheduler.Current), default, TaskCreationOptions.None, TaskScheduler.Current);
        return afterYield && afterGate && started && ReferenceEquals(mine, TaskScheduler.Current) && !ReferenceEquals(mine, TaskScheduler.Default);
    }

    private void Enter()
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            probe.Say("two threads in one grain");
        }
    }

    private void Leave() => Interlocked.Decrement(ref _inside);
}

public sealed class TurnGrain(Probe probe) : TurnGrainBase(probe), ITurnGrain;

[Reentrant]
public sealed class ReentrantGrain(Probe probe) : TurnGrainBase(probe), IReentrantGrain;

[MayInterleave(nameof(Welcomes))]
public sealed class ChoosyGrain(Probe probe) : TurnGrainBase(probe), IChoosyGrain
{
    public static bool Welcomes(IInvokable call) => call.GetArgumentCount() == 1 && call.GetArgument(0) is "welcome";
}
