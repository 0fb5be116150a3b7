using System.Collections.Immutable;

namespace Lert.Grains.Responders;

/// <summary>A responder as last committed. What of it a caller may see is for the edge to say: sessions and the opt-out are the person's own.</summary>
/// <param name="DutyUntil">When duty ends by itself; null when they are off duty. It may have passed a moment ago.</param>
/// <param name="Session">The session that is open, if one is.</param>
[GenerateSerializer, Immutable, Alias("lert.responder-view")]
public sealed record ResponderView(
    [property: Id(0)] string ResponderId,
    [property: Id(1)] long Version,
    [property: Id(2)] ResponderProfile Profile,
    [property: Id(3)] ImmutableArray<ContactRule> Contacts,
    [property: Id(4)] DateTimeOffset? DutyUntil,
    [property: Id(5)] ImmutableArray<string> OpenCases,
    [property: Id(6)] ViewingSession? Session,
    [property: Id(7)] bool OptedOut);

/// <summary>Whether somebody is on duty, as lists know it.</summary>
public enum DutyStatus
{
    Unspecified = 0,

    /// <summary>On duty.</summary>
    Working = 1,

    /// <summary>Off duty; they may be on call.</summary>
    Away = 2,
}

/// <summary>Somebody looks at material.</summary>
/// <param name="Number">Counts the sessions of that person from 1.</param>
/// <param name="AllowedUntil">When a cap ends it.</param>
/// <param name="LeaseUntil">When it ends by itself, unless the viewer says before that it still shows it. Never after <paramref name="AllowedUntil"/>.</param>
[GenerateSerializer, Immutable, Alias("lert.viewing-session")]
public sealed record ViewingSession(
    [property: Id(0)] long Number,
    [property: Id(1)] string CaseId,
    [property: Id(2)] bool Severe,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] DateTimeOffset AllowedUntil,
    [property: Id(5)] DateTimeOffset LeaseUntil);

/// <summary>A responder, and whether a case without any material could be given to them now.</summary>
/// <param name="Reason">Why not; <see cref="UnavailableReason.Unspecified"/> when it could.</param>
[GenerateSerializer, Immutable, Alias("lert.responder-listing")]
public sealed record ResponderListing([property: Id(0)] ResponderView View, [property: Id(1)] UnavailableReason Reason);
