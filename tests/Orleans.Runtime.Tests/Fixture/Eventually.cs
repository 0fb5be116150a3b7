using System.Runtime.CompilerServices;

namespace Orleans.Runtime.Tests.Fixture;

/// <summary>Waits for what must come, and fails when it does not within a bound that no sound run comes near.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    internal static async Task IsTrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var limit = new CancellationTokenSource(Bound);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"never came true: {what}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    internal static async Task IsTrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var limit = new CancellationTokenSource(Bound);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"never came true: {what}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    internal static Task<T> WithinBound<T>(this Task<T> task) => task.WaitAsync(Bound);

    internal static Task WithinBound(this Task task) => task.WaitAsync(Bound);
}
