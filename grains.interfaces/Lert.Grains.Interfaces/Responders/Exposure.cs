using System.Collections.Immutable;

namespace Lert.Grains.Responders;

/// <summary>What a person has had to look at, counted on the calendar of their own zone. Theirs, and the wellness role's; nobody else's.</summary>
/// <param name="At">When this was counted.</param>
/// <param name="Row">What was looked at since the last proper break.</param>
/// <param name="BreakUntil">They must not look at anything before this; null when they may.</param>
/// <param name="RestUntil">They were woken and saw something: no case and no material before this.</param>
/// <param name="Recent">The sessions of the last eight days, as far as they were counted; the oldest first.</param>
/// <param name="Days">The last 90 days on which anything was, the oldest first.</param>
/// <param name="Overrides">What leads allowed beyond the caps, of the last eight days.</param>
[GenerateSerializer, Immutable, Alias("lert.exposure-view")]
public sealed record ExposureView(
    [property: Id(0)] string ResponderId,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Zone,
    [property: Id(4)] ExposureAmount Day,
    [property: Id(5)] ExposureAmount Week,
    [property: Id(6)] ExposureAmount Row,
    [property: Id(7)] DateTimeOffset? BreakUntil,
    [property: Id(8)] DateTimeOffset? RestUntil,
    [property: Id(9)] bool OptedOut,
    [property: Id(10)] ViewingSession? Session,
    [property: Id(11)] ImmutableArray<ViewedSpan> Recent,
    [property: Id(12)] ImmutableArray<ExposureDay> Days,
    [property: Id(13)] ImmutableArray<CapOverride> Overrides);

/// <param name="Used">Looked at, the open session up to now included.</param>
/// <param name="Promised">Estimated for cases that they have and not looked at yet.</param>
/// <param name="Cap">How much there may be.</param>
[GenerateSerializer, Immutable, Alias("lert.exposure-amount")]
public sealed record ExposureAmount([property: Id(0)] TimeSpan Used, [property: Id(1)] TimeSpan Promised, [property: Id(2)] TimeSpan Cap);

/// <summary>One session that has ended.</summary>
[GenerateSerializer, Immutable, Alias("lert.viewed-span")]
public sealed record ViewedSpan(
    [property: Id(0)] string CaseId, [property: Id(1)] bool Severe, [property: Id(2)] DateTimeOffset From, [property: Id(3)] DateTimeOffset Until);

/// <summary>One day of a person's work.</summary>
/// <param name="Viewed">How long they looked at material.</param>
/// <param name="Cases">How many cases they took.</param>
/// <param name="SevereCases">How many of those were severe.</param>
/// <param name="Pages">How often they were woken.</param>
/// <param name="Worked">Whether they were on duty, or did any of the above.</param>
[GenerateSerializer, Immutable, Alias("lert.exposure-day")]
public sealed record ExposureDay(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] TimeSpan Viewed,
    [property: Id(2)] int Cases,
    [property: Id(3)] int SevereCases,
    [property: Id(4)] int Pages,
    [property: Id(5)] bool Worked);

/// <summary>What a lead allowed beyond the caps, for one case.</summary>
/// <param name="Granted">How much longer they may look.</param>
/// <param name="Used">How much of it was used.</param>
/// <param name="Until">It is good before this.</param>
[GenerateSerializer, Immutable, Alias("lert.cap-override")]
public sealed record CapOverride(
    [property: Id(0)] string CaseId,
    [property: Id(1)] TimeSpan Granted,
    [property: Id(2)] TimeSpan Used,
    [property: Id(3)] string By,
    [property: Id(4)] string Reason,
    [property: Id(5)] DateTimeOffset At,
    [property: Id(6)] DateTimeOffset Until);
