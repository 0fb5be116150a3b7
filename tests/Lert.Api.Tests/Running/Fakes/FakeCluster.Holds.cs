using Lert.Grains;
using Lert.Grains.Holds;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default holds are not there.</summary>
    public Func<string, CommandStamp, HoldCommand, Task<Reply<HoldView>>> Hold { get; set; } =
        (_, stamp, _) => Refused<HoldView>(stamp, RefusalCodes.HoldNotFound);

    public Func<string, HoldView?> ReadHold { get; set; } = _ => null;

    public Func<string, TimeSpan, Task<HoldView?>> Settled { get; set; } = (_, _) => Task.FromResult<HoldView?>(null);

    private sealed class FakeHold(FakeCluster cluster, string key) : FakeActor, IHoldGrain
    {
        public Task<Reply<HoldView>> Execute(CommandStamp stamp, HoldCommand command)
        {
            cluster.Note("hold", nameof(Execute), key, stamp, command);
            return cluster.Hold(key, stamp, command);
        }

        public Task<HoldView?> Get()
        {
            cluster.Note("hold", nameof(Get), key);
            return Task.FromResult(cluster.ReadHold(key));
        }

        public Task<HoldView?> WhenSettled(TimeSpan patience)
        {
            cluster.Note("hold", nameof(WhenSettled), key, patience);
            return cluster.Settled(key, patience);
        }
    }
}
