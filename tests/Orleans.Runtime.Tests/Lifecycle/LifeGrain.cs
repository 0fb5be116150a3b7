using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Lifecycle;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> Activation();

    Task<int> ActivationAfter(string gate);

    Task End();

    Task<int> EndAndCount();

    Task KeepFor(TimeSpan span);

    Task CallOther(string key, string gate);
}

public sealed class LifeGrain(Probe probe) : Grain, ILifeGrain, IAsyncDisposable
{
    private int _number;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        _number = probe.Increment($"activations {key}");
        if (key == "fails-once" && _number == 1)
        {
            await probe.Gate("fail");
            throw new InvalidOperationException("no state");
        }

        if (key == "ends-always")
        {
            DeactivateOnIdle();
        }

        probe.Say($"activated {key} {_number}");
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Say($"deactivated {this.GetPrimaryKeyString()} {_number} {reason.ReasonCode}");
        return this.GetPrimaryKeyString() == "fails-at-the-end" ? throw new InvalidOperationException("at the end") : Task.CompletedTask;
    }

    public Task<int> Activation() => Task.FromResult(_number);

    public async Task<int> ActivationAfter(string gate)
    {
        probe.Say($"waits {gate}");
        await probe.Gate(gate);
        return _number;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<int> EndAndCount()
    {
        DeactivateOnIdle();
        return Task.FromResult(probe.Increment("ended"));
    }

    public Task KeepFor(TimeSpan span)
    {
        DelayDeactivation(span);
        return Task.CompletedTask;
    }

    public async Task CallOther(string key, string gate)
    {
        probe.Say($"waits {gate}");
        await probe.Gate(gate);
        await GrainFactory.GetGrain<ILifeGrain>(key).Activation();
        probe.Say($"called {key}");
    }

    public ValueTask DisposeAsync()
    {
        probe.Say($"disposed {this.GetPrimaryKeyString()}");
        return default;
    }
}
