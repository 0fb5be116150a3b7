using Lert.Chaos.Checks;
using Lert.Chaos.Cluster;
using Lert.Chaos.Faults;
using Lert.Chaos.History;
using Lert.Chaos.Load;
using Lert.Chaos.Report;

namespace Lert.Chaos;

/// <summary>One run from the first process to the verdict.</summary>
internal sealed class ChaosRun(RunSettings settings, TimeProvider clock, Action<string> tell) : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FirstDue = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PictureEvery = TimeSpan.FromSeconds(5);

    private long _started;
    private bool _failed = true;

    public string Folder { get; } = Directory.CreateTempSubdirectory("lert-chaos-").FullName;

    public Evidence? Evidence { get; private set; }

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        // The database runs as another user, who must be able to come in.
        _ = await Tool.RunAsync("chmod", "755", Folder);
        await using var cluster = await TormentedCluster.CreateAsync(settings, Folder, clock, cancellationToken);
        var faults = settings.Faults
            ?? Schedule.Draw(settings.Seed, settings.Length, settings.Silos, cluster.Network.HasFaults, settings.Store == StoreKind.Postgres);
        Head(cluster, faults);
        var catalog = new Catalog();
        var people = new People(cluster.Keys, clock);
        var origin = await ArmAsync(cluster, catalog, cancellationToken);
        cluster.StartSilos();
        using var lines = new Lines(cluster.Silos);
        var calls = new Calls(lines, clock);
        var crowd = new Crowd(calls, lines, catalog, people, settings.Seed, clock);
        await crowd.OpenAsync().WaitAsync(StartPatience, clock, cancellationToken);
        if (catalog.Cases.Count == 0)
        {
            throw new InvalidOperationException($"No silo took a call. What they say is in {Folder}.");
        }

        await crowd.EverySiloAnswersAsync().WaitAsync(StartPatience, clock, cancellationToken);
        var alerts = new Alerts(calls, people, settings.Seed, clock);
        if (settings.Weaken is null)
        {
            await alerts.MakeDeskAsync().WaitAsync(StartPatience, clock, cancellationToken);
        }

        // What falls due was set before the silos had started; faults and load count from the same instant.
        var late = origin - clock.GetUtcNow();
        if (late > TimeSpan.Zero)
        {
            await Task.Delay(late, clock, cancellationToken);
        }

        _started = clock.GetTimestamp();
        var startedAt = clock.GetUtcNow();
        using var nemesis = new Nemesis(cluster, clock, line => tell($"{Elapsed()}  {line}"));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // A cluster without a safeguard is there to show one promise broken; pages would only add to what must be looked through.
        var load = settings.Weaken is null ? Task.WhenAll(crowd.RunAsync(settings.Clients, over.Token), alerts.RunAsync(over.Token)) : crowd.RunAsync(settings.Clients, over.Token);
        using (var picture = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var showing = ShowAsync(cluster, nemesis, calls, catalog, picture.Token);
            await nemesis.RunAsync(faults, settings.Length, cancellationToken);
            await picture.CancelAsync();
            await showing;
        }

        var (healed, healedAt, before) = (clock.GetTimestamp(), clock.GetUtcNow(), Processors.Read());
        tell($"{Elapsed()}  every fault is taken away");
        await over.CancelAsync();
        await load.WaitAsync(cancellationToken);
        var collector = new Collector(cluster.Postgres, lines, calls, catalog, people, settings.RestPatience, clock);
        var recovery = await collector.RecoverAsync(healed, healedAt, settings.Strangers ? 1 : settings.Silos).WaitAsync(cancellationToken);
        recovery = recovery with { Idle = Processors.Read().IdleSince(before) };
        tell($"{Elapsed()}  {Healing.Looked(recovery)}");
        if (settings.Weaken is null)
        {
            await crowd.TouchAsync().WaitAsync(cancellationToken);
        }

        var held = faults.Where(fault => fault is Fault.Pause or Fault.Slow).Select(fault => (startedAt + fault.At, startedAt + fault.Until));
        var readAt = clock.GetUtcNow();
        Evidence = (await collector.CollectAsync(recovery, healedAt).WaitAsync(cancellationToken)) with { ReadAt = readAt, TellsCommits = cluster.Postgres is not null, Arrivals = [.. cluster.Paging.Arrivals], Held = [.. held] };
        var verdict = Verdict.Of(Evidence);
        if (settings.Weaken is null)
        {
            verdict = verdict with { Findings = [Enough.Of(Evidence, settings.Length, faults, nemesis.Left), .. verdict.Findings] };
        }

        string[] broken = [.. calls.Broken.Select(answer => $"{answer.Key}: {answer.Value}"), .. cluster.Silos.SelectMany(silo => Membership.Crashes(silo.Number, silo.OwnEnds))];
        var result = new RunResult(settings, faults, verdict, Evidence, broken, calls.Retries, cluster, Folder);
        _failed = !result.IsGreen;
        return result;
    }

    public ValueTask DisposeAsync()
    {
        if (!_failed && !settings.Keep)
        {
            Directory.Delete(Folder, recursive: true);
        }

        return default;
    }

    private void Head(TormentedCluster cluster, IReadOnlyList<Fault> faults)
    {
        tell($"seed {settings.Seed}: {settings.Silos} silo{(settings.Silos == 1 ? "" : "s")} on {settings.Store}{(settings.Weaken is { } weaken ? $", WITHOUT {weaken}" : "")}, {settings.Length.TotalSeconds:0} s, {settings.Clients} clients, {settings.Armed} armed holds; {Folder}");
        tell($"network: {cluster.Network.Description}");
        tell($"clocks: {(settings.Store == StoreKind.Postgres ? cluster.Moved.Description : "not moved on SQLite")}");
        foreach (var fault in faults)
        {
            tell($"  {fault}");
        }
    }

    /// <summary>Writes the holds that will fall due.</summary>
    /// <returns>From when the run counts.</returns>
    private async Task<DateTimeOffset> ArmAsync(TormentedCluster cluster, Catalog catalog, CancellationToken cancellationToken)
    {
        var random = new Random(settings.Seed);
        // Time for the silos to start: what falls due before is due from the first moment on.
        var origin = clock.GetUtcNow() + TimeSpan.FromSeconds(4);
        var span = settings.Length - FirstDue + TimeSpan.FromSeconds(4);
        DateTimeOffset[] ends = [.. Enumerable.Range(0, settings.Armed).Select(_ => origin + (settings.ArmedAt ?? (FirstDue + (span * random.NextDouble()))))];
        var store = await Stores.OpenAsync(cluster, clock, cancellationToken);
        await using (store.Closing)
        {
            foreach (var hold in await Arming.FillAsync(store.Store, ends, clock.GetUtcNow(), cancellationToken))
            {
                catalog.Add(hold);
            }
        }

        return origin;
    }

    private async Task ShowAsync(TormentedCluster cluster, Nemesis nemesis, Calls calls, Catalog catalog, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PictureEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var silos = string.Join(' ', cluster.Silos.Select(silo => $"s{silo.Number}:{(silo.IsPaused ? "paused" : silo.IsRunning ? "up" : "down")}"));
                tell($"{Elapsed()}  {calls.Operations.Count(done => !done.IsRead && done.Ending == Ending.Done):N0} commands, {calls.Operations.Count(done => done.IsRead):N0} reads, {calls.Retries:N0} repeated; {catalog.All.Count:N0} holds; {silos}; {nemesis.Active.Count} faults");
            }
        }
        catch (OperationCanceledException)
        {
            // The faults are over.
        }
    }

    private string Elapsed() => $"{clock.GetElapsedTime(_started).TotalSeconds,6:0.0} s";
}
