using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;

namespace Lert.Grains.Requesters;

/// <summary>What a requester can be asked to do: an agency, or one officer of it.</summary>
[GenerateSerializer, Immutable, Alias("lert.requester-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PutAgency), "requester.put-agency.v1")]
[JsonDerivedType(typeof(PutOfficer), "requester.put-officer.v1")]
[JsonDerivedType(typeof(RecordCallBack), "requester.record-call-back.v1")]
[JsonDerivedType(typeof(Verify), "requester.verify.v1")]
[JsonDerivedType(typeof(Recall), "requester.recall.v1")]
[JsonDerivedType(typeof(NoteAgency), "requester.note-agency.v1")]
[JsonDerivedType(typeof(NoteCase), "requester.note-case.v1")]
[JsonDerivedType(typeof(NoteCallBack), "requester.note-call-back.v1")]
[JsonDerivedType(typeof(NoteRecalled), "requester.note-recalled.v1")]
[JsonDerivedType(typeof(Tick), "requester.tick.v1")]
public abstract record RequesterCommand
{
    private RequesterCommand()
    {
    }

    /// <summary>Enters an agency, or replaces what is known of it.</summary>
    [GenerateSerializer, Immutable, Alias("lert.requester.put-agency")]
    public sealed record PutAgency(
        [property: Id(0)] string Agency,
        [property: Id(1)] string Country,
        [property: Id(2)] AgencyKind Kind,
        [property: Id(3)] ImmutableArray<string> Domains,
        [property: Id(4)] ImmutableArray<NumberEntry> Numbers) : RequesterCommand;

    /// <summary>Enters an officer, or replaces what is known of them. Who has another address than before is no longer verified.</summary>
    [GenerateSerializer, Immutable, Alias("lert.requester.put-officer")]
    public sealed record PutOfficer(
        [property: Id(0)] string Agency, [property: Id(1)] string Officer, [property: Id(2)] string Badge, [property: Id(3)] string Email) : RequesterCommand;

    /// <summary>Somebody called the agency about this officer, at a number of the directory.</summary>
    /// <param name="Directory">Read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.requester.record-call-back")]
    public sealed record RecordCallBack(
        [property: Id(0)] string Number,
        [property: Id(1)] string Person,
        [property: Id(2)] bool IsConfirmed,
        [property: Id(3)] AgencyDirectory? Directory = null) : RequesterCommand;

    /// <summary>The officer is who they say. Takes a call-back that confirmed it, and an address of the agency's.</summary>
    /// <param name="Directory">Read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.requester.verify")]
    public sealed record Verify([property: Id(0)] string Reason, [property: Id(1)] AgencyDirectory? Directory = null) : RequesterCommand;

    /// <summary>The identity is compromised since then: every case of theirs that was opened in the 90 days before, or later, goes back to review.</summary>
    /// <param name="Affected">How many cases that is; read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.requester.recall")]
    public sealed record Recall([property: Id(0)] DateTimeOffset AsOf, [property: Id(1)] string Reason, [property: Id(2)] int Affected = 0) : RequesterCommand;

    /// <summary>From an officer: there is such an agency.</summary>
    [GenerateSerializer, Immutable, Alias("lert.requester.note-agency")]
    public sealed record NoteAgency([property: Id(0)] string Agency) : RequesterCommand;

    /// <summary>From a case: this officer asks. Who is not known is entered, and not verified.</summary>
    /// <param name="OpenedAt">By the case's own commit.</param>
    /// <param name="ContactNumber">The number in the request; empty where there is none.</param>
    /// <param name="Directory">Read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.requester.note-case")]
    public sealed record NoteCase(
        [property: Id(0)] string Agency,
        [property: Id(1)] string Officer,
        [property: Id(2)] string CaseId,
        [property: Id(3)] CaseKind Kind,
        [property: Id(4)] DateTimeOffset OpenedAt,
        [property: Id(5)] string ContactNumber,
        [property: Id(6)] AgencyDirectory? Directory = null) : RequesterCommand;

    /// <summary>From a case: its people called the agency, at a number of the directory.</summary>
    [GenerateSerializer, Immutable, Alias("lert.requester.note-call-back")]
    public sealed record NoteCallBack([property: Id(0)] OfficerCall Call) : RequesterCommand;

    /// <summary>From a case: it has taken the recall.</summary>
    [GenerateSerializer, Immutable, Alias("lert.requester.note-recalled")]
    public sealed record NoteRecalled([property: Id(0)] string CaseId, [property: Id(1)] int Number, [property: Id(2)] RecallOutcome Outcome) : RequesterCommand;

    /// <summary>The timer, while a recall is under way.</summary>
    /// <param name="Read">The next stretch of the officer's cases; read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.requester.tick")]
    public sealed record Tick([property: Id(0)] CaseStretch? Read = null) : RequesterCommand;
}

/// <summary>A stretch of an officer's journal: the cases in it that a recall is about.</summary>
/// <param name="ReadTo">The last line that was read.</param>
/// <param name="IsLast">The line of the recall itself was reached: whatever is noted later is told at once.</param>
[GenerateSerializer, Immutable, Alias("lert.case-stretch")]
public sealed record CaseStretch([property: Id(0)] ImmutableArray<string> Cases, [property: Id(1)] long ReadTo, [property: Id(2)] bool IsLast);
