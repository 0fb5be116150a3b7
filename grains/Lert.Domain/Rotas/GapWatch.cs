using Lert.Grains.Rotas;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>
/// Gaps of the next 30 days: raised once when there are some, and said to be closed when there are none any more. What is past is never raised.
/// </summary>
internal static class GapWatch
{
    public static readonly Duration Ahead = Duration.FromDays(30);

    /// <summary>Looks through the days ahead at a command, which may have changed them; null where there is nothing new to say.</summary>
    public static RotaEvent? Judge(RotaState state, DateTimeOffset now)
    {
        var (gap, lookAt) = Look(state, now);
        return (state.Gap, gap) switch
        {
            (null, null) or ({ }, { }) when state.LookAt is { } due && due > now && due <= lookAt && gap?.End == state.Gap?.End => null,
            _ => Event(state, gap, lookAt, now),
        };
    }

    /// <summary>Looks because it is time to: there is always something to note, if only when to look again.</summary>
    public static RotaEvent Due(RotaState state, DateTimeOffset now)
    {
        var (gap, lookAt) = Look(state, now);
        return Event(state, gap, lookAt, now);
    }

    private static RotaEvent Event(RotaState state, RotaGap? gap, DateTimeOffset lookAt, DateTimeOffset now) => (state.Gap, gap) switch
    {
        (null, { } opened) => new RotaEvent.GapAhead(opened, lookAt, now),
        ({ }, null) => new RotaEvent.GapsClosed(lookAt, now),
        _ => new RotaEvent.LookedAhead(gap, lookAt, now),
    };

    /// <summary>The first gap of the 30 days ahead, and when the answer to whether there is one may change by itself: later than now.</summary>
    private static (RotaGap? Gap, DateTimeOffset LookAt) Look(RotaState state, DateTimeOffset at)
    {
        var now = at.ToInstant();
        var gaps = DeskRota.Schedule(state).Gaps(now, now + Ahead + Ahead);
        if (gaps.IsEmpty)
        {
            return (null, (now + Ahead).ToDateTimeOffset());
        }

        if (gaps[0].Start > now + Ahead)
        {
            return (null, (gaps[0].Start - Ahead).ToDateTimeOffset());
        }

        // It ends with the first gap that has none in the 30 days after it.
        for (var index = 0; index < gaps.Length; index++)
        {
            var next = index + 1 < gaps.Length ? gaps[index + 1].Start : Instant.MaxValue;
            if (gaps[index].End + Ahead < next)
            {
                return (DeskRota.Gap(gaps[0]), Instant.Min(gaps[index].End, now + Ahead).ToDateTimeOffset());
            }
        }

        return (DeskRota.Gap(gaps[0]), (now + Ahead).ToDateTimeOffset());
    }
}
