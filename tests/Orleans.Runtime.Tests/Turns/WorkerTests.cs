using Orleans.Concurrency;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Turns;

public interface IWorkerGrain : IGrainWithStringKey
{
    Task<int> Work(string gate);
}

[StatelessWorker(3)]
public sealed class WorkerGrain(Probe probe) : Grain, IWorkerGrain
{
    private int _number;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _number = probe.Increment("workers");
        return Task.CompletedTask;
    }

    public async Task<int> Work(string gate)
    {
        probe.Increment("working");
        await probe.Gate(gate);
        probe.Decrement("working");
        return _number;
    }
}

public sealed class WorkerTests
{
    [Fact, Trait("Stack", "compat")]
    public async Task A_stateless_worker_has_up_to_its_limit_of_activations_and_no_more()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        Task<int>[] calls = [.. Enumerable.Range(0, 9).Select(_ => silo.Grain<IWorkerGrain>().Work("gate"))];
        await Eventually.IsTrueAsync(() => silo.Probe.Count("working") == 3);
        Assert.Equal(3, silo.Activations);
        silo.Probe.Open("gate");
        int[] workers = await Task.WhenAll(calls).WithinBound();
        Assert.Equal([1, 2, 3], workers.Distinct().Order());
    }

    [Fact]
    public async Task One_call_at_a_time_needs_one_worker()
    {
        await using TestSilo silo = await TestSilo.StartAsync();
        silo.Probe.Open("gate");
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, await silo.Grain<IWorkerGrain>().Work("gate"));
        }
    }
}
