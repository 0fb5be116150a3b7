using System.Globalization;
using Lert.Chaos.Checks;
using Lert.Chaos.Cluster;
using Lert.Chaos.Load;
using Lert.Chaos.Network;
using Lert.Chaos.Report;

namespace Lert.Chaos.Upgrades;

/// <summary>
/// Three silos of an earlier release are replaced one after the other by this one while people work. Between the second and the third it is tried how an old one
/// stands alone before what new ones wrote, as when an upgrade is broken off.
/// </summary>
internal sealed class UpgradeRun(UpgradeSettings settings, TimeProvider clock, Action<string> tell) : IAsyncDisposable
{
    private const int Silos = 3;
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(15), StartPatience = TimeSpan.FromMinutes(3), RestPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3), UntilBalancersKnow = TimeSpan.FromMilliseconds(500), DueFrom = TimeSpan.FromSeconds(8), DueUntil = TimeSpan.FromSeconds(60);

    private readonly Catalog _catalog = new();
    private readonly List<string> _problems = [];
    private readonly Lines _lines = new(CallPatience);
    private long _started;
    private bool _failed = true;

    public string Folder { get; } = Directory.CreateTempSubdirectory("lert-upgrade-").FullName;

    public async Task<UpgradeResult> RunAsync(CancellationToken cancellationToken)
    {
        _started = clock.GetTimestamp();
        // The database runs as another user, who must be able to come in.
        _ = await Tool.RunAsync("chmod", "755", Folder);
        await using var network = new Loopback("an upgrade has none");
        await using var server = await PostgresServer.CreateAsync(network.Database, Repository.Root, Path.Combine(Folder, "postgres"), clock);
        await server.StartAsync(cancellationToken);
        await using var fleet = new Fleet(settings, server, Folder, clock);
        var people = new People(fleet.Keys, clock);
        var meter = new Meter(clock, number => !fleet.All[number - 1].IsNew);
        var calls = new Calls(_lines, clock) { Deadline = CallPatience, Tried = meter.Hear };
        var stored = new StoredCases(server.Superuser);
        var back = new WayBack(settings, server, fleet, people, clock);

        // The first one makes the schema, and the others find it.
        for (var number = 1; number <= Silos; number++)
        {
            await JoinAsync(fleet, isNew: false, null, cancellationToken);
        }

        var schema = await stored.SchemaAsync();
        tell($"{Elapsed()}  three old silos serve, on schema {schema}");
        List<Desk> desks = [];
        await ArmAsync(fleet, cancellationToken);
        await using (await WorkAsync(calls, people, desks, settings.Seed, cancellationToken))
        {
            meter.Begin("three old silos");
            await Task.Delay(Calm, clock, cancellationToken);
            await ReplaceAsync(fleet, meter, 1, cancellationToken);
            await ReplaceAsync(fleet, meter, 2, cancellationToken);
        }

        meter.Begin(null);
        var last = fleet.All[Silos - 1];
        var refused = await back.RefusesCasesAsync(last, _lines.All.Single(line => line.Silo == last.Number), cancellationToken);
        if (refused.Count > 0)
        {
            tell($"{Elapsed()}  the new silos had left, and the old one refused what they wrote; they come back");
            // Where they were, as machines that start their silo again: elsewhere the old one would have got some of their cases.
            foreach (var left in fleet.All.Where(silo => silo is { IsNew: true, IsRunning: false }).ToArray())
            {
                _lines.Close(left.Number);
                await JoinAsync(fleet, isNew: true, left, cancellationToken);
            }

            await back.AnswersAgainAsync(refused, _lines.All[^1]);
        }

        DateTimeOffset oldUntil;
        await using (await WorkAsync(calls, people, desks, settings.Seed + 1, cancellationToken))
        {
            meter.Begin("one old silo, two new ones");
            await Task.Delay(Calm, clock, cancellationToken);
            await ReplaceAsync(fleet, meter, Silos, cancellationToken);
            oldUntil = clock.GetUtcNow();
            meter.Begin("three new silos");
            await Task.Delay(Calm, clock, cancellationToken);
        }

        meter.Begin(null);
        var (rested, restedAt, before) = (clock.GetTimestamp(), clock.GetUtcNow(), Processors.Read());
        var collector = new Collector(server, _lines, calls, _catalog, people, RestPatience, clock);
        var recovery = await collector.RecoverAsync(rested, restedAt, Silos).WaitAsync(cancellationToken);
        recovery = recovery with { Idle = Processors.Read().IdleSince(before) };
        tell($"{Elapsed()}  the load is over; {Healing.Looked(recovery)}");
        var overdue = await stored.OverdueAsync(clock.GetUtcNow() - History.Recovery.Limit);
        var readAt = clock.GetUtcNow();
        var evidence = await collector.CollectAsync(recovery, restedAt).WaitAsync(cancellationToken) with { ReadAt = readAt, RelistedUntil = oldUntil + OldOnesAreListed };
        foreach (var silo in fleet.Running.ToArray())
        {
            await StopAsync(silo, cancellationToken);
        }

        await back.RefusesToStartAsync(schema, cancellationToken);
        await back.VerifiesAsync(cancellationToken);
        _problems.AddRange(overdue.Select(late => $"{late} was due and nobody woke it"));
        _problems.AddRange(desks.SelectMany(desk => desk.Unread));
        _problems.AddRange(calls.Broken.Select(broken => $"{broken.Key}: {broken.Value}"));
        _problems.AddRange(calls.Operations.Where(one => one.Ending == History.Ending.Unknown).Take(10).Select(one => $"never answered: {one}"));
        var verdict = Verdict.Of(evidence);
        verdict = verdict with { Findings = [.. verdict.Findings, new("I11", "a case's clock that runs out says so, once and not before", Checks.Breaches.Looked(evidence), [.. Checks.Breaches.Find(evidence)])] };
        // On a busy machine a silo may say that its database was slow, and every call was answered all the same: for eyes, and no broken promise.
        var logged = fleet.All.SelectMany(silo => silo.Errors().Take(3).Select(line => $"worth a look: the {silo.Name} logged: {line}"));
        string[] found = [$"cases: {desks.Sum(desk => desk.Cases.Count)} opened at desks; schema {schema} became {await stored.SchemaAsync()}", .. back.Found, .. logged];
        var result = new UpgradeResult(settings, verdict, evidence, meter, found, [.. _problems, .. back.Problems], Folder);
        _failed = !result.IsGreen;
        return result;
    }

    /// <summary>How soon what an old silo wrote is listed anew, with room.</summary>
    private static TimeSpan OldOnesAreListed => TimeSpan.FromSeconds(5);

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        if (!_failed && !settings.Keep)
        {
            Directory.Delete(Folder, recursive: true);
        }

        return default;
    }

    private async Task<BuildSilo> JoinAsync(Fleet fleet, bool isNew, BuildSilo? inThePlaceOf, CancellationToken cancellationToken)
    {
        var silo = fleet.Start(isNew, inThePlaceOf);
        await silo.ServesAsync(cancellationToken);
        _lines.Open(silo.Number, silo.Url);
        return silo;
    }

    /// <summary>A new one joins, and then an old one leaves. Callers are told first, as a balancer would be.</summary>
    private async Task ReplaceAsync(Fleet fleet, Meter meter, int number, CancellationToken cancellationToken)
    {
        meter.Begin($"new silo {fleet.All.Count + 1} joins");
        var (began, old) = (clock.GetTimestamp(), fleet.All[number - 1]);
        var joined = await JoinAsync(fleet, isNew: true, null, cancellationToken);
        var joining = clock.GetElapsedTime(began);
        await Task.Delay(Calm, clock, cancellationToken);
        meter.Begin($"old silo {number} leaves");
        _lines.Close(number);
        await Task.Delay(UntilBalancersKnow, clock, cancellationToken);
        began = clock.GetTimestamp();
        await StopAsync(old, cancellationToken);
        var leaving = clock.GetElapsedTime(began);
        await Task.Delay(Calm, clock, cancellationToken);
        tell($"{Elapsed()}  the {joined.Name} joined in {joining.TotalSeconds:0.0} s, the {old.Name} left in {leaving.TotalSeconds:0.0} s");
    }

    private async Task StopAsync(BuildSilo silo, CancellationToken cancellationToken)
    {
        if (await silo.StopAsync(cancellationToken) is not 0 and var code)
        {
            _problems.Add($"the {silo.Name} was told to stop and {(code is null ? "did not" : $"ended with {code}")}: {silo.LastLine()}");
        }
    }

    /// <summary>People at work, until it is disposed of.</summary>
    private async Task<Work> WorkAsync(Calls calls, People people, List<Desk> desks, int seed, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(calls, _lines, _catalog, people, seed, clock);
        await crowd.OpenAsync().WaitAsync(StartPatience, clock, cancellationToken);
        await crowd.EverySiloAnswersAsync().WaitAsync(StartPatience, clock, cancellationToken);
        var desk = new Desk(calls, _lines, people, seed.ToString(CultureInfo.InvariantCulture), seed, clock);
        desks.Add(desk);
        var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new(over, Task.WhenAll(crowd.RunAsync(settings.Clients, over.Token), desk.RunAsync(settings.Clients, over.Token)));
    }

    /// <summary>Holds that fall due from now on, written as the earlier release writes them.</summary>
    private async Task ArmAsync(Fleet fleet, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (code, said) = await fleet.RunAsync(
            settings.Arming, "arming", [$"{settings.Armed}", $"{now + DueFrom:O}", $"{now + DueUntil:O}", $"{settings.Seed}"], cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"No holds could be written: {string.Join(' ', said.TakeLast(3))}");
        }

        foreach (var words in said.Select(line => line.Split(' ')).Where(words => words.Length == 3))
        {
            _catalog.Add(new(words[0], words[1], words[2], Armed: true));
        }
    }

    private string Elapsed() => $"{clock.GetElapsedTime(_started).TotalSeconds,6:0.0} s";

    private sealed class Work(CancellationTokenSource over, Task running) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            await running;
            over.Dispose();
        }
    }
}
