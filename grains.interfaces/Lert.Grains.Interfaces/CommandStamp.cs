using System.Collections.Immutable;

namespace Lert.Grains;

/// <summary>What every command carries besides itself.</summary>
/// <param name="CommandId">The caller's <c>request_id</c>, or the id of the message that brings the command. Remembered with its reply.</param>
/// <param name="By">Who asks: the subject of the token, or <c>system:…</c>.</param>
/// <param name="ExpectedVersion">The version that the caller read (its etag); null when any will do.</param>
/// <param name="Violations">What the edge already found wrong with the fields, so that the answer names everything at once.</param>
[GenerateSerializer, Immutable, Alias("lert.command-stamp")]
public sealed record CommandStamp(
    [property: Id(0)] string CommandId,
    [property: Id(1)] string By,
    [property: Id(2)] long? ExpectedVersion,
    [property: Id(3)] ImmutableArray<FieldViolation> Violations)
{
    public CommandStamp(string commandId, string by)
        : this(commandId, by, null, [])
    {
    }
}

/// <summary>One field that is wrong in any state, by its path in the request: <c>accounts[3].account_id</c>.</summary>
[GenerateSerializer, Immutable, Alias("lert.field-violation")]
public sealed record FieldViolation([property: Id(0)] string Field, [property: Id(1)] string Description);
