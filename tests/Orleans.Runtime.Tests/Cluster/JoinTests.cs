using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>Who may join, and how a silo that may not is told.</summary>
[Trait("Stack", "compat")]
public sealed class JoinTests
{
    [Fact]
    public async Task A_second_silo_with_the_address_of_one_that_lives_is_refused_in_one_sentence()
    {
        await using Silos silos = await Silos.StartAsync(1);
        int port = silos[0].SiloAddress.Endpoint.Port;
        using IHost second = Host(silos, endpoint =>
        {
            // Elsewhere, but under the same address: as two machines that were both told to be this one.
            endpoint.SiloPort = port;
            endpoint.SiloListeningEndpoint = new(IPAddress.Loopback, 0);
        });
        OrleansConfigurationException refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => second.StartAsync().WithinBound());
        Assert.StartsWith($"Another silo of the cluster '{silos.Cluster.Options.ClusterId}' lives at 127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SiloStatus.Active, Silos.MembershipOf(silos[0]).CurrentSnapshot.GetSiloStatus(silos[0].SiloAddress));
        Assert.Equal(silos[0].Name, await Silos.Ask<IPlaceGrain>(silos[0], "k").Silo());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_that_may_not_join_leaves_the_one_that_lives_its_row(bool isElsewhere)
    {
        await using Silos silos = await Silos.StartAsync(1);
        using IHost second = Host(silos, endpoint =>
        {
            endpoint.SiloPort = silos[0].SiloAddress.Endpoint.Port;
            endpoint.SiloListeningEndpoint = isElsewhere ? new(IPAddress.Loopback, 0) : null;
        });

        // As if both had been started in the same second.
        ((LocalSilo)second.Services.GetRequiredService<ILocalSiloDetails>()).Settle(silos[0].SiloAddress);
        await Assert.ThrowsAsync<OrleansConfigurationException>(() => second.StartAsync().WithinBound());
        Assert.Equal(SiloStatus.Active, (await silos.Cluster.Table!.ReadAll()).TryGet(silos[0].SiloAddress)!.Item1.Status);
    }

    [Fact]
    public async Task Of_two_silos_that_find_their_address_free_at_once_one_is_refused()
    {
        await using Silos silos = await Silos.StartAsync(1);
        var table = new Contested(silos.Cluster.Table!);
        using IHost second = Host(silos, endpoint => endpoint.SiloPort = 0, table: table);
        OrleansConfigurationException refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => second.StartAsync().WithinBound());
        Assert.Contains($"lives at {table.Quicker!.SiloAddress.Endpoint}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using Silos silos = await Silos.StartAsync(1);
        int port = silos[0].SiloAddress.Endpoint.Port;
        using IHost second = Host(silos, endpoint => endpoint.SiloPort = port);
        OrleansConfigurationException refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => second.StartAsync().WithinBound());
        Assert.Contains($"cannot listen at 127.0.0.1:{port}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_another_cluster_is_turned_away_with_the_reason()
    {
        await using Silos silos = await Silos.StartAsync(1);
        using IHost client = new HostBuilder().UseOrleansClient(builder => builder
            .UseStaticClustering(silos[0].SiloAddress.Endpoint)
            .Configure<ClusterOptions>(options => options.ClusterId = "elsewhere")).Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        SiloUnavailableException refused = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync(patience.Token).WithinBound());
        Assert.Contains("is of the cluster 'elsewhere'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_static_gateways_goes_on_when_one_of_them_is_killed()
    {
        await using Silos silos = await Silos.StartAsync(2);
        using IHost client = new HostBuilder().UseOrleansClient(builder => builder
            .UseStaticClustering(silos[0].SiloAddress.Endpoint, silos[1].SiloAddress.Endpoint)
            .Configure<ClusterOptions>(options => options.ClusterId = silos.Cluster.Options.ClusterId)).Build();
        await client.StartAsync().WithinBound();
        IGrainFactory grains = client.Services.GetRequiredService<IGrainFactory>();
        string there = silos.KeyAt(silos[1]);
        Assert.Equal(silos[1].Name, await grains.GetGrain<IPlaceGrain>(there).Silo());
        await silos.Cluster.KillSiloAsync(silos[0]);
        await silos.AgreeAsync();
        for (int attempt = 0; !await AnswersAsync(); attempt++)
        {
            Assert.InRange(attempt, 0, 100_000);
            await Task.Yield();
        }

        await client.StopAsync();

        async Task<bool> AnswersAsync()
        {
            try
            {
                return await grains.GetGrain<IPlaceGrain>("any").Silo() == silos[1].Name;
            }
            catch (SiloUnavailableException)
            {
                return false; // The client had not yet seen that connection end.
            }
        }
    }

    [Fact]
    public async Task A_silo_waits_for_a_table_that_is_away_and_joins_when_it_is_back()
    {
        await using Silos silos = await Silos.StartAsync(1);
        silos.Cluster.Table!.IsAway = true;
        using IHost second = Host(silos, endpoint => endpoint.SiloPort = 0);
        Task starting = second.StartAsync();
        int refused = silos.Cluster.Table.Refused;
        await Eventually.IsTrueAsync(() => silos.Cluster.Table.Refused > refused + 3);
        Assert.False(starting.IsCompleted);

        silos.Cluster.Table.IsAway = false;
        await starting.WithinBound();
        SiloAddress joined = second.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        await Eventually.IsTrueAsync(() => Silos.MembershipOf(silos[0]).CurrentSnapshot.GetSiloStatus(joined) == SiloStatus.Active);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_table_that_stays_away_ends_the_start_with_a_sentence_that_says_why()
    {
        await using Silos silos = await Silos.StartAsync(1);
        silos.Cluster.Table!.IsAway = true;
        using IHost second = Host(silos, endpoint => endpoint.SiloPort = 0, TimeSpan.FromSeconds(1));
        OrleansException refused = await Assert.ThrowsAsync<OrleansException>(() => second.StartAsync().WithinBound());
        Assert.Contains("could not join its cluster within 00:00:01: The membership table is away.", refused.Message, StringComparison.Ordinal);
        silos.Cluster.Table.IsAway = false;
    }

    [Fact]
    public async Task A_client_that_finds_no_silo_says_which_it_tried_and_why_not()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var place = (IPEndPoint)closed.LocalEndpoint;
        closed.Stop();
        using IHost client = new HostBuilder().UseOrleansClient(builder => builder.UseStaticClustering(place)).Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        SiloUnavailableException refused = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync(patience.Token).WithinBound());
        Assert.Contains(place.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains("refused", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_gateway_list_that_is_empty_is_refused()
    {
        var provider = new Orleans.Runtime.Client.StaticGatewayListProvider(Microsoft.Extensions.Options.Options.Create(new StaticGatewayListProviderOptions()));
        Assert.Throws<OrleansConfigurationException>(() => { _ = ((IGatewayListProvider)provider).InitializeGatewayListProvider(); });
    }

    private static IHost Host(Silos silos, Action<EndpointOptions> endpoint, TimeSpan? patience = null, IMembershipTable? table = null) => new HostBuilder().UseOrleans(silo =>
    {
        silo.Services.AddSingleton(table ?? silos.Cluster.Table!);
        silo.Services.AddSingleton(silos.Probe);
        silo.Configure<ClusterOptions>(options => options.ClusterId = silos.Cluster.Options.ClusterId);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
            options.MaxJoinAttemptTime = patience ?? TimeSpan.FromSeconds(30);
        });
        silo.Configure(endpoint);
    }).Build();

    /// <summary>A table in which somebody else is quicker with the same address, and lives.</summary>
    private sealed class Contested(IMembershipTable table) : IMembershipTable
    {
        private readonly Stopwatch _since = Stopwatch.StartNew();

        internal MembershipEntry? Quicker { get; private set; }

        public Task InitializeMembershipTable(bool tryInitTableVersion) => table.InitializeMembershipTable(tryInitTableVersion);

        public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

        public Task<MembershipTableData> ReadRow(SiloAddress key) => table.ReadRow(key);

        public async Task<MembershipTableData> ReadAll()
        {
            if (Quicker is { } quicker)
            {
                await table.UpdateIAmAlive(new() { SiloAddress = quicker.SiloAddress, IAmAliveTime = quicker.StartTime + _since.Elapsed });
            }

            return await table.ReadAll();
        }

        public async Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
        {
            if (Quicker is not null)
            {
                return await table.InsertRow(entry, tableVersion);
            }

            Quicker = entry;
            Assert.True(await table.InsertRow(entry, tableVersion));
            return false;
        }

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => table.UpdateRow(entry, etag, tableVersion);

        public Task UpdateIAmAlive(MembershipEntry entry) => table.UpdateIAmAlive(entry);
    }
}
