using Lert.Silo.Pumps;

namespace Lert.Silo.Cluster;

/// <summary>
/// Gives the pumps their share of the slots from each view of the cluster, as it comes. Until the first view in which this silo is active it has none, so
/// nothing is handed out twice for want of knowing better.
/// </summary>
internal sealed partial class ShareFollower(IClusterMembershipService membership, ILocalSiloDetails self, PumpShare share, TimeProvider clock, ILogger<ShareFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Take(membership.CurrentSnapshot);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var view in membership.MembershipUpdates.WithCancellation(stoppingToken))
                {
                    Take(view);
                }

                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>
    /// The active members in the order of their addresses, which is the same on every silo, and the same after one was started again: Orleans' own order looks at
    /// the generation first.
    /// </summary>
    internal static Store.Slots? ShareOf(SiloAddress self, ClusterMembershipSnapshot view)
    {
        SiloAddress[] active =
        [
            .. view.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)
                .OrderBy(silo => silo.Endpoint.ToString(), StringComparer.Ordinal).ThenBy(silo => silo.Generation),
        ];
        return PumpShare.Of(Array.IndexOf(active, self), active.Length);
    }

    private void Take(ClusterMembershipSnapshot view)
    {
        var next = ShareOf(self.SiloAddress, view);
        if (next != share.Current)
        {
            var members = view.Members.Values.Count(member => member.Status == SiloStatus.Active);
            Took(log, next?.First ?? -1, next?.Last ?? -1, members, view.Version.Value);
            share.Set(next);
        }
    }

    [LoggerMessage(1210, LogLevel.Information, "This silo's pumps work on slots {First} to {Last} of 256: {Members} members are active in view {View}.")]
    private static partial void Took(ILogger log, int first, int last, int members, long view);
}
