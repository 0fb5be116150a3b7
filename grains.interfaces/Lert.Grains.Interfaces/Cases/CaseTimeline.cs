using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <summary>One thing that happened to a case, in words.</summary>
/// <param name="Type">The stored name of the event.</param>
[GenerateSerializer, Immutable, Alias("lert.timeline-entry")]
public sealed record TimelineEntry(
    [property: Id(0)] long Sequence, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string By, [property: Id(3)] string Type, [property: Id(4)] string Text);

/// <summary>A stretch of what happened to a case, oldest first, and the case as it is now.</summary>
/// <param name="Next">Where to go on; null when this was the end.</param>
[GenerateSerializer, Immutable, Alias("lert.case-timeline")]
public sealed record CaseTimeline(
    [property: Id(0)] CaseView Case, [property: Id(1)] ImmutableArray<TimelineEntry> Entries, [property: Id(2)] long? Next, [property: Id(3)] DateTimeOffset ReadAt);
