namespace Lert.Chaos.Upgrades;

/// <summary>The verb <c>upgrade</c>.</summary>
internal static class UpgradeProgram
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <returns>0 when no call failed and every promise was kept, 1 when not, 2 when it was asked wrongly or could not run.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, int seed, TimeProvider clock, CancellationToken interrupted)
    {
        var (settings, problem) = UpgradeSettings.Read(args, seed);
        if (settings is null)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        bound.CancelAfter(Bound);
        try
        {
            await using var run = new UpgradeRun(settings, clock, Console.WriteLine);
            var result = await run.RunAsync(bound.Token);
            foreach (var line in result.Table().Concat(result.Breaches()))
            {
                Console.WriteLine(line);
            }

            return result.IsGreen ? 0 : 1;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted; every process that was started has been ended.");
            return 2;
        }
        catch (Exception impossible) when (impossible is InvalidOperationException or TimeoutException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"It cannot run: {impossible.Message}");
            return 2;
        }
    }
}
