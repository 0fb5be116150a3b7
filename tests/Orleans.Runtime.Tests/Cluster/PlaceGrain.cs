using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

public interface IPlaceGrain : IGrainWithStringKey
{
    /// <summary>The name of the silo where it runs.</summary>
    Task<string> Silo();

    /// <summary>The name of the silo where another grain runs, asked from this one.</summary>
    Task<string> SiloOf(string other);

    /// <summary>Counts in memory: what it returns tells whether the activation is still the same.</summary>
    Task<int> Count();

    /// <summary>Says where it runs and waits until the gate is opened.</summary>
    Task<string> Hold(string gate);

    /// <summary>Waits until the gate is opened, whatever its caller does meanwhile, and returns its name.</summary>
    Task<string> HoldOn(string gate, CancellationToken token);

    /// <summary>Asks where another grain runs and, before it awaits that, keeps its turn until the gate is opened.</summary>
    Task<string> CallAndBlock(string other, string gate);

    /// <summary>So many bytes, as text.</summary>
    Task<string> Fill(int length);
}

public sealed class PlaceGrain(ILocalSiloDetails silo, Probe probe) : Grain, IPlaceGrain
{
    private int _count;

    public Task<string> Silo() => Task.FromResult(silo.Name);

    public Task<string> SiloOf(string other) => GrainFactory.GetGrain<IPlaceGrain>(other).Silo();

    public Task<int> Count() => Task.FromResult(++_count);

    public async Task<string> Hold(string gate)
    {
        probe.Say($"{this.GetPrimaryKeyString()} held at {silo.Name}");
        await probe.Gate(gate);
        return silo.Name;
    }

    public async Task<string> HoldOn(string gate, CancellationToken token)
    {
        probe.Say($"{this.GetPrimaryKeyString()} holds on");
        await probe.Gate(gate);
        return gate;
    }

    public Task<string> CallAndBlock(string other, string gate)
    {
        Task<string> call = SiloOf(other);
        probe.Say($"{this.GetPrimaryKeyString()} blocks");
        ((IAsyncResult)probe.Gate(gate)).AsyncWaitHandle.WaitOne();
        return call;
    }

    public Task<string> Fill(int length) => Task.FromResult(new string('x', length));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"{this.GetPrimaryKeyString()} ended at {silo.Name}");
        return Task.CompletedTask;
    }
}
