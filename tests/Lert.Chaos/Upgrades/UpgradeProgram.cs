namespace Lert.Chaos.Upgrades;

/// <summary>The verb <c>upgrade</c>.</summary>
internal static class UpgradeProgram
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <returns>0 when no call failed and every promise was kept, 1 when not, 2 when it was asked wrongly.</returns>
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
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !interrupted.IsCancellationRequested)
        {
            throw new TimeoutException($"the upgrade had not ended after {Bound.TotalMinutes:0} minutes.");
        }
    }
}
