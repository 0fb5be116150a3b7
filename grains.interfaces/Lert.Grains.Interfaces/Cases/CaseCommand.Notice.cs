using System.Collections.Immutable;
using Lert.Grains.Notices;

namespace Lert.Grains.Cases;

/// <content>Whether and when the user is told.</content>
public abstract partial record CaseCommand
{
    /// <summary>An order came that keeps us from telling the user.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.record-silence")]
    public sealed record RecordSilence(
        [property: Id(0)] SilenceBasis Basis, [property: Id(1)] string Authority, [property: Id(2)] string Reference, [property: Id(3)] SilenceTerm Term) : CaseCommand;

    /// <summary>A new order makes one that stands last longer. None makes it shorter.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.extend-silence")]
    public sealed record ExtendSilence([property: Id(0)] string OrderId, [property: Id(1)] string Reference, [property: Id(2)] SilenceTerm Term) : CaseCommand;

    /// <summary>Whoever made it says that it no longer stands.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.lift-silence")]
    public sealed record LiftSilence([property: Id(0)] string OrderId, [property: Id(1)] string Reference, [property: Id(2)] string Reason) : CaseCommand;

    /// <summary>Somebody has looked whether an order without an end still stands: it is looked at again a year later.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.review-silence")]
    public sealed record ReviewSilence([property: Id(0)] string OrderId, [property: Id(1)] string Finding) : CaseCommand;

    /// <summary>One person's word that the user is not told. It stands once another says the same.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.except-notice")]
    public sealed record ExceptNotice([property: Id(0)] NoticeGround Ground, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>What was said for an exception no longer holds: the user is told after all, unless something else says otherwise.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.revoke-exemption")]
    public sealed record RevokeExemption([property: Id(0)] string Reason) : CaseCommand;

    /// <summary>The user was told.</summary>
    /// <param name="Accounts">Whose users; empty for all of the scope in force.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.record-notice")]
    public sealed record RecordNotice(
        [property: Id(0)] ImmutableArray<string> Accounts, [property: Id(1)] NoticeChannel Channel, [property: Id(2)] DateTimeOffset? GivenAt, [property: Id(3)] string Reference) : CaseCommand;
}
