using System.Collections.Immutable;

namespace Lert.Store.Postgres;

/// <summary>How a store on PostgreSQL is opened.</summary>
public sealed record PostgresStoreOptions
{
    internal static readonly TimeSpan DefaultStatementTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An Npgsql connection string. Its login must be a member of the role <c>lert_app</c>, as which all work is done, and, where the schema is made or brought
    /// forward by this silo, of <c>lert_owner</c>.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The home regions of this cell, 1 to 64, such as <c>us</c>. An actor of any other is refused by the database.</summary>
    public required ImmutableArray<string> Regions { get; init; }

    /// <summary>How many commits may wait for a writer, and how many loads for a reader, 1 to 1,000,000. One more is answered with <see cref="StoreBusyException"/>. Default 4,096.</summary>
    public int MaxQueued { get; init; } = 4096;

    /// <summary>How many commits travel in one round trip at most, 1 to 10,000. Default 256.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Connections that commit, 1 to 8. Default 2.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>Connections that read at the same time, 1 to 64. Default 8.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>How long the server works on one statement before it gives up and nothing was written, and four times as long as it waits for a lock; 1 s to 1 min. Default 10 s.</summary>
    public TimeSpan StatementTimeout { get; init; } = DefaultStatementTimeout;

    /// <summary>
    /// This silo's calendar is not the machine's. The database then does not judge by its own clock whether a release is due, and marks the cell, so that no silo
    /// of the other kind ever opens it. Default false.
    /// </summary>
    public bool ScaledCalendar { get; init; }

    /// <summary>Refuses a database in which there is no store, instead of making one there. Default false.</summary>
    public bool MustExist { get; init; }

    internal void Validate()
    {
        if (Regions.IsDefaultOrEmpty || Regions.Length > 64 || Regions.Any(region => string.IsNullOrEmpty(region) || region.Contains('-', StringComparison.Ordinal)))
        {
            throw new ArgumentException("A cell has 1 to 64 regions, each a word without a hyphen.", nameof(Regions));
        }

        InRange(MaxQueued, 1, 1_000_000, nameof(MaxQueued));
        InRange(MaxBatch, 1, 10_000, nameof(MaxBatch));
        InRange(Writers, 1, 8, nameof(Writers));
        InRange(Readers, 1, 64, nameof(Readers));
        InRange((long)StatementTimeout.TotalMilliseconds, 1_000, 60_000, nameof(StatementTimeout));
    }

    private static void InRange(long value, long least, long most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
