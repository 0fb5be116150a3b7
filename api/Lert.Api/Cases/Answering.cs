using Lert.Api.Errors;
using Lert.Grains.Cases;
using Microsoft.Extensions.Options;
using Orleans;

namespace Lert.Api.Cases;

/// <summary>Waits for the answer of somebody whom a case has asked.</summary>
internal sealed class Answering(IGrainFactory grains, EdgeClock clock, IOptions<LertApiOptions> options)
{
    /// <summary>Between two questions, where the grain's own patience ended first because its clock runs faster than the wall's.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The case once the question that was under way in <paramref name="asked"/> is answered; as it is when the patience ends before.</summary>
    /// <param name="deadline">The caller's, in UTC.</param>
    public async Task<CaseView> Answered(CaseView asked, DateTime deadline, CancellationToken cancelled)
    {
        var patience = clock.Patience(deadline, options.Value.Patience);
        var started = clock.Time.GetTimestamp();
        var (attempt, left) = (asked.File.Assignment.Attempt, patience);
        var grain = grains.GetGrain<ICaseGrain>(asked.CaseId);
        while (true)
        {
            var seen = await grain.WhenAnswered(attempt, left).WaitAsync(cancelled) ?? asked;
            left = patience - clock.Time.GetElapsedTime(started);
            if (seen.File.Assignment.Asked is null || seen.File.Assignment.Attempt != attempt || left <= Pause)
            {
                return seen;
            }

            await Task.Delay(Pause, clock.Time, cancelled);
        }
    }

    public static ApiError NotAnswered() =>
        new(EdgeCodes.CaseNotAnswered, "They were asked and have not answered in time; ask again with the same request_id.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
}
