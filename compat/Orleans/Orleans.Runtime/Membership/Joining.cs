using Orleans.Configuration;

namespace Orleans.Runtime.Membership;

/// <summary>
/// How a silo gets its row: with a generation above that of every earlier life in its place, and only if none of these lives still. Whether one does shows in its
/// sign of life: if that changes while it is watched, there are two silos with one address.
/// </summary>
internal sealed class Joining(ClusterMembership membership, LocalSilo self, ClusterMembershipOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <exception cref="OrleansConfigurationException">Another silo that lives has the address.</exception>
    internal async Task JoinAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.MaxJoinAttemptTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await membership.Store.InitializeAsync(both.Token);
            await OutliveEarlierLivesAsync(both.Token);
            await membership.ChangeAsync(Row, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OrleansException($"The silo {self.SiloAddress} could not join its cluster within {options.MaxJoinAttemptTime}.");
        }
    }

    private async Task OutliveEarlierLivesAsync(CancellationToken cancellationToken)
    {
        // Two signs must be missing, and a little time for the table.
        TimeSpan watch = (options.IAmAliveTablePublishTimeout * 2) + (Look * 5);
        long begun = clock.GetTimestamp();
        MembershipTableData first = await membership.Store.ReadAsync(cancellationToken);
        List<MembershipEntry> earlier = Lives(first);
        while (earlier.Count > 0 && clock.GetElapsedTime(begun) < watch)
        {
            await Task.Delay(Look, clock, cancellationToken);
            MembershipTableData now = await membership.Store.ReadAsync(cancellationToken);
            foreach (MembershipEntry life in Lives(now))
            {
                if (first.TryGet(life.SiloAddress)?.Item1 is not { } before || before.IAmAliveTime != life.IAmAliveTime || before.Status != life.Status)
                {
                    throw new OrleansConfigurationException(
                        $"Another silo of the cluster '{self.ClusterId}' lives at {self.SiloAddress.Endpoint}: {life.SiloName} on {life.HostName}. Each silo needs an address of its own.");
                }
            }

            earlier = Lives(now);
        }

        foreach (MembershipEntry life in earlier)
        {
            await membership.TryKill(life.SiloAddress);
        }
    }

    private List<MembershipEntry> Lives(MembershipTableData table) =>
        [.. table.Members.Select(row => row.Item1).Where(row => row.SiloAddress.Endpoint.Equals(self.SiloAddress.Endpoint) && row.Status != SiloStatus.Dead)];

    private MembershipEntry Row(MembershipTableData table)
    {
        int last = table.Members.Select(row => row.Item1.SiloAddress).Where(silo => silo.Endpoint.Equals(self.SiloAddress.Endpoint)).Select(silo => silo.Generation).DefaultIfEmpty(0).Max();
        if (last >= self.SiloAddress.Generation)
        {
            self.Settle(SiloAddress.New(self.SiloAddress.Endpoint, last + 1));
        }

        DateTime now = clock.GetUtcNow().UtcDateTime;
        return new()
        {
            SiloAddress = self.SiloAddress,
            Status = SiloStatus.Joining,
            ProxyPort = self.GatewayAddress.Endpoint.Port,
            HostName = self.DnsHostName,
            SiloName = self.Name,
            StartTime = now,
            IAmAliveTime = now,
        };
    }
}
