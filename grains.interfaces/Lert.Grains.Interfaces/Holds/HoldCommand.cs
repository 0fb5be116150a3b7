using System.Text.Json.Serialization;

namespace Lert.Grains.Holds;

/// <summary>What a hold can be asked to do.</summary>
[GenerateSerializer, Immutable, Alias("lert.hold-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Place), "hold.place.v1")]
[JsonDerivedType(typeof(Extend), "hold.extend.v1")]
[JsonDerivedType(typeof(LockForProduction), "hold.lock-for-production.v1")]
[JsonDerivedType(typeof(ConfirmLock), "hold.confirm-lock.v1")]
[JsonDerivedType(typeof(RejectLock), "hold.reject-lock.v1")]
[JsonDerivedType(typeof(Unlock), "hold.unlock.v1")]
[JsonDerivedType(typeof(Release), "hold.release.v1")]
[JsonDerivedType(typeof(RecordSnapshot), "hold.record-snapshot.v1")]
[JsonDerivedType(typeof(Reaffirm), "hold.reaffirm.v1")]
[JsonDerivedType(typeof(Tick), "hold.tick.v1")]
public abstract record HoldCommand
{
    private HoldCommand()
    {
    }

    /// <summary>From the account, once it is protected: become active. Asked again, changes nothing.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.place")]
    public sealed record Place([property: Id(0)] HoldOrder Order, [property: Id(1)] DateTimeOffset? DeletionAuthorizedAt) : HoldCommand;

    /// <summary>The requester asks for more time. <paramref name="AskedAt"/> is when the request was received, which decides whether it came in time.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.extend")]
    public sealed record Extend([property: Id(0)] DateTimeOffset? AskedAt, [property: Id(1)] string Reference) : HoldCommand;

    /// <summary>Process was served on the held data: no end until it is produced. <paramref name="Reference"/> names the process; a hold may carry several.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.lock")]
    public sealed record LockForProduction([property: Id(0)] string Reference) : HoldCommand
    {
        /// <inheritdoc cref="Unlock.IsServed"/>
        [Id(1), JsonIgnore]
        public bool? IsServed { get; init; }
    }

    /// <summary>From the account: the data of a hold that was already released is still there, and is kept again.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.confirm-lock")]
    public sealed record ConfirmLock([property: Id(0)] string Reference) : HoldCommand;

    /// <summary>From the account: too late, deletion has been authorised.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.reject-lock")]
    public sealed record RejectLock([property: Id(0)] string Reference) : HoldCommand;

    /// <summary>What was served under this reference is produced, withdrawn or decided.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.unlock")]
    public sealed record Unlock([property: Id(0)] string Reference) : HoldCommand
    {
        /// <summary>
        /// Whether the case that says this has process open on the hold now; null where a person says it. The hold's grain reads it before each decision: whoever sends
        /// the command says nothing here.
        /// </summary>
        [Id(1), JsonIgnore]
        public bool? IsServed { get; init; }
    }

    /// <summary>
    /// One person's approval to end the hold before its time. The second, by another person who names the same ground, ends it.
    /// An order to destroy names itself and the basis that it stands against: both approvers must have seen both.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.release")]
    public sealed record Release(
        [property: Id(0)] ReleaseGround Ground,
        [property: Id(1)] string Reason,
        [property: Id(2)] string? OrderReference,
        [property: Id(3)] string? BasisSeen) : HoldCommand;

    /// <summary>The snapshot that was taken for this hold. Once recorded it never changes: it is a picture of then.</summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.record-snapshot")]
    public sealed record RecordSnapshot([property: Id(0)] Snapshot Snapshot) : HoldCommand;

    /// <summary>
    /// From the account's own timer: it still keeps data for this hold; answer with where it stands. A hold that was never placed is placed by it,
    /// so it says all that <see cref="Place"/> says.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("lert.hold.reaffirm")]
    public sealed record Reaffirm([property: Id(0)] HoldOrder Order, [property: Id(1)] DateTimeOffset? DeletionAuthorizedAt) : HoldCommand;

    [GenerateSerializer, Immutable, Alias("lert.hold.tick")]
    public sealed record Tick : HoldCommand;
}

/// <summary>Why a hold ends before its time.</summary>
public enum ReleaseGround
{
    Unspecified = 0,

    /// <summary>The requester withdrew.</summary>
    Withdrawn = 1,

    /// <summary>A court or the authority quashed the basis.</summary>
    Quashed = 2,

    /// <summary>An authority ordered the data to be destroyed.</summary>
    OrderToDestroy = 3,
}

/// <summary>Everything that a hold starts from. It travels from the case through the account to the hold unchanged.</summary>
/// <param name="TriggerAt">What starts the period: receipt, service, making of the order, a completed submission.</param>
/// <param name="Zone">The counting zone when it is not the regime's; an IANA name.</param>
/// <param name="Basis">The authority's reference: what an order to destroy is held against.</param>
[GenerateSerializer, Immutable, Alias("lert.hold-order")]
public sealed record HoldOrder(
    [property: Id(0)] string HoldId,
    [property: Id(1)] string CaseId,
    [property: Id(2)] string AccountId,
    [property: Id(3)] string Regime,
    [property: Id(4)] DateTimeOffset TriggerAt,
    [property: Id(5)] string? Zone,
    [property: Id(6)] string Basis,
    [property: Id(7)] Snapshot? Snapshot);

/// <summary>A picture of the account's data at the time.</summary>
/// <param name="Id">The snapshot's id in the collection store; 1 to 128 characters.</param>
/// <param name="ManifestSha256">The hash of its manifest, 64 lower-case hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("lert.snapshot")]
public sealed record Snapshot([property: Id(0)] string Id, [property: Id(1)] string ManifestSha256);
