using Orleans.TestingHost;

namespace Orleans.Runtime.Tests;

public interface IEchoGrain : IGrainWithStringKey
{
    Task<string> Echo(string text);

    ValueTask<int> Add(int a, int? b);

    Task Nothing(CancellationToken token);
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<string> Echo(string text) => Task.FromResult(this.GetPrimaryKeyString() + text);

    public async ValueTask<int> Add(int a, int? b)
    {
        await Task.Yield();
        return a + b ?? 0;
    }

    public Task Nothing(CancellationToken token) => Task.CompletedTask;
}

public sealed class SmokeTests
{
    [Fact]
    public async Task A_grain_is_called()
    {
        await using TestCluster cluster = new TestClusterBuilder().Build();
        await cluster.DeployAsync();
        IEchoGrain grain = cluster.GrainFactory.GetGrain<IEchoGrain>("k");
        Assert.Equal("kx", await grain.Echo("x"));
        Assert.Equal(3, await grain.Add(1, 2));
        await grain.Nothing(default);
        using var source = new CancellationTokenSource();
        await grain.Nothing(source.Token);
    }
}
