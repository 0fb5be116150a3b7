using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task A_connection_is_welcomed_before_it_hears_goodbye()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string key = silos.KeyAt(silos[1]);
        Task<string> running = Silos.Ask<IPlaceGrain>(silos[0], key).Hold("gate");
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{key} held at {silos[1].Name}"));
        using Peer early = await Peer.ConnectAsync(silos[1].SiloAddress);
        await early.GreetAsync(silos, ConnectionPurpose.Client, null);
        Assert.Equal(FrameKind.Welcome, await early.ReadAsync());
        using Peer late = await Peer.ConnectAsync(silos[1].SiloAddress);
        Task stopping = silos.Cluster.StopSiloAsync(silos[1]);
        Assert.Equal(FrameKind.Goodbye, await early.ReadAsync());
        await late.GreetAsync(silos, ConnectionPurpose.Client, null);
        Assert.Equal(FrameKind.Welcome, await late.ReadAsync());
        Assert.Equal(FrameKind.Goodbye, await late.ReadAsync());
        silos.Probe.Open("gate");
        Assert.Equal(silos[1].Name, await running.WithinBound());
        await stopping.WithinBound();
    }

    [Fact]
    public async Task What_a_silo_answered_before_it_left_arrives_though_the_view_that_it_is_gone_comes_first()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string key = silos.KeyAt(silos[1]);
        Task<string> running = Silos.Ask<IPlaceGrain>(silos[0], key).Hold("gate");
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{key} held at {silos[1].Name}"));
        Task stopping = silos.Cluster.StopSiloAsync(silos[1]);
        await Eventually.IsTrueAsync(() => Of(silos[1]).IsForsaken);

        ClusterMembershipSnapshot view = Silos.MembershipOf(silos[0]).CurrentSnapshot;
        Of(silos[0]).Follow(new(view.Members.SetItem(silos[1].SiloAddress, new(silos[1].SiloAddress, SiloStatus.Dead, silos[1].Name)), view.Version));
        silos.Probe.Open("gate");
        Assert.Equal(silos[1].Name, await running.WithinBound());
        await stopping.WithinBound();
    }

    [Fact]
    public async Task Every_silo_hears_of_a_view_also_from_one_that_does_not_probe_it()
    {
        // They agree after each start, and nobody reads the table of himself.
        await using Silos silos = await Silos.StartAsync(4, silo => silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.NumProbedSilos = 1;
            options.TableRefreshTimeout = TimeSpan.FromHours(1);
        }));
        await silos.Cluster.StopSiloAsync(silos[2]);
        await silos.AgreeAsync();
    }

    private static SiloNetwork Of(Orleans.TestingHost.InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<SiloRuntime>().Network!;
}
