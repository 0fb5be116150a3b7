using Lert.Grains;
using Lert.Grains.Holds;

namespace Orleans.RemoteCalls;

public interface IEchoGrain : IGrainWithIntegerKey
{
    Task<int> Echo(int value);

    /// <summary>Takes and answers what a command of a hold does, and decides nothing.</summary>
    Task<Reply<HoldView>> Execute(CommandStamp stamp, HoldCommand command);

    /// <summary>The process where the grain is.</summary>
    Task<int> Where();
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(int value) => Task.FromResult(value);

    public Task<Reply<HoldView>> Execute(CommandStamp stamp, HoldCommand command) => Task.FromResult(Samples.Reply);

    public Task<int> Where() => Task.FromResult(Environment.ProcessId);
}
