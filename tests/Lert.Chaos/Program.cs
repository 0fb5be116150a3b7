// Torments a cluster, or replaces its silos by newer ones, and judges it from outside:
//   Lert.Chaos upgrade --old LERT.SILO.DLL --arming LERT.CHAOS.ARMING.DLL [--seed S] [--clients N] [--armed N] [--keep]
//   Lert.Chaos [--minutes N | --seconds N | --short] [--seed S] [--store postgres|sqlite] [--silos N] [--loopback] [--weaken NAME] [--keep]
// Ends with 0 when every promise was kept, 1 when one was broken, 2 when it was asked wrongly or could not run. Coming to rest later than promised is said; it decides
// where it took more than twice as long and the machine was not busy. Not coming to rest at all always does.
using System.Globalization;
using System.Runtime.InteropServices;
using Lert.Chaos;
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
try
{
    return args is ["upgrade", .. var upgrade]
        ? await UpgradeProgram.RunAsync(upgrade, anySeed, clock, interrupted.Token)
        : await TormentProgram.RunAsync(args, anySeed, clock, interrupted.Token);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Interrupted; every process that was started has been ended.");
    return 2;
}
catch (Exception impossible) when (impossible is InvalidOperationException or NotSupportedException or TimeoutException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"It cannot run: {impossible.Message}");
    return 2;
}
