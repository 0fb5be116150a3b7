using Lert.Grains;
using Lert.Grains.Requesters;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default requesters are not there.</summary>
    public Func<string, CommandStamp, RequesterCommand, Task<Reply<RequesterView>>> Requester { get; set; } =
        (_, stamp, _) => Refused<RequesterView>(stamp, RefusalCodes.RequesterNotFound);

    public Func<string, RequesterView?> ReadRequester { get; set; } = _ => null;

    private sealed class FakeRequester(FakeCluster cluster, string key) : FakeActor, IRequesterGrain
    {
        public Task<Reply<RequesterView>> Execute(CommandStamp stamp, RequesterCommand command)
        {
            cluster.Note("requester", nameof(Execute), key, stamp, command);
            return cluster.Requester(key, stamp, command);
        }

        public Task<RequesterView?> Get()
        {
            cluster.Note("requester", nameof(Get), key);
            return Task.FromResult(cluster.ReadRequester(key));
        }

        public Task<AgencyDirectory> FindDirectory() => throw new NotSupportedException();
    }
}
