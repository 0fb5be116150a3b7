using Orleans.Configuration;
using Orleans.Runtime.Network;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>A planned stop among others that are not as they should be, and what is left of a silo that is gone.</summary>
[Trait("Stack", "compat")]
public sealed class LeavingTests
{
    [Fact]
    public async Task A_peer_that_no_longer_reads_does_not_keep_a_silo_from_stopping()
    {
        await using Silos silos = await Silos.StartAsync(1, silo => silo.Configure<ClusterMembershipOptions>(options => options.ProbeTimeout = TimeSpan.FromMilliseconds(300)));
        using Peer peer = await Peer.ConnectAsync(silos[0].SiloAddress);
        await peer.GreetAsync(silos, ConnectionPurpose.Client, null);

        // More answers than the network takes.
        byte[] ping = [11, 0, 0, 0, (byte)FrameKind.Ping, .. Enumerable.Repeat((byte)255, 9), 1];
        await peer.SendAsync([.. Enumerable.Repeat(ping, (12 << 20) / ping.Length).SelectMany(bytes => bytes)]);
        await silos.Cluster.StopSiloAsync(silos[0]).WithinBound();
        Assert.Equal(SiloStatus.Dead, (await silos.Cluster.Table!.ReadAll()).TryGet(silos[0].SiloAddress)!.Item1.Status);
    }

    [Fact]
    public async Task The_calls_of_a_silo_that_was_declared_dead_come_to_an_end()
    {
        await using Silos silos = await Silos.StartAsync(1);
        SiloAddress other = SiloAddress.New(new(System.Net.IPAddress.Loopback, 9), 7);
        using Peer peer = await Peer.ConnectAsync(silos[0].SiloAddress);
        await peer.GreetAsync(silos, ConnectionPurpose.Calls, other);
        Assert.Equal(FrameKind.Welcome, await peer.ReadAsync());
        MembershipTableData table = await silos.Cluster.Table!.ReadAll();
        Assert.True(await silos.Cluster.Table.InsertRow(new() { SiloAddress = other, Status = SiloStatus.Active }, table.Version.Next()));
        Assert.True(await Silos.MembershipOf(silos[0]).TryKill(other));
        Assert.Null(await peer.ReadAsync());
    }
}
