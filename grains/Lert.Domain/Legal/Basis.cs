namespace Lert.Domain.Legal;

/// <summary>What a date rests on. Whoever has this and the trigger can compute the date again, and tell what has changed where it differs.</summary>
/// <param name="RegimeId">Id in the regime book.</param>
/// <param name="Rule">The rule that was applied, in the words of the regimes file: <c>days(90), rolls; extension days(90) 1 time</c>.</param>
/// <param name="Zone">The IANA id of the zone that was counted in.</param>
/// <param name="TzdbVersion">The release of the time-zone data: <c>2026a</c>.</param>
/// <param name="HolidayVersion">The calendar, its years and a digest of its days: <c>us-federal/2024-2030/1f2e3d4c</c>; <c>none</c> for weekends only.</param>
/// <param name="RegimesVersion">The edition of the regimes file and a digest of it.</param>
/// <param name="Source">The law.</param>
/// <param name="Confidence">How sure each part of the rule is.</param>
/// <param name="KeepsData">False for an order of silence.</param>
public sealed record Basis(
    string RegimeId,
    string Rule,
    string Zone,
    string TzdbVersion,
    string HolidayVersion,
    string RegimesVersion,
    string Source,
    string Confidence,
    bool KeepsData);
