using NodaTime;
using NodaTime.TimeZones;

namespace Lert.Domain.Rotas;

/// <summary>Where a wall-clock time stands on the UTC line, on the days when clocks change.</summary>
public static class WallClock
{
    /// <summary>A boundary that a rule generated: in a gap the first instant after it, in an overlap the first occurrence.</summary>
    public static Instant Boundary(DateTimeZone zone, LocalDateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var mapping = zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }

    /// <summary>A time that a person typed. On a day when clocks change nobody guesses what was meant: both candidates are shown.</summary>
    public static EnteredTime Entered(DateTimeZone zone, LocalDateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var mapping = zone.MapLocal(local);
        return mapping.Count switch
        {
            0 => new EnteredTime.InGap(Read(mapping.LateInterval), Read(mapping.EarlyInterval)),
            1 => new EnteredTime.Exact(mapping.Single().ToInstant()),
            _ => new EnteredTime.InOverlap(mapping.First().ToInstant(), mapping.Last().ToInstant()),
        };

        // The later offset reads the typed time as the earlier instant.
        Instant Read(ZoneInterval interval) => local.WithOffset(interval.WallOffset).ToInstant();
    }
}

/// <summary>What a typed time can mean.</summary>
public abstract record EnteredTime
{
    private EnteredTime()
    {
    }

    /// <summary>It happens once.</summary>
    public sealed record Exact(Instant At) : EnteredTime;

    /// <summary>The clocks jump over it: read with the offset after the change, and with the one before.</summary>
    public sealed record InGap(Instant Earlier, Instant Later) : EnteredTime;

    /// <summary>It happens twice.</summary>
    public sealed record InOverlap(Instant First, Instant Second) : EnteredTime;
}
