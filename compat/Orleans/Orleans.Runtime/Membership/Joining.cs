using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime.Membership;

/// <summary>
/// How a silo gets its row: with a generation above that of every earlier life in its place, and only if none of these lives still. Whether one does shows in its
/// signs of life: if these go on while they are watched, there are two silos with one address. A table that is away is waited for: a silo that starts while its database does must not have to be started again.
/// </summary>
internal sealed partial class Joining(ClusterMembership membership, LocalSilo self, ClusterMembershipOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>One may be a trick of a slow reading.</summary>
    private const int SignsThatProve = 2;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="OrleansConfigurationException">Another silo that lives has the address.</exception>
    internal Task JoinAsync(CancellationToken cancellationToken) => InTimeAsync(
        async token =>
        {
            await membership.Store.InitializeAsync(token);
            do
            {
                await OutliveEarlierLivesAsync(token);
            }
            while (!await membership.ChangeAsync(Row, token));
        },
        cancellationToken);

    internal Task BecomeActiveAsync(CancellationToken cancellationToken) => InTimeAsync(token => membership.AnnounceAsync(SiloStatus.Active, token), cancellationToken);

    private async Task InTimeAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.MaxJoinAttemptTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Exception? last = null;
        while (true)
        {
            try
            {
                await step(both.Token);
                return;
            }
#pragma warning disable CA1031 // Whatever keeps the table away: it is said, and tried again for as long as the silo may take to join.
            catch (Exception exception) when (exception is not OrleansConfigurationException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                last = exception is OperationCanceledException ? last : exception;
                if (limit.IsCancellationRequested)
                {
                    throw new OrleansException(
                        $"The silo {self.SiloAddress} could not join its cluster within {options.MaxJoinAttemptTime}{(last is null ? "." : $": {last.Message}")}", last!);
                }

                LogTableAway(logger, exception.Message);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task OutliveEarlierLivesAsync(CancellationToken cancellationToken)
    {
        var signs = new SignsOfLife(clock, options.IAmAliveTablePublishTimeout);
        TimeSpan silence = (options.IAmAliveTablePublishTimeout * SignsThatProve) + (Look * 5);
        while (true)
        {
            MembershipTableData table = await membership.Store.ReadAsync(cancellationToken);
            signs.See(table);
            List<MembershipEntry> earlier = Lives(table);
            if (earlier.Find(life => signs.Count(life.SiloAddress) >= SignsThatProve) is { } living)
            {
                throw new OrleansConfigurationException(
                    $"Another silo of the cluster '{self.ClusterId}' lives at {self.SiloAddress.Endpoint}: {living.SiloName} on {living.HostName}. Each silo needs an address of its own.");
            }

            foreach (MembershipEntry silent in earlier.Where(life => signs.SinceSign(life.SiloAddress) >= silence))
            {
                await membership.TryKill(silent.SiloAddress);
            }

            if (earlier.Count == 0)
            {
                return;
            }

            await Task.Delay(Look, clock, cancellationToken);
        }
    }

    private List<MembershipEntry> Lives(MembershipTableData table) =>
        [.. table.Members.Select(row => row.Item1).Where(row => row.SiloAddress.Endpoint.Equals(self.SiloAddress.Endpoint) && row.Status != SiloStatus.Dead)];

    // Null if another life in the same place was quicker: then that one is looked at.
    private MembershipEntry? Row(MembershipTableData table)
    {
        if (Lives(table).Count > 0)
        {
            return null;
        }

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

    [LoggerMessage(10531, LogLevel.Warning, "The table of the cluster's silos cannot be had, and is asked again: {Reason}")]
    private static partial void LogTableAway(ILogger logger, string reason);
}
