using System.Collections.Immutable;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Grains.Disclosures;

/// <summary>What becomes of one item in a production.</summary>
public enum ProductionOutcome
{
    Unspecified = 0,

    /// <summary>It is in the package.</summary>
    Produced = 1,

    /// <summary>There is no such data.</summary>
    NotFound = 2,

    /// <summary>It is there and is not produced, for a reason.</summary>
    Withheld = 3,

    /// <summary>It follows in a later production.</summary>
    Later = 4,

    /// <summary>An earlier production had it.</summary>
    Earlier = 5,
}

/// <summary>What is to become of one item of the scope in force.</summary>
/// <param name="HoldId">The hold whose snapshot it is produced from; empty where it is not produced.</param>
/// <param name="Reason">Mandatory for everything but what is produced.</param>
[GenerateSerializer, Immutable, Alias("lert.item-choice")]
public sealed record ItemChoice(
    [property: Id(0)] string ItemId, [property: Id(1)] ProductionOutcome Outcome, [property: Id(2)] string HoldId, [property: Id(3)] string Reason);

/// <summary>Who receives a production, and the key that it is locked to.</summary>
/// <param name="Name">The office or person.</param>
/// <param name="PublicKey">A P-256 key as SubjectPublicKeyInfo in base 64. Whoever has the private key opens the package; nobody else does, nor do we.</param>
[GenerateSerializer, Immutable, Alias("lert.recipient")]
public sealed record Recipient([property: Id(0)] string Name, [property: Id(1)] string PublicKey);

/// <summary>One item as it is produced: what of which account, from which picture of its data.</summary>
/// <param name="From">The first day that is produced; null for the beginning.</param>
/// <param name="Until">The last; null for the snapshot's end.</param>
/// <param name="Snapshot">Null where it is not produced.</param>
[GenerateSerializer, Immutable, Alias("lert.production-item")]
public sealed record ProductionItem(
    [property: Id(0)] string ItemId,
    [property: Id(1)] DataCategory Category,
    [property: Id(2)] string AccountId,
    [property: Id(3)] DateOnly? From,
    [property: Id(4)] DateOnly? Until,
    [property: Id(5)] ProductionOutcome Outcome,
    [property: Id(6)] string Reason,
    [property: Id(7)] string HoldId,
    [property: Id(8)] Snapshot? Snapshot);

/// <summary>All that is approved, and that one hash is over: which items of which accounts, from when, for whom, under which scope of the case.</summary>
[GenerateSerializer, Immutable, Alias("lert.production-scope")]
public sealed record ProductionScope(
    [property: Id(0)] string CaseId,
    [property: Id(1)] string CaseScopeHash,
    [property: Id(2)] ImmutableArray<ProductionItem> Items,
    [property: Id(3)] Recipient Recipient)
{
    // Methods, for what is computed neither travels nor is printed.
    /// <summary>Nothing is left for a later production.</summary>
    public bool IsFinal() => Items.All(item => item.Outcome != ProductionOutcome.Later);

    public bool IsPartial() => Items.Any(item => item.Outcome != ProductionOutcome.Produced);
}

/// <summary>A package that lies on the shelf, encrypted.</summary>
/// <param name="Sha256">Of the whole file, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ManifestSha256">Of the manifest within: what the custodian's certificate names.</param>
/// <param name="Files">How many files it carries, without manifest and certificate.</param>
/// <param name="EmptyFiles">How many of them have no content.</param>
/// <param name="ContentSize">The bytes of all of them.</param>
[GenerateSerializer, Immutable, Alias("lert.package")]
public sealed record Package(
    [property: Id(0)] string Sha256,
    [property: Id(1)] long Size,
    [property: Id(2)] string ManifestSha256,
    [property: Id(3)] int Files,
    [property: Id(4)] int EmptyFiles,
    [property: Id(5)] long ContentSize);
