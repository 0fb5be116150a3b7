using System.Collections.Immutable;
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

    /// <summary>Damage shows when it is read; hardly ever does a commit come so far.</summary>
    [Fact]
    public async Task What_is_read_and_does_not_verify_is_counted_for_the_alarm()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var meter = new SiloMeter(services.GetRequiredService<IMeterFactory>());
        var losses = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, heard) => { if (instrument.Meter == meter.Meter && instrument.Name == "lert.store.faults") { heard.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => losses += tags.Contains(new("fault", "data_loss")) ? count : 0);
        listener.Start();
        var store = new MeteredStore(new Damaged(), meter, new CalendarClock());

        await Assert.ThrowsAsync<DataLossException>(() => store.LoadAsync(Commit.Actor, CancellationToken.None).AsTask());
        _ = await store.ReadOutboxAsync(Slots.All, default, 10, CancellationToken.None);

        listener.RecordObservableInstruments();
        Assert.Equal(2, losses);
    }

    private static Commit Commit => new()
    {
        Actor = new("hold", "us-h"), ExpectedVersion = 0, At = Some.Start, By = "ann", Events = [], State = ReadOnlyMemory<byte>.Empty, Search = new() { Status = "Active" },
    };

    private sealed class Damaged() : PassingStore(null!)
    {
        public override ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken) =>
            ValueTask.FromException<StoredActor?>(new DataLossException("its seal is broken"));

        public override ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
            new([new PendingMessage(1, new OutboxMessage("hold/us-h/1/0", new ActorId("case", "us-c"), "none", ReadOnlyMemory<byte>.Empty), new ActorId("hold", "us-h"), Some.Start, 0) { IsDamaged = true }]);
    }

    private sealed class Disk() : PassingStore(null!)
    {
        public bool IsFull { get; set; }

        public override ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) =>
            IsFull ? throw new StoreUnavailableException(Full) : new(new CommitOutcome.Committed(1));
    }
}
