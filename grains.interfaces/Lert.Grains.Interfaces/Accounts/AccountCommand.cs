using System.Text.Json.Serialization;
using Lert.Grains.Holds;

namespace Lert.Grains.Accounts;

/// <summary>What an account's preservation can be asked to do.</summary>
[GenerateSerializer, Immutable, Alias("lert.account-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Protect), "account.protect.v1")]
[JsonDerivedType(typeof(ProtectForLock), "account.protect-for-lock.v1")]
[JsonDerivedType(typeof(Withdraw), "account.withdraw.v1")]
[JsonDerivedType(typeof(NoteHold), "account.note-hold.v1")]
[JsonDerivedType(typeof(AuthorizeDeletion), "account.authorize-deletion.v1")]
[JsonDerivedType(typeof(Tick), "account.tick.v1")]
public abstract record AccountCommand
{
    private AccountCommand()
    {
    }

    /// <summary>From the case: keep this account's data, and then make the hold active.</summary>
    [GenerateSerializer, Immutable, Alias("lert.account.protect")]
    public sealed record Protect([property: Id(0)] HoldOrder Order) : AccountCommand;

    /// <summary>From a released hold on which process was served: keep the data again if it is still there, and say whether it is.</summary>
    [GenerateSerializer, Immutable, Alias("lert.account.protect-for-lock")]
    public sealed record ProtectForLock(
        [property: Id(0)] HoldOrder Order, [property: Id(1)] string Reference, [property: Id(2)] long HoldVersion) : AccountCommand;

    /// <summary>
    /// From a hold whose release is committed: it no longer needs the data. <paramref name="HoldVersion"/> orders it against
    /// <see cref="ProtectForLock"/>: messages may overtake each other, and an older one must not undo a newer one.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("lert.account.withdraw")]
    public sealed record Withdraw(
        [property: Id(0)] string HoldId, [property: Id(1)] DateTimeOffset EndedAt, [property: Id(2)] long HoldVersion) : AccountCommand;

    /// <summary>From a hold that is still active: when to ask it again. Null while it has no end.</summary>
    [GenerateSerializer, Immutable, Alias("lert.account.note-hold")]
    public sealed record NoteHold([property: Id(0)] string HoldId, [property: Id(1)] DateTimeOffset? ReleaseNotBefore) : AccountCommand;

    /// <summary>From the deletion pipeline: may this account's data be deleted now? <paramref name="Ticket"/> is the pipeline's own reference.</summary>
    [GenerateSerializer, Immutable, Alias("lert.account.authorize-deletion")]
    public sealed record AuthorizeDeletion([property: Id(0)] string Ticket) : AccountCommand;

    [GenerateSerializer, Immutable, Alias("lert.account.tick")]
    public sealed record Tick : AccountCommand;
}
