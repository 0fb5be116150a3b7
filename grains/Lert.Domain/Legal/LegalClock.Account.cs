using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    /// <summary>How many days of grace a deployment may ask for.</summary>
    public const int MostGraceDays = 3_660;

    /// <summary>
    /// How long an account is kept by its holds: until the last of them ends, each by its own clock. Orders of silence keep no data and are no part of it.
    /// </summary>
    public static AccountKept Union(IEnumerable<KeepDates> holds)
    {
        AccountKept kept = new AccountKept.NotKept();
        foreach (var hold in holds.Where(hold => hold.Basis.KeepsData))
        {
            kept = (kept, hold.ReleaseNotBefore) switch
            {
                (AccountKept.NoEnd, _) or (_, null) => new AccountKept.NoEnd(),
                (AccountKept.Until(var end), { } release) => new AccountKept.Until(Instant.Max(end, release)),
                (_, { } release) => new AccountKept.Until(release),
            };
        }

        return kept;
    }

    /// <summary>
    /// When deletion is allowed again after the last release: the start in UTC of the day after that many whole UTC days; with 0 days, the release itself.
    /// Where no such day can be counted any more, never.
    /// </summary>
    /// <param name="released">When the last hold ended.</param>
    /// <param name="graceDays">0 to <see cref="MostGraceDays"/>.</param>
    public static Instant Grace(Instant released, int graceDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(graceDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(graceDays, MostGraceDays);
        if (graceDays == 0)
        {
            return released;
        }

        var day = released.InUtc().Date;
        return day.Year < 9900 ? day.PlusDays(graceDays + 1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() : Instant.MaxValue;
    }
}

/// <summary>How long an account is kept.</summary>
public abstract record AccountKept
{
    private AccountKept()
    {
    }

    /// <summary>No hold keeps its data.</summary>
    public sealed record NotKept : AccountKept;

    /// <summary>Until the last hold ends. Grace follows.</summary>
    public sealed record Until(Instant End) : AccountKept;

    /// <summary>A hold is locked.</summary>
    public sealed record NoEnd : AccountKept;
}
