using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Lifecycle;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Hosting;

/// <summary>Starts the silo with its host, and stops it: first no new calls, then running turns to their end, then every activation's OnDeactivateAsync.</summary>
internal sealed partial class SiloHostedService(
    SiloRuntime runtime,
    SiloLifecycle lifecycle,
    IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants,
    ILogger<SiloHostedService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ILifecycleParticipant<ISiloLifecycle> participant in participants)
        {
            participant.Participate(lifecycle);
        }

        lifecycle.Subscribe(nameof(SiloRuntime), ServiceLifecycleStage.BecomeActive, Open, DrainAsync);
        await lifecycle.Stages.OnStart(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => lifecycle.Stages.OnStop(cancellationToken);

    [LoggerMessage(10001, LogLevel.Information, "The silo takes calls.")]
    private static partial void LogOpen(ILogger logger);

    [LoggerMessage(10002, LogLevel.Information, "The silo has stopped; {Count} activations were left.")]
    private static partial void LogStopped(ILogger logger, int count);

    private Task Open(CancellationToken cancellationToken)
    {
        runtime.Timeouts.Start();
        runtime.IdleCollector.Start();
        runtime.Gate = SiloGate.Open;
        LogOpen(logger);
        return Task.CompletedTask;
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        runtime.Gate = SiloGate.Draining;
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

        runtime.Gate = SiloGate.Closed;
        runtime.PendingCalls.FailAll(call => new SiloUnavailableException($"The silo stopped before {call} was done: its outcome is unknown."));
        LogStopped(logger, runtime.Catalog.Count);
    }
}
