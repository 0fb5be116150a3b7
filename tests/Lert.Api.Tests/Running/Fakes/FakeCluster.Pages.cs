using Lert.Grains;
using Lert.Grains.Pages;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    /// <summary>By default pages are not there.</summary>
    public Func<string, CommandStamp, PageCommand, Task<Reply<PageView>>> Page { get; set; } =
        (_, stamp, _) => Refused<PageView>(stamp, RefusalCodes.PageNotFound);

    public Func<string, PageView?> ReadPage { get; set; } = _ => null;

    private sealed class FakePage(FakeCluster cluster, string key) : FakeActor, IPageGrain
    {
        public Task<Reply<PageView>> Execute(CommandStamp stamp, PageCommand command)
        {
            cluster.Note("page", nameof(Execute), key, stamp, command);
            return cluster.Page(key, stamp, command);
        }

        public Task<PageView?> Get()
        {
            cluster.Note("page", nameof(Get), key);
            return Task.FromResult(cluster.ReadPage(key));
        }

        public Task<PageDelivery?> FindDelivery(string deliveryId) => throw new NotSupportedException();
    }
}
