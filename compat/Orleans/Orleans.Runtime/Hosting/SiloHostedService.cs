using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Lifecycle;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Hosting;

/// <summary>
/// Starts the silo with its host, and stops it: first no new calls, then running turns to their end, then every activation's OnDeactivateAsync. One of several
/// silos has the others take over its grains before that, and passes on the calls that still come.
/// </summary>
internal sealed partial class SiloHostedService(
    SiloRuntime runtime,
    SiloLifecycle lifecycle,
    IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants,
    IServiceProvider services,
    ILogger<SiloHostedService> logger) : IHostedService
{
    private static readonly TimeSpan FailedStartPatience = TimeSpan.FromSeconds(5);

    private readonly SiloCluster? _cluster =
        OrleansSiloGenericHostExtensions.IsClustered(services) ? services.GetRequiredService<SiloCluster>() : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ILifecycleParticipant<ISiloLifecycle> participant in participants)
        {
            participant.Participate(lifecycle);
        }

        if (_cluster is not null)
        {
            lifecycle.Subscribe(nameof(SiloCluster), ServiceLifecycleStage.RuntimeInitialize, _cluster.JoinAsync, LeaveAsync);
        }

        lifecycle.Subscribe(nameof(SiloRuntime), ServiceLifecycleStage.BecomeActive, OpenAsync, DrainAsync);
        try
        {
            await lifecycle.Stages.OnStart(cancellationToken);
        }
        catch when (_cluster is not null)
        {
            // A host that does not start is not stopped either; the others need not wait to find out. What calls it had taken already may go on for ever.
            using var patience = new CancellationTokenSource(FailedStartPatience, runtime.Clock);
            await _cluster.LeaveAsync(patience.Token);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => lifecycle.Stages.OnStop(cancellationToken);

    [LoggerMessage(10001, LogLevel.Information, "The silo takes calls.")]
    private static partial void LogOpen(ILogger logger);

    [LoggerMessage(10002, LogLevel.Information, "The silo has stopped; {Count} activations were left.")]
    private static partial void LogStopped(ILogger logger, int count);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        runtime.Timeouts.Start();
        runtime.IdleCollector.Start();
        runtime.Gate = SiloGate.Open;
        if (_cluster is not null)
        {
            await _cluster.BecomeActiveAsync(cancellationToken);
        }

        LogOpen(logger);
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (_cluster is not null && !runtime.WasDeclaredDead)
        {
            await _cluster.BeginToLeaveAsync(cancellationToken);
        }

        // Asked again: it may have been declared dead while it said goodbye, and then nothing may run here any more.
        if (!runtime.WasDeclaredDead)
        {
            runtime.Gate = SiloGate.Draining;
            await EndActivationsAsync(cancellationToken);
        }

        if (_cluster is null)
        {
            Close();
        }
    }

    private async Task EndActivationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Grains that finish may call others and so activate them again; each round ends what is there.
            while (runtime.Catalog.All().ToList() is { Count: > 0 } activations)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (Activation activation in activations)
                {
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping."), cancellationToken);
                }

                await Task.WhenAll(activations.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host's patience has ended: what is left ends with the process.
        }
    }

    // Last of all: until then calls that still come are passed on.
    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (!runtime.WasDeclaredDead)
        {
            await _cluster!.LeaveAsync(cancellationToken);
        }

        Close();
    }

    private void Close()
    {
        runtime.Gate = SiloGate.Closed;
        runtime.PendingCalls.FailAll(call => new SiloUnavailableException($"The silo stopped before {call} was done: its outcome is unknown."));
        LogStopped(logger, runtime.Catalog.Count);
    }
}
