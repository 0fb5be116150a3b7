using System.Net.Sockets;
using Npgsql;

namespace Lert.Store.Postgres.Sessions;

/// <summary>What a fault of PostgreSQL or of the way to it means for what was asked.</summary>
internal static class PostgresFaults
{
    /// <summary>What the schema raises when something is asked that must never happen.</summary>
    public const string Wall = "LW001";

    /// <summary>It is what one actor ran into and not its neighbours: a row that the server refused or that somebody holds, or a page that is damaged.</summary>
    public static bool IsLocal(Exception fault) => fault is PostgresException said && !IsFatal(said) && (IsRefusal(said) || IsDamage(said) || IsHeldUp(said));

    /// <summary>Somebody held a lock for longer than anybody waits.</summary>
    public static bool IsHeldUp(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>A page or an index is not what was written.</summary>
    public static bool IsDamage(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    /// <summary>The server undid everything, and the same may well succeed now.</summary>
    public static bool IsPassing(Exception fault) => fault is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or "0A000" or "26000",
    };

    /// <summary>The session is gone or not to be trusted with what comes next.</summary>
    public static bool IsBroken(Exception fault) => fault is PostgresException said ? IsFatal(said) : !IsExhausted(fault);

    /// <summary>All sessions were in use for too long. None of them is the worse for it, and nothing was sent.</summary>
    private static bool IsExhausted(Exception fault) => fault is NpgsqlException { InnerException: TimeoutException } && fault.Message.Contains("exhausted", StringComparison.Ordinal);

    /// <summary>In terms of the port, when nothing was to be written or nothing was sent.</summary>
    public static Exception ToNothingWritten(Exception fault, string server) => fault switch
    {
        OperationCanceledException or DataLossException or StoreUnavailableException or ArgumentException => fault,
        PostgresException damaged when IsDamage(damaged) => new DataLossException($"PostgreSQL at {server} says that its data is damaged: {damaged.MessageText}", fault),
        PostgresException wall when IsRefusal(wall) => new WallHitException($"The database refused a commit: {wall.MessageText}", fault),
        PostgresException said => new StoreUnavailableException($"PostgreSQL at {server} refused: {said.MessageText} ({said.SqlState}).", fault),
        _ when IsExhausted(fault) => new StoreUnavailableException($"All sessions with PostgreSQL at {server} are in use: {fault.Message}", fault),
        _ => new StoreUnavailableException($"PostgreSQL at {server} cannot be reached: {Cause(fault)}", fault),
    };

    /// <summary>In terms of the port, when a commit was on its way.</summary>
    public static Exception AfterSending(Exception fault, string server) => fault switch
    {
        PostgresException said when !IsFatal(said) || said.SqlState == PostgresErrorCodes.IdleSessionTimeout => ToNothingWritten(fault, server),
        // It landed, and may be lost.
        StoreUnavailableException alone => new CommitOutcomeUnknownException(alone.Message, alone),
        _ => new CommitOutcomeUnknownException($"PostgreSQL at {server} did not say whether a commit landed: {Cause(fault)}", fault),
    };

    // A wall, a constraint, a value that is none.
    private static bool IsRefusal(PostgresException said) =>
        said.SqlState is Wall or PostgresErrorCodes.ProgramLimitExceeded || said.SqlState.StartsWith("22", StringComparison.Ordinal) || said.SqlState.StartsWith("23", StringComparison.Ordinal);

    // An ERROR undoes the transaction. What ends the session may come on either side of the commit, except for idleness, which is before anything was read.
    private static bool IsFatal(PostgresException said) =>
        said.InvariantSeverity is "FATAL" or "PANIC" || said.SqlState.StartsWith("57P", StringComparison.Ordinal) || said.SqlState.StartsWith("08", StringComparison.Ordinal);

    private static string Cause(Exception fault) => fault switch
    {
        NpgsqlException { InnerException: SocketException socket } => socket.Message,
        NpgsqlException { InnerException: TimeoutException timeout } => timeout.Message,
        PostgresException said => said.MessageText,
        _ => fault.Message,
    };
}
