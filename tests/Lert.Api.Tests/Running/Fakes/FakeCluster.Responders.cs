using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default responders are not there.</summary>
    public Func<string, CommandStamp, ResponderCommand, Task<Reply<ResponderView>>> Responder { get; set; } =
        (_, stamp, _) => Refused<ResponderView>(stamp, RefusalCodes.ResponderNotFound);

    public Func<string, ResponderListing?> ReadResponder { get; set; } = _ => null;

    public Func<string, ExposureView?> ReadExposure { get; set; } = _ => null;

    private sealed class FakeResponder(FakeCluster cluster, string key) : FakeActor, IResponderGrain
    {
        public Task<Reply<ResponderView>> Execute(CommandStamp stamp, ResponderCommand command)
        {
            cluster.Note("responder", nameof(Execute), key, stamp, command);
            return cluster.Responder(key, stamp, command);
        }

        public Task<ResponderListing?> Get()
        {
            cluster.Note("responder", nameof(Get), key);
            return Task.FromResult(cluster.ReadResponder(key));
        }

        public Task<ExposureView?> GetExposure()
        {
            cluster.Note("responder", nameof(GetExposure), key);
            return Task.FromResult(cluster.ReadExposure(key));
        }

        public Task<ImmutableArray<ContactRule>> FindContacts(Urgency urgency) => throw new NotSupportedException();

        public Task<Fitness?> FindFitness() => throw new NotSupportedException();
    }
}
