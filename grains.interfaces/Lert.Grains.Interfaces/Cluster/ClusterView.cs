using System.Collections.Immutable;

namespace Lert.Grains.Cluster;

/// <summary>The cell as one silo sees it.</summary>
/// <param name="ClusterId">The name of the cluster.</param>
/// <param name="Store">What keeps the truth: <c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="ViewVersion">Grows with every change of the membership.</param>
/// <param name="Members">Those that are not dead, and those that died lately.</param>
[GenerateSerializer, Immutable, Alias("lert.cluster-view")]
public sealed record ClusterView(
    [property: Id(0)] string ClusterId,
    [property: Id(1)] string Store,
    [property: Id(2)] DateTimeOffset ReadAt,
    [property: Id(3)] long ViewVersion,
    [property: Id(4)] ImmutableArray<MemberView> Members,
    [property: Id(5)] BacklogView Backlog,
    [property: Id(6)] RestoreView? Restore);

/// <summary>One silo.</summary>
/// <param name="Status">As the membership has it: <c>Active</c>, <c>Joining</c>, <c>ShuttingDown</c>, <c>Dead</c>.</param>
/// <param name="Report">What it last said of itself; null when it said nothing lately.</param>
[GenerateSerializer, Immutable, Alias("lert.member-view")]
public sealed record MemberView(
    [property: Id(0)] string Address,
    [property: Id(1)] string Name,
    [property: Id(2)] string Status,
    [property: Id(3)] MemberReport? Report);

/// <summary>What a silo says of itself once a second.</summary>
/// <param name="Age">How old the report is.</param>
/// <param name="FirstSlot">The stretch that its pumps work on, both ends included; −1 for none.</param>
/// <param name="Skew">How far its clock is ahead of the database's; null when that is not known.</param>
/// <param name="Problems">What its health complains of, a sentence each.</param>
[GenerateSerializer, Immutable, Alias("lert.member-report")]
public sealed record MemberReport(
    [property: Id(0)] TimeSpan Age,
    [property: Id(1)] string Version,
    [property: Id(2)] string Url,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] int FirstSlot,
    [property: Id(5)] int LastSlot,
    [property: Id(6)] int Activations,
    [property: Id(7)] double CommitsPerSecond,
    [property: Id(8)] TimeSpan? Skew,
    [property: Id(9)] ImmutableArray<string> Problems);

/// <summary>What waits in the whole cell. Counts end at 10,000.</summary>
[GenerateSerializer, Immutable, Alias("lert.backlog-view")]
public sealed record BacklogView(
    [property: Id(0)] int Due,
    [property: Id(1)] TimeSpan Late,
    [property: Id(2)] int Waiting,
    [property: Id(3)] TimeSpan Oldest);

/// <summary>The last word on whether this store is the one that counts.</summary>
/// <param name="Entry">Its number in the diary of the cell; what an etag names.</param>
/// <param name="Waits">Nothing fires and nothing is delivered until an operator confirms it.</param>
[GenerateSerializer, Immutable, Alias("lert.restore-view")]
public sealed record RestoreView(
    [property: Id(0)] long Entry,
    [property: Id(1)] bool Waits,
    [property: Id(2)] string Reason,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string By);
