namespace Lert.Store;

/// <summary>The store's verdict on one commit.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>It is durable. The actor now has this version.</summary>
    public sealed record Committed(long Version) : CommitOutcome;

    /// <summary>The actor has another version than expected; nothing was written. Load again and decide again.</summary>
    public sealed record Conflict(long ActualVersion) : CommitOutcome;

    /// <summary>This command id is already there with the same request; nothing was written. This is its reply.</summary>
    public sealed record AlreadyDone(ReadOnlyMemory<byte> Reply) : CommitOutcome;

    /// <summary>This command id is already there with another request; nothing was written.</summary>
    public sealed record CommandIdReused : CommitOutcome;
}

/// <summary>The store answered nothing that lets anyone say whether the commit landed. Look the command id up.</summary>
public sealed class CommitOutcomeUnknownException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store cannot be reached or refuses work, and nothing was written.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>More work is queued than the store takes on; nothing was written. Try again after <see cref="RetryAfter"/>.</summary>
public sealed class StoreBusyException(string message, TimeSpan retryAfter) : Exception(message)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>A wall of the database refused this commit, for instance a release before its time. Nothing was written; it is our bug.</summary>
public sealed class WallHitException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What is stored cannot be what was written: a broken page, a hash that does not follow, a missing version.</summary>
public sealed class DataLossException(string message, Exception? inner = null) : Exception(message, inner);
