using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Tests.Fixture;
using Orleans.TestingHost;

namespace Orleans.Runtime.Tests.Lifecycle;

public sealed class TestClusterTests
{
    // The genuine cluster's ServiceProvider is its client's, not its silo's.
    [Fact, Trait("Stack", "compat")]
    public async Task A_test_cluster_has_a_silo_configured_like_any_other()
    {
        await using TestCluster cluster = new TestClusterBuilder().AddSiloBuilderConfigurator<Configurator>().Build();
        await cluster.DeployAsync();
        Assert.Equal(1, await cluster.GrainFactory.GetGrain<ILifeGrain>("k").Activation());
        Assert.Equal("from the host", cluster.ServiceProvider.GetRequiredService<string>());
        Assert.True(Assert.Single(cluster.Silos).IsActive);
    }

    [Fact, Trait("Stack", "compat")]
    public void A_silo_by_itself_satisfies_a_host_that_checks_its_services()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateOnBuild = true, ValidateScopes = true }));
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using IHost host = builder.Build();
        Assert.NotNull(host.Services.GetRequiredService<IClusterClient>());
    }

    // The genuine client finds the restarted silo with an old reference too.
    [Fact, Trait("Stack", "compat")]
    public async Task A_restarted_silo_knows_nothing_of_the_activations_before()
    {
        await using TestCluster cluster = new TestClusterBuilder().AddSiloBuilderConfigurator<Configurator>().Build();
        await cluster.DeployAsync();
        ILifeGrain before = cluster.GrainFactory.GetGrain<ILifeGrain>("k");
        await before.Activation();
        await cluster.RestartSiloAsync(cluster.Primary!);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => before.Activation());
        Assert.Equal(1, await cluster.GrainFactory.GetGrain<ILifeGrain>("k").Activation());
    }

    [Fact, Trait("Stack", "compat")]
    public void What_is_no_cluster_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new TestClusterBuilder(0).Build());
        Assert.Throws<ArgumentException>(() => new TestClusterBuilder().AddSiloBuilderConfigurator<Probe>());
    }

    internal sealed class Configurator : ISiloConfigurator, IHostConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Services.AddSingleton<Probe>();

        public void Configure(IHostBuilder hostBuilder) => hostBuilder.ConfigureServices(services => services.AddSingleton("from the host"));
    }
}
