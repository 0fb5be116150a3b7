using Lert.Api.Errors;
using Lert.Grains.Holds;
using Microsoft.Extensions.Options;
using Orleans;

namespace Lert.Api.Holds;

/// <summary>Waits until what was asked of a hold is in effect.</summary>
internal sealed class Settling(IGrainFactory grains, EdgeClock clock, IOptions<LertApiOptions> options)
{
    /// <summary>Between two questions, where the grain's own patience ended first because its clock runs faster than the wall's.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long one silo is waited for. When silos come or go another one has the hold from then on, and where the question lies nothing changes any more.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>The hold once it is there and no lock of it is pending; what there is of it when the patience ends before.</summary>
    /// <param name="deadline">The caller's, in UTC.</param>
    public async Task<HoldView?> Settled(string holdId, DateTime deadline, CancellationToken cancelled)
    {
        var patience = clock.Patience(deadline, options.Value.Patience);
        var started = clock.Time.GetTimestamp();
        var grain = grains.GetGrain<IHoldGrain>(holdId);
        var left = patience;
        while (true)
        {
            var hold = await grain.WhenSettled(left < Turn ? left : Turn).WaitAsync(cancelled);
            left = patience - clock.Time.GetElapsedTime(started);
            if (hold is { PendingLock: null } || left <= Pause)
            {
                return hold;
            }

            await Task.Delay(Pause, clock.Time, cancelled);
        }
    }

    public static ApiError NotSettled() =>
        new(EdgeCodes.HoldNotSettled, "It is accepted and goes on by itself, but was not in effect in time; ask again with the same request_id.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
}
