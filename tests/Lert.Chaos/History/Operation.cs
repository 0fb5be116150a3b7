using Google.Protobuf;
using Grpc.Core;
using Lert.Store;

namespace Lert.Chaos.History;

/// <summary>What a client asked for.</summary>
internal enum Verb
{
    Open,
    Place,
    Extend,
    Lock,
    Unlock,
    Release,
    Authorize,
    Read,

    /// <summary>What is judged by the journal and by what came of it alone.</summary>
    Other,
}

/// <summary>How it ended, as far as its client knows.</summary>
internal enum Ending
{
    /// <summary>OK.</summary>
    Done,

    /// <summary>A final no: asking again would not help.</summary>
    Refused,

    /// <summary>No answer, however often it was asked again: it may or may not have been done.</summary>
    Unknown,
}

/// <summary>One call as its client saw it, repetitions under the same request id included.</summary>
internal sealed record Operation
{
    public required int Client { get; init; }

    public required Verb Verb { get; init; }

    /// <summary>Whose history it belongs to.</summary>
    public required ActorId Actor { get; init; }

    /// <summary>None for a read.</summary>
    public string? RequestId { get; init; }

    /// <summary>The lock that it is about.</summary>
    public string? Reference { get; init; }

    /// <summary>When it was first sent, on this machine's monotonic clock.</summary>
    public required long Invoked { get; init; }

    /// <summary>When it was last sent, and when that was answered, by this machine's clock: the database's is the same.</summary>
    public DateTimeOffset Sent { get; init; }

    public DateTimeOffset Answered { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>When the answer that counts came; never, when none came.</summary>
    public long Returned { get; init; } = long.MaxValue;

    public required Ending Ending { get; init; }

    /// <summary>The permanent code of a refusal.</summary>
    public string? Code { get; init; }

    /// <summary>The version that the answer names.</summary>
    public long? Version { get; init; }

    public IMessage? Reply { get; init; }

    public int Attempts { get; init; } = 1;

    /// <summary>Who answered: the silo's number.</summary>
    public int Silo { get; init; }

    public bool IsRead => Verb == Verb.Read;

    public override string ToString() =>
        $"client {Client} {Verb} {Actor} {RequestId} {Ending}{(Code is null ? "" : $" {Code}")} version {Version?.ToString() ?? "?"} from silo {Silo}, {Invoked}..{(Returned == long.MaxValue ? "?" : Returned)}, {Attempts} attempts";
}

/// <summary>One try of one call at one silo.</summary>
/// <param name="Kind">Of the actor that was meant.</param>
/// <param name="Began">On this machine's monotonic clock.</param>
internal sealed record Attempt(string Kind, int Silo, long Began, TimeSpan Took, Ending Ending, StatusCode Status, string? Code);

/// <summary>A request that had its answer and was sent once more, as it was.</summary>
internal sealed record Resend(Operation First, Ending Ending, string? Code, IMessage? Reply, int Silo)
{
    public DateTimeOffset Sent { get; init; }

    public DateTimeOffset Answered { get; init; } = DateTimeOffset.MaxValue;
}
