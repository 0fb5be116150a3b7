using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <summary>
/// What a typed request says beside its regime, agency and reference. Which of it is mandatory depends on the kind. Texts are empty where nothing is said.
/// </summary>
/// <param name="Entity">The entity that the request is addressed to: <c>us</c>, <c>uk</c>, <c>ie</c>, <c>sg</c>.</param>
/// <param name="IssuingAuthority">The court, judge or authority that issued it.</param>
/// <param name="SignedBy">Who signed.</param>
/// <param name="OrderDate">The order's own date: what it asks to be answered by.</param>
/// <param name="Offence">What is investigated.</param>
/// <param name="LegalBasis">The provision that the requester invokes.</param>
/// <param name="Country">The requesting state, two letters.</param>
/// <param name="Danger">For an emergency: who is in danger of what.</param>
/// <param name="Certificate">The number of the certificate, or of the treaty request.</param>
/// <param name="RelatedReport">The report of ours that it follows.</param>
/// <param name="ContentLocation">Where the content is that is to be removed.</param>
/// <param name="Language">The language of the request: <c>en</c>, <c>ar</c>.</param>
/// <param name="IsTranslated">A translation came with it.</param>
/// <param name="Agreement">The agreement under which a foreign state asks for contents; empty when there is none.</param>
/// <param name="ContactNumber">The number in the request. It proves nothing: a call-back never goes to it.</param>
/// <param name="SeniorReviewer">The subject of who must approve as well, where somebody special is concerned.</param>
/// <param name="SpecialTargets">Who is concerned that needs more care. Any of them restricts the case.</param>
/// <param name="Items">What is asked for, as it was asked. Never changes.</param>
/// <param name="ServedOnHolds">Holds whose data this process was served on: they have no end until it is produced.</param>
/// <param name="IsSevere">Whoever works on it will see severe content.</param>
/// <param name="ExposureMinutes">How long they will have to look at it, an estimate.</param>
[GenerateSerializer, Immutable, Alias("lert.case-intake")]
public sealed record CaseIntake(
    [property: Id(0)] string Entity,
    [property: Id(1)] string IssuingAuthority,
    [property: Id(2)] string SignedBy,
    [property: Id(3)] DateOnly? OrderDate,
    [property: Id(4)] string Offence,
    [property: Id(5)] string LegalBasis,
    [property: Id(6)] string Country,
    [property: Id(7)] string Danger,
    [property: Id(8)] string Certificate,
    [property: Id(9)] string RelatedReport,
    [property: Id(10)] string ContentLocation,
    [property: Id(11)] string Language,
    [property: Id(12)] bool IsTranslated,
    [property: Id(13)] string Agreement,
    [property: Id(14)] string ContactNumber,
    [property: Id(15)] string SeniorReviewer,
    [property: Id(16)] ImmutableArray<SpecialTarget> SpecialTargets,
    [property: Id(17)] ImmutableArray<ScopeItem> Items,
    [property: Id(18)] ImmutableArray<string> ServedOnHolds,
    [property: Id(19)] bool IsSevere,
    [property: Id(20)] int ExposureMinutes)
{
    /// <summary>What somebody noticed about how the request looks; null where there is nothing.</summary>
    [Id(21)]
    public ImmutableArray<RequestAnomaly>? Anomalies { get; init; }

    public bool Has(RequestAnomaly anomaly) => Anomalies?.Contains(anomaly) == true;
}

/// <summary>Kinds of data that law treats differently.</summary>
public enum DataCategory
{
    Unspecified = 0,

    /// <summary>Name, address, session times and lengths, identifiers with temporary addresses, length and type of service, means of payment.</summary>
    BasicSubscriber = 1,

    /// <summary>Headers, followers, message metadata.</summary>
    OtherRecords = 2,

    /// <summary>Messages, private video, drafts.</summary>
    Contents = 3,

    PreciseLocation = 4,

    /// <summary>Anything that does not exist yet.</summary>
    Future = 5,
}

/// <summary>People for whom more care is due.</summary>
public enum SpecialTarget
{
    Unspecified = 0,
    Minor = 1,
    Journalist = 2,
    Lawyer = 3,
    Employee = 4,
    PublicFigure = 5,
}

/// <summary>One thing that is asked for.</summary>
/// <param name="ItemId">Its name within the case: <c>i1</c>, <c>i2</c>, in the order of the request.</param>
/// <param name="AccountId">The account; empty where the request names a handle that several accounts used.</param>
/// <param name="Handle">The handle that the request names; empty where it names the account.</param>
/// <param name="From">The first day that is asked for; null for the beginning.</param>
/// <param name="Until">The last day; null for the day of receipt.</param>
/// <param name="UsedBy">The accounts that used the handle in that time.</param>
[GenerateSerializer, Immutable, Alias("lert.scope-item")]
public sealed record ScopeItem(
    [property: Id(0)] string ItemId,
    [property: Id(1)] DataCategory Category,
    [property: Id(2)] string AccountId,
    [property: Id(3)] string Handle,
    [property: Id(4)] DateOnly? From,
    [property: Id(5)] DateOnly? Until,
    [property: Id(6)] ImmutableArray<HandleUse> UsedBy);

/// <summary>Who used a handle, and when.</summary>
[GenerateSerializer, Immutable, Alias("lert.handle-use")]
public sealed record HandleUse([property: Id(0)] string AccountId, [property: Id(1)] DateOnly From, [property: Id(2)] DateOnly? Until);

/// <summary>What became of one item at intake: whether the process reaches it, and why not.</summary>
/// <param name="Refusal">Null where it goes on; else a code such as <c>scope.requires-warrant</c>.</param>
/// <param name="Source">The law that says so.</param>
/// <param name="Remark">What the requester can do instead, for a person; empty where it goes on.</param>
[GenerateSerializer, Immutable, Alias("lert.item-verdict")]
public sealed record ItemVerdict(
    [property: Id(0)] string ItemId, [property: Id(1)] string? Refusal, [property: Id(2)] string Source, [property: Id(3)] string Remark);

/// <summary>One item as it stays after a narrowing: the same item, in the same or a shorter time.</summary>
[GenerateSerializer, Immutable, Alias("lert.narrowed-item")]
public sealed record NarrowedItem([property: Id(0)] string ItemId, [property: Id(1)] DateOnly? From, [property: Id(2)] DateOnly? Until);
