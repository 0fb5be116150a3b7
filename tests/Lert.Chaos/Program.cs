// Torments a cluster, or replaces its silos by newer ones, and judges it from outside:
//   Lert.Chaos upgrade --old LERT.SILO.DLL --arming LERT.CHAOS.ARMING.DLL [--seed S] [--clients N] [--armed N] [--keep]
//   Lert.Chaos [--minutes N | --seconds N | --short] [--seed S] [--store postgres|sqlite] [--silos N] [--loopback] [--weaken NAME] [--keep]
// Ends with 0 when every promise was kept, 1 when one was broken, 2 when it was asked wrongly or could not run. Coming to rest later than promised is said and decides
// nothing, for the machine may be busy; not coming to rest at all does.
using System.Globalization;
using System.Runtime.InteropServices;
using Lert.Chaos;
using Lert.Chaos.History;
using Lert.Chaos.Upgrades;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// A root: here the clock is named.
#pragma warning disable RS0030
var clock = TimeProvider.System;
#pragma warning restore RS0030
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

// Whoever ends it with a signal gets the same: what it started is ended too.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, asked =>
{
    asked.Cancel = true;
    interrupted.Cancel();
});

var anySeed = (int)(clock.GetUtcNow().ToUnixTimeSeconds() % 1_000_000);
if (args is ["upgrade", .. var upgrade])
{
    return await UpgradeProgram.RunAsync(upgrade, anySeed, clock, interrupted.Token);
}

var (plan, problem) = Arguments.Read(args, anySeed);
if (problem is not null)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

var (broken, late) = (0, 0);
foreach (var settings in plan)
{
    try
    {
        await using var run = new ChaosRun(settings, clock, Console.WriteLine);
        var result = await run.RunAsync(interrupted.Token);
        foreach (var line in result.Table().Concat(result.Breaches()))
        {
            Console.WriteLine(line);
        }

        broken += result.IsWhole ? 0 : 1;
        late += result.IsLateOnly ? 1 : 0;
    }
    catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("Interrupted; every process that was started has been ended.");
        return 2;
    }
    catch (Exception impossible) when (impossible is InvalidOperationException or NotSupportedException or TimeoutException)
    {
        await Console.Error.WriteLineAsync($"It cannot run: {impossible.Message}");
        return 2;
    }
}

Console.WriteLine($"{plan.Count} runs, {(broken == 0 ? "every promise kept" : $"{broken} broke a promise")}{(late == 0 ? "" : $"; {late} came to rest later than {Recovery.Limit.TotalSeconds:0} s after healing")}");
return broken == 0 ? 0 : 1;
