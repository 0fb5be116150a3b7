using System.Collections.Immutable;

namespace Orleans.Runtime.Membership;

/// <summary>The membership table with bounded patience, and changes of it as read, decide, compare-and-set.</summary>
internal sealed class MembershipStore(IMembershipTable table, TimeProvider clock)
{
    private const int Attempts = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    internal Task InitializeAsync(CancellationToken cancellationToken) => WithinAsync(token => table.InitializeMembershipTableAsync(true, token), cancellationToken);

    internal Task<MembershipTableData> ReadAsync(CancellationToken cancellationToken) => WithinAsync(table.ReadAllAsync, cancellationToken);

    internal Task WriteSignOfLifeAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        WithinAsync(token => table.UpdateIAmAliveAsync(entry, token), cancellationToken);

    internal Task CleanAsync(DateTimeOffset before, CancellationToken cancellationToken) => WithinAsync(token => table.CleanupDefunctSiloEntriesAsync(before, token), cancellationToken);

    /// <summary>Changes one row. The decision is made anew on whatever the table has become, until it holds or there is nothing to do.</summary>
    /// <returns>The table as it was read last, with the change in it, and whether there was one.</returns>
    /// <exception cref="OrleansException">Others kept changing the table.</exception>
    internal async Task<(MembershipTableData Data, bool Changed)> ChangeAsync(Func<MembershipTableData, MembershipEntry?> decide, CancellationToken cancellationToken)
    {
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            MembershipTableData data = await ReadAsync(cancellationToken);
            if (decide(data) is not { } row)
            {
                return (data, false);
            }

            TableVersion next = data.Version.Next();
            bool done = await WithinAsync(
                token => data.TryGet(row.SiloAddress) is { } was ? table.UpdateRowAsync(row, was.Item2, next, token) : table.InsertRowAsync(row, next, token),
                cancellationToken);
            if (done)
            {
                return (await ReadAsync(cancellationToken), true);
            }

            // Those who collide should not do so again: no two have the same clock.
            await Task.Delay(LongestPause * (clock.GetTimestamp() % 1009 / 1009.0), clock, cancellationToken);
        }

        throw new OrleansException($"The membership table changed {Attempts} times while one change of it was tried.");
    }

    /// <summary>A copy that may be changed without changing what was read.</summary>
    internal static MembershipEntry Copy(MembershipEntry row) => new()
    {
        SiloAddress = row.SiloAddress,
        Status = row.Status,
        SuspectTimes = row.SuspectTimes is { } votes ? [.. votes] : null,
        ProxyPort = row.ProxyPort,
        HostName = row.HostName,
        SiloName = row.SiloName,
        RoleName = row.RoleName,
        UpdateZone = row.UpdateZone,
        FaultZone = row.FaultZone,
        StartTime = row.StartTime,
        IAmAliveTime = row.IAmAliveTime,
    };

    internal static ClusterMembershipSnapshot ToView(MembershipTableData data) => new(
        data.Members.Select(row => new ClusterMember(row.Item1.SiloAddress, row.Item1.Status, row.Item1.SiloName ?? "")).ToImmutableDictionary(member => member.SiloAddress),
        new(data.Version.Version));

    private async Task WithinAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => await WithinAsync(
        async token =>
        {
            await work(token);
            return true;
        },
        cancellationToken);

    // A table that neither answers nor fails must not hold up who asks; whether it heeds the token is its own affair.
    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await work(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The membership table did not answer within {Patience.TotalSeconds} s.");
        }
    }
}
