using System.Diagnostics.Metrics;
using Lert.Silo.Storage;
using Lert.Silo.Telemetry;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Tests.Telemetry;

/// <summary>A full disk, a server that is away: the sentence of the store stands in the health until a commit succeeds.</summary>
public sealed class StoreHealthTests
{
    private const string Full = "The store file cannot be written: the disk is full.";

    [Fact]
    public async Task A_full_disk_is_said_until_there_is_room_again()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var meter = new SiloMeter(services.GetRequiredService<IMeterFactory>());
        var disk = new Disk();
        var store = new MeteredStore(disk, meter, new CalendarClock());
        var health = new StoreHealth(store);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new())).Status);

        disk.IsFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Commit, CancellationToken.None).AsTask());
        var said = await health.CheckHealthAsync(new());
        Assert.Equal((HealthStatus.Unhealthy, $"Nothing can be committed: {Full}"), (said.Status, said.Description));

        disk.IsFull = false;
        await store.CommitAsync(Commit, CancellationToken.None);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new())).Status);
        Assert.Equal((1, 0), (store.Commits, store.Pending));
    }

    private static Commit Commit => new()
    {
        Actor = new("hold", "us-h"), ExpectedVersion = 0, At = Some.Start, By = "ann", Events = [], State = ReadOnlyMemory<byte>.Empty, Search = new() { Status = "Active" },
    };

    private sealed class Disk() : PassingStore(null!)
    {
        public bool IsFull { get; set; }

        public override ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) =>
            IsFull ? throw new StoreUnavailableException(Full) : new(new CommitOutcome.Committed(1));
    }
}
