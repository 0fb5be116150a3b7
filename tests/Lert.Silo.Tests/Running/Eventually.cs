using System.Diagnostics;

namespace Lert.Silo.Tests.Running;

/// <summary>Waits for a condition, up to a bound that no healthy run comes near.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Bound, $"Not within {Bound.TotalSeconds} s: {what}.");
            await tick.WaitForNextTickAsync();
        }
    }
}
