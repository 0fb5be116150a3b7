using System.Diagnostics;

namespace Grpc.Interop.Tests;

/// <summary>Waits for a condition, up to a bound that no healthy run comes near.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    internal static async Task TrueAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            Assert.True(clock.Elapsed < Bound, "The condition never came true.");
            await tick.WaitForNextTickAsync();
        }
    }
}
