using Lert.Chaos.Report;
using Xunit.Abstractions;

namespace Lert.Chaos.Tests.Bites;

/// <summary>Runs a real, short torment and says how it ended.</summary>
internal static class Run
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    /// <summary>One silo on a file: what a weakening of the silo itself breaks, it breaks there too.</summary>
    public static RunSettings OneSilo { get; } = new()
    {
        Seed = 20260115,
        Length = TimeSpan.FromSeconds(9),
        Store = StoreKind.Sqlite,
        Silos = 1,
        OnLoopback = true,
        Clients = 8,
        Armed = 60,
        Faults = [],
        RestPatience = TimeSpan.FromSeconds(15),
    };

    public static async Task<RunResult> OfAsync(RunSettings settings, ITestOutputHelper output)
    {
#pragma warning disable RS0030 // A test is a root; real processes keep real time.
        var clock = TimeProvider.System;
        using var bound = new CancellationTokenSource(Bound, clock);
#pragma warning restore RS0030
        await using var run = new ChaosRun(settings, clock, output.WriteLine);
        var result = await run.RunAsync(bound.Token);
        foreach (var line in result.Table().Concat(result.Breaches()))
        {
            output.WriteLine(line);
        }

        return result;
    }

    /// <summary>Which promises were broken.</summary>
    public static IReadOnlySet<string> Broken(this RunResult result) => result.Verdict.Breaches.Select(breach => breach.Invariant).ToHashSet();
}
