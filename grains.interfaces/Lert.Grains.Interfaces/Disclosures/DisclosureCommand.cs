using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Grains.Disclosures;

/// <summary>What a disclosure can be asked to do.</summary>
[GenerateSerializer, Immutable, Alias("lert.disclosure-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Prepare), "disclosure.prepare.v1")]
[JsonDerivedType(typeof(Revise), "disclosure.revise.v1")]
[JsonDerivedType(typeof(Approve), "disclosure.approve.v1")]
[JsonDerivedType(typeof(StartPackaging), "disclosure.start-packaging.v1")]
[JsonDerivedType(typeof(NotePackaged), "disclosure.note-packaged.v1")]
[JsonDerivedType(typeof(NoteNotPackaged), "disclosure.note-not-packaged.v1")]
[JsonDerivedType(typeof(Deliver), "disclosure.deliver.v1")]
[JsonDerivedType(typeof(Fetch), "disclosure.fetch.v1")]
[JsonDerivedType(typeof(ConfirmReceipt), "disclosure.confirm-receipt.v1")]
[JsonDerivedType(typeof(Cancel), "disclosure.cancel.v1")]
[JsonDerivedType(typeof(DeclineExecution), "disclosure.decline-execution.v1")]
[JsonDerivedType(typeof(NoteDiscarded), "disclosure.note-discarded.v1")]
[JsonDerivedType(typeof(Tick), "disclosure.tick.v1")]
public abstract record DisclosureCommand
{
    private DisclosureCommand()
    {
    }

    /// <summary>What the rules need to know of the case and its holds. The grain reads it before each decision; whoever sends the command says nothing here.</summary>
    [Id(0)]
    public ProductionFacts? Facts { get; init; }

    /// <summary>Says what is to be produced, for whom, and what of the scope in force is not, with a reason each.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.prepare")]
    public sealed record Prepare([property: Id(0)] string CaseId, [property: Id(1)] ImmutableArray<ItemChoice> Items, [property: Id(2)] Recipient Recipient) : DisclosureCommand;

    /// <summary>Says it anew. Every approval is void.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.revise")]
    public sealed record Revise([property: Id(0)] ImmutableArray<ItemChoice> Items, [property: Id(1)] Recipient Recipient, [property: Id(2)] string Reason) : DisclosureCommand;

    /// <summary>One person's yes to exactly this.</summary>
    /// <param name="ScopeHash">As the person saw it.</param>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.approve")]
    public sealed record Approve([property: Id(0)] string ScopeHash, [property: Id(1)] string Reason) : DisclosureCommand;

    /// <summary>Reads the content and makes the package. Whoever asks for it certifies it.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.start-packaging")]
    public sealed record StartPackaging : DisclosureCommand;

    /// <summary>From the packer: the package lies on the shelf.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.note-packaged")]
    public sealed record NotePackaged([property: Id(0)] long Attempt, [property: Id(1)] Package Package) : DisclosureCommand;

    /// <summary>From the packer: there is no package, and why.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.note-not-packaged")]
    public sealed record NoteNotPackaged([property: Id(0)] long Attempt, [property: Id(1)] string Code, [property: Id(2)] string Detail) : DisclosureCommand;

    /// <summary>Lets the package be fetched.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.deliver")]
    public sealed record Deliver : DisclosureCommand;

    /// <summary>Somebody takes the package out. Journaled before the first byte flows.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.fetch")]
    public sealed record Fetch : DisclosureCommand;

    /// <summary>The recipient has confirmed that it arrived.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.confirm-receipt")]
    public sealed record ConfirmReceipt([property: Id(0)] string Reference) : DisclosureCommand;

    /// <summary>Nothing of it is handed out any more. Also from its case.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.cancel")]
    public sealed record Cancel([property: Id(0)] string Reason) : DisclosureCommand;

    /// <summary>The order is not executed. Ends a disclosure that was prepared, or is one by itself.</summary>
    /// <param name="Ground">The id of a ground of the form.</param>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.decline-execution")]
    public sealed record DeclineExecution([property: Id(0)] string CaseId, [property: Id(1)] string Ground, [property: Id(2)] string Reason) : DisclosureCommand;

    /// <summary>From the packer: a package that is of no use any more is off the shelf.</summary>
    [GenerateSerializer, Immutable, Alias("lert.disclosure.note-discarded")]
    public sealed record NoteDiscarded([property: Id(0)] string Sha256) : DisclosureCommand;

    [GenerateSerializer, Immutable, Alias("lert.disclosure.tick")]
    public sealed record Tick : DisclosureCommand;
}

/// <summary>The case and the holds as they are at the moment of a decision.</summary>
/// <param name="Case">Null when there is no such case.</param>
[GenerateSerializer, Immutable, Alias("lert.production-facts")]
public sealed record ProductionFacts([property: Id(0)] CaseScope? Case, [property: Id(1)] ImmutableArray<HoldFact> Holds);

/// <summary>A hold that an item is to be produced from.</summary>
/// <param name="AccountId">Empty when there is no such hold.</param>
/// <param name="Snapshot">Null while none was recorded.</param>
[GenerateSerializer, Immutable, Alias("lert.hold-fact")]
public sealed record HoldFact([property: Id(0)] string HoldId, [property: Id(1)] string AccountId, [property: Id(2)] Snapshot? Snapshot);
