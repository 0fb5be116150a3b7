using Lert.Chaos.History;

namespace Lert.Chaos;

/// <summary>One torment after another.</summary>
internal static class TormentProgram
{
    /// <returns>0 when every promise was kept, 1 when one was broken, 2 when it was asked wrongly.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, int seed, TimeProvider clock, CancellationToken interrupted)
    {
        var (plan, problem) = Arguments.Read(args, seed);
        if (problem is not null)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        var (broken, late) = (0, 0);
        foreach (var settings in plan)
        {
            await using var run = new ChaosRun(settings, clock, Console.WriteLine);
            var result = await run.RunAsync(interrupted);
            foreach (var line in result.Table().Concat(result.Breaches()))
            {
                Console.WriteLine(line);
            }

            broken += result.IsWhole ? 0 : 1;
            late += result.IsLateOnly ? 1 : 0;
        }

        Console.WriteLine($"{plan.Count} runs, {(broken == 0 ? "every promise kept" : $"{broken} broke a promise")}{(late == 0 ? "" : $"; {late} came to rest later than {Recovery.Limit.TotalSeconds:0} s after healing")}");
        return broken == 0 ? 0 : 1;
    }
}
