using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default cases are not there.</summary>
    public Func<string, CommandStamp, CaseCommand, Task<Reply<CaseView>>> Case { get; set; } =
        (_, stamp, _) => Refused<CaseView>(stamp, RefusalCodes.CaseNotFound);

    public Func<string, CaseView?> ReadCase { get; set; } = _ => null;

    public Func<string, CaseScope?> ReadScope { get; set; } = _ => null;

    private sealed class FakeCase(FakeCluster cluster, string key) : FakeActor, ICaseGrain
    {
        public Task<Reply<CaseView>> Execute(CommandStamp stamp, CaseCommand command)
        {
            cluster.Note("case", nameof(Execute), key, stamp, command);
            return cluster.Case(key, stamp, command);
        }

        public Task<CaseView?> Get()
        {
            cluster.Note("case", nameof(Get), key);
            return Task.FromResult(cluster.ReadCase(key));
        }

        public Task<CaseTimeline?> GetTimeline(long sequence, int limit)
        {
            cluster.Note("case", nameof(GetTimeline), key, sequence, limit);
            return Task.FromResult(cluster.ReadCase(key) is { } view
                ? new CaseTimeline(view, [new TimelineEntry(1, Some.Instant, "ann", "case.opened.v1", "received")], 1, Some.Instant)
                : null);
        }

        public Task<CaseView?> WhenAnswered(long attempt, TimeSpan patience)
        {
            cluster.Note("case", nameof(WhenAnswered), key, attempt, patience);
            return Task.FromResult(cluster.ReadCase(key));
        }

        public Task<CaseScope?> GetScope()
        {
            cluster.Note("case", nameof(GetScope), key);
            return Task.FromResult(cluster.ReadScope(key));
        }

        public Task<CaseView?> GetAsOf(DateTimeOffset at)
        {
            cluster.Note("case", nameof(GetAsOf), key, at);
            return Task.FromResult(cluster.ReadCase(key));
        }
    }
}
