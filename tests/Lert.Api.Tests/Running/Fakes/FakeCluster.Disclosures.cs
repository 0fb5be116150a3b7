using Lert.Grains;
using Lert.Grains.Disclosures;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    public Func<string, CommandStamp, DisclosureCommand, Task<Reply<DisclosureView>>> Disclosure { get; set; } =
        (_, stamp, _) => Refused<DisclosureView>(stamp, RefusalCodes.DisclosureNotFound);

    public Func<string, DisclosureView?> ReadDisclosure { get; set; } = _ => null;

    /// <summary>By default everything may be handed out.</summary>
    public Func<string, Refusal?> HandOut { get; set; } = _ => null;

    private sealed class FakeDisclosure(FakeCluster cluster, string key) : FakeActor, IDisclosureGrain
    {
        public Task<Reply<DisclosureView>> Execute(CommandStamp stamp, DisclosureCommand command)
        {
            cluster.Note("disclosure", nameof(Execute), key, stamp, command);
            return cluster.Disclosure(key, stamp, command);
        }

        public Task<DisclosureView?> Get()
        {
            cluster.Note("disclosure", nameof(Get), key);
            return Task.FromResult(cluster.ReadDisclosure(key));
        }

        public Task<Refusal?> JudgeHandOut(string by)
        {
            cluster.Note("disclosure", nameof(JudgeHandOut), key, by);
            return Task.FromResult(cluster.HandOut(by));
        }

        public Task<DisclosureWork?> FindWork() => throw new NotSupportedException();
    }
}
