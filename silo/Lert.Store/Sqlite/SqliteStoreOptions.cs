using System.Collections.Immutable;

namespace Lert.Store.Sqlite;

/// <summary>How a store on SQLite is opened.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The database file. Its directory is created when it is missing. Beside it lie the write-ahead log (<c>-wal</c>), its index (<c>-shm</c>) and the lock (<c>.lock</c>).</summary>
    public required string Path { get; init; }

    /// <summary>The home regions of this cell, 1 to 64, such as <c>us</c>. An actor of any other is refused by the database.</summary>
    public required ImmutableArray<string> Regions { get; init; }

    /// <summary>How many commits may wait for the writer, 1 to 1,000,000. One more is answered with <see cref="StoreBusyException"/>. Default 4,096.</summary>
    public int MaxQueued { get; init; } = 4096;

    /// <summary>How many commits travel in one transaction at most, 1 to 10,000. Default 256.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Connections that read at the same time, 1 to 64. Default 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>
    /// The largest file, in bytes, that is read and checked completely at start. Above it the start checks the log, the header, the schema, the index of
    /// wake-ups and a sample, and what else is damaged shows at first touch. At least 0; default 64 MiB, well under a second.
    /// </summary>
    public long FullCheckUpTo { get; init; } = 64L * 1024 * 1024;

    /// <summary>The largest size of the file in bytes, at least 1 MiB; none by default. Past it commits fail with <see cref="StoreUnavailableException"/>.</summary>
    public long? MaxFileBytes { get; init; }

    /// <summary>Refuses a database in which there is no store, instead of making one there. Default false.</summary>
    public bool MustExist { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Path);
        if (Regions.IsDefaultOrEmpty || Regions.Length > 64 || Regions.Any(region => string.IsNullOrEmpty(region) || region.Contains('-', StringComparison.Ordinal)))
        {
            throw new ArgumentException("A cell has 1 to 64 regions, each a word without a hyphen.", nameof(Regions));
        }

        InRange(MaxQueued, 1, 1_000_000, nameof(MaxQueued));
        InRange(MaxBatch, 1, 10_000, nameof(MaxBatch));
        InRange(Readers, 1, 64, nameof(Readers));
        InRange(FullCheckUpTo, 0, long.MaxValue, nameof(FullCheckUpTo));
        InRange(MaxFileBytes ?? long.MaxValue, 1 << 20, long.MaxValue, nameof(MaxFileBytes));
    }

    private static void InRange(long value, long least, long most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
