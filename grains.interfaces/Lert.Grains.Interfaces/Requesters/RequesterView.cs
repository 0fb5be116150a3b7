using System.Collections.Immutable;

namespace Lert.Grains.Requesters;

/// <summary>How far an entry of the directory can be trusted.</summary>
public enum RequesterStatus
{
    Unspecified = 0,

    /// <summary>A request named it, and nobody has looked closer.</summary>
    Unverified = 1,
    Verified = 2,

    /// <summary>Somebody else acts under that name.</summary>
    Compromised = 3,
}

/// <summary>An agency, or one officer of it, as callers see it.</summary>
/// <param name="Officer">Empty for an agency.</param>
/// <param name="Profile">What is known of an agency; null for an officer, and while nobody has entered it.</param>
/// <param name="Person">What is known of an officer.</param>
/// <param name="Cases">How many cases named the officer.</param>
/// <param name="Emergencies">Of these emergencies, the latest in any stretch that still counts, by the instants of their opening.</param>
[GenerateSerializer, Immutable, Alias("lert.requester-view")]
public sealed record RequesterView(
    [property: Id(0)] string RequesterId,
    [property: Id(1)] long Version,
    [property: Id(2)] RequesterStatus Status,
    [property: Id(3)] string Agency,
    [property: Id(4)] string AgencyId,
    [property: Id(5)] string Officer,
    [property: Id(6)] AgencyProfile? Profile,
    [property: Id(7)] OfficerProfile? Person,
    [property: Id(8)] ImmutableArray<OfficerCall> Calls,
    [property: Id(9)] int Cases,
    [property: Id(10)] ImmutableArray<DateTimeOffset> Emergencies,
    [property: Id(11)] DateTimeOffset? VerifiedAt,
    [property: Id(12)] string? VerifiedBy,
    [property: Id(13)] RecallProgress? Recall);

/// <summary>How far the last recall of an officer has come.</summary>
/// <param name="Since">Cases opened from here on are recalled: 90 days before <paramref name="AsOf"/>.</param>
/// <param name="Total">How many cases it is about.</param>
/// <param name="Told">How many were sent their notice.</param>
/// <param name="Returned">How many of them answered that they are back in review.</param>
/// <param name="Held">That they were not decided yet, and wait for the review of the recall.</param>
/// <param name="Reopened">That something had been delivered, and that they are open again.</param>
/// <param name="Ended">That they had ended without any delivery.</param>
/// <param name="DoneAt">When the last one answered.</param>
[GenerateSerializer, Immutable, Alias("lert.recall-progress")]
public sealed record RecallProgress(
    [property: Id(0)] int Number,
    [property: Id(1)] DateTimeOffset AsOf,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset OrderedAt,
    [property: Id(5)] string OrderedBy,
    [property: Id(6)] int Total,
    [property: Id(7)] int Told,
    [property: Id(8)] int Returned,
    [property: Id(9)] int Held,
    [property: Id(10)] int Reopened,
    [property: Id(11)] int Ended,
    [property: Id(12)] DateTimeOffset? DoneAt)
{
    /// <summary>How many have answered.</summary>
    public int Done => Returned + Held + Reopened + Ended;
}
