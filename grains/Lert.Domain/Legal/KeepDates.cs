using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>The dates of a duty to keep.</summary>
public sealed record KeepDates
{
    /// <summary>The civil date in the counting zone that an extension counts from. Never moved by a weekend.</summary>
    public required LocalDate NominalLastDay { get; init; }

    /// <summary>The nominal last day or, where the regime rolls, the working day that stands in for it.</summary>
    public required LocalDate RolledLastDay { get; init; }

    /// <summary>When it ends by itself, whatever lock is on: an extension is measured against this.</summary>
    public required Instant OwnEnd { get; init; }

    /// <summary>Before this instant nothing is released; at it or after it, it is. Null while it is locked.</summary>
    public required Instant? ReleaseNotBefore { get; init; }

    /// <summary>Extensions accepted so far.</summary>
    public required int ExtensionsUsed { get; init; }

    public required Basis Basis { get; init; }

    /// <summary>One sentence for each date.</summary>
    public required KeepReasons Because { get; init; }

    public string TzdbVersion => Basis.TzdbVersion;

    public string HolidayVersion => Basis.HolidayVersion;

    /// <summary>All the reasons and the law, as one sentence.</summary>
    public string Explanation => Because.Rolled is null
        ? $"{Because.Nominal}; {Because.Release}; {Basis.Source}"
        : $"{Because.Nominal}; {Because.Rolled}; {Because.Release}; {Basis.Source}";
}

/// <summary>Why each date of a duty to keep is what it is.</summary>
/// <param name="Nominal">How the nominal last day was counted, extensions included.</param>
/// <param name="Rolled">Why the last day moved, or null where it did not.</param>
/// <param name="Release">What the release follows from, the lock included.</param>
public sealed record KeepReasons(string Nominal, string? Rolled, string Release);
