namespace Lert.Grains;

/// <summary>Why a command got no answer. Not a refusal: nothing was decided, or nobody can say what was.</summary>
public enum FaultKind
{
    Unspecified = 0,

    /// <summary>The store cannot be reached; nothing was written.</summary>
    Unavailable = 1,

    /// <summary>It may or may not have landed. The same request id tells.</summary>
    OutcomeUnknown = 2,

    /// <summary>More work is queued than is taken on.</summary>
    Busy = 3,

    /// <summary>What is stored does not fold or does not verify.</summary>
    DataLoss = 4,

    /// <summary>
    /// What is stored, or what was sent, is of a newer release than the silo that should take it. Nothing was read, written or lost: a silo of that release
    /// goes on with it.
    /// </summary>
    NewerRelease = 5,
}

/// <summary>A broken machine, as it crosses from a grain to its caller.</summary>
[GenerateSerializer, Alias("lert.actor-fault")]
public sealed class ActorFaultException : Exception
{
    public ActorFaultException(FaultKind kind, string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        RetryAfter = retryAfter;
    }

    [Id(0)]
    public FaultKind Kind { get; }

    /// <summary>When to try again; null where it is not known.</summary>
    [Id(1)]
    public TimeSpan? RetryAfter { get; }
}
