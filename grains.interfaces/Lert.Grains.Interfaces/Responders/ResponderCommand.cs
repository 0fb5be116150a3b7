using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Lert.Grains.Responders;

/// <summary>What a responder can be told. Names and shapes are permanent.</summary>
[GenerateSerializer, Immutable, Alias("lert.responder-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Put), "responder.put.v1")]
[JsonDerivedType(typeof(PutContactRules), "responder.put-contact-rules.v1")]
[JsonDerivedType(typeof(GoOnDuty), "responder.go-on-duty.v1")]
[JsonDerivedType(typeof(GoOffDuty), "responder.go-off-duty.v1")]
[JsonDerivedType(typeof(StartViewing), "responder.start-viewing.v1")]
[JsonDerivedType(typeof(ExtendViewing), "responder.extend-viewing.v1")]
[JsonDerivedType(typeof(StopViewing), "responder.stop-viewing.v1")]
[JsonDerivedType(typeof(TakeBreak), "responder.take-break.v1")]
[JsonDerivedType(typeof(OptOut), "responder.opt-out.v1")]
[JsonDerivedType(typeof(OptIn), "responder.opt-in.v1")]
[JsonDerivedType(typeof(TakeCase), "responder.take-case.v1")]
[JsonDerivedType(typeof(Assign), "responder.assign.v1")]
[JsonDerivedType(typeof(ReleaseCase), "responder.release-case.v1")]
[JsonDerivedType(typeof(OverrideCap), "responder.override-cap.v1")]
[JsonDerivedType(typeof(NotePaged), "responder.note-paged.v1")]
[JsonDerivedType(typeof(Tick), "responder.tick.v1")]
public abstract record ResponderCommand
{
    private ResponderCommand()
    {
    }

    /// <summary>Registers a person, or replaces what is known of them. Nobody raises their own clearance.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.put")]
    public sealed record Put([property: Id(0)] ResponderProfile Profile) : ResponderCommand;

    /// <summary>How they are reached, all rules at once.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.put-contact-rules")]
    public sealed record PutContactRules([property: Id(0)] ImmutableArray<ContactRule> Rules) : ResponderCommand;

    /// <summary>They are at work and may be given cases. Said by themselves, it ends a break that they took.</summary>
    /// <param name="Until">When duty ends by itself; null for the longest that policy allows.</param>
    [GenerateSerializer, Immutable, Alias("lert.responder.go-on-duty")]
    public sealed record GoOnDuty([property: Id(0)] DateTimeOffset? Until) : ResponderCommand;

    [GenerateSerializer, Immutable, Alias("lert.responder.go-off-duty")]
    public sealed record GoOffDuty : ResponderCommand;

    /// <summary>
    /// They begin to look at material of a case. The session that is open, if one is, ends. The answer says until when they may look, and until when the
    /// viewer must say that it still shows it.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.start-viewing")]
    public sealed record StartViewing([property: Id(0)] string CaseId, [property: Id(1)] bool Severe) : ResponderCommand;

    /// <summary>The viewer still shows it. Moves the session's lease on, never past what is allowed.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.extend-viewing")]
    public sealed record ExtendViewing([property: Id(0)] long Session) : ResponderCommand;

    /// <summary>They look away. A session that has ended already stays as it ended.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.stop-viewing")]
    public sealed record StopViewing([property: Id(0)] long Session) : ResponderCommand;

    /// <summary>They stop for a while: an open session ends, and nothing is given to them until it is over.</summary>
    /// <param name="Minutes">1 to 240.</param>
    [GenerateSerializer, Immutable, Alias("lert.responder.take-break")]
    public sealed record TakeBreak([property: Id(0)] int Minutes) : ResponderCommand;

    /// <summary>No severe material from now on, neither assigned nor shown. No reason is asked for, and nobody can override it.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.opt-out")]
    public sealed record OptOut : ResponderCommand;

    [GenerateSerializer, Immutable, Alias("lert.responder.opt-in")]
    public sealed record OptIn : ResponderCommand;

    /// <summary>
    /// From a case: take it. Answered by <see cref="Cases.CaseCommand.NoteTaken"/> or <see cref="Cases.CaseCommand.NoteDeclined"/>. A case that is told of an
    /// attempt that it gave up lets go again with <see cref="ReleaseCase"/>: messages may overtake each other.
    /// </summary>
    /// <param name="Attempt">Counts the questions of that case from 1, whomever it asks.</param>
    /// <param name="Override">A lead's, where there is one.</param>
    /// <param name="IsOnCall">Filled in by the responder's grain, from the rota of the need's desk.</param>
    [GenerateSerializer, Immutable, Alias("lert.responder.take-case")]
    public sealed record TakeCase(
        [property: Id(0)] AssignmentNeed Need, [property: Id(1)] long Attempt, [property: Id(2)] LeadOverride? Override, [property: Id(3)] bool IsOnCall) : ResponderCommand;

    /// <summary>A lead assigns by hand. Refused as a value, and the case is told when it is not.</summary>
    /// <param name="OverrideReason">Why the caps do not count for this case; null when they do. Never lifts an opt-out, a clearance or a region.</param>
    /// <param name="IsOnCall">Filled in by the responder's grain.</param>
    [GenerateSerializer, Immutable, Alias("lert.responder.assign")]
    public sealed record Assign(
        [property: Id(0)] AssignmentNeed Need, [property: Id(1)] string? OverrideReason, [property: Id(2)] bool IsOnCall) : ResponderCommand;

    /// <summary>From a case: it is somebody else's now, or done. Of an older attempt than the one that was taken it changes nothing.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.release-case")]
    public sealed record ReleaseCase([property: Id(0)] string CaseId, [property: Id(1)] long Attempt) : ResponderCommand;

    /// <summary>A lead lets somebody else look at one case for longer than the caps allow.</summary>
    /// <param name="Minutes">1 to 240, good for the next 12 hours.</param>
    [GenerateSerializer, Immutable, Alias("lert.responder.override-cap")]
    public sealed record OverrideCap([property: Id(0)] string CaseId, [property: Id(1)] int Minutes, [property: Id(2)] string Reason) : ResponderCommand;

    /// <summary>From a page: this person was woken, and when it was over for them.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.note-paged")]
    public sealed record NotePaged([property: Id(0)] string PageId, [property: Id(1)] DateTimeOffset From, [property: Id(2)] DateTimeOffset Until) : ResponderCommand;

    [GenerateSerializer, Immutable, Alias("lert.responder.tick")]
    public sealed record Tick : ResponderCommand;
}
