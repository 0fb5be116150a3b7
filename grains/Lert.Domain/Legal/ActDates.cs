using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>The dates of a duty to act.</summary>
public sealed record ActDates
{
    /// <summary>Null for a period of hours and for a duty at once.</summary>
    public required LocalDate? NominalLastDay { get; init; }

    /// <summary>The nominal last day or, where the regime rolls, the working day that stands in for it.</summary>
    public required LocalDate? RolledLastDay { get; init; }

    /// <summary>What we work to: 17:00 in the counting zone on the last working day on or before the nominal last day, and at once where that has passed.</summary>
    public required Instant DueInternal { get; init; }

    /// <summary>Exclusive: before this instant an answer can still be argued to be in time.</summary>
    public required Instant DueLegalOuter { get; init; }

    /// <summary>At 50, 75 and 90 % of the span from the trigger to <see cref="DueInternal"/>.</summary>
    public required ActWarnings Warnings { get; init; }

    /// <summary>The order's own date had passed when it arrived: the clock is breached from the start.</summary>
    public required bool BreachedAtOnce { get; init; }

    public required Basis Basis { get; init; }

    /// <summary>One sentence for each date.</summary>
    public required ActReasons Because { get; init; }

    public string TzdbVersion => Basis.TzdbVersion;

    public string HolidayVersion => Basis.HolidayVersion;

    /// <summary>All the reasons and the law, as one sentence.</summary>
    public string Explanation =>
        string.Join("; ", ImmutableArray.Create(Because.Nominal, Because.Rolled, Because.Internal, Because.Outer, Because.Calendar, Basis.Source).Where(reason => reason is not null));
}

/// <summary>When someone is reminded of a duty to act.</summary>
public sealed record ActWarnings(Instant Half, Instant ThreeQuarters, Instant NineTenths);

/// <summary>Why each date of a duty to act is what it is.</summary>
/// <param name="Nominal">How the nominal last day was counted, or null where there is none.</param>
/// <param name="Rolled">Why the last day moved, or null where it did not.</param>
/// <param name="Internal">What our own due instant follows from.</param>
/// <param name="Outer">What the outer due instant follows from.</param>
/// <param name="Calendar">That weekends alone were counted, or null where the calendar knew every day.</param>
public sealed record ActReasons(string? Nominal, string? Rolled, string Internal, string Outer, string? Calendar);
