using Lert.Chaos.Faults;

namespace Lert.Chaos;

/// <summary>One run: what is tormented, for how long, and from which seed.</summary>
internal sealed record RunSettings
{
    /// <summary>Everything random in the run is drawn from it.</summary>
    public required int Seed { get; init; }

    /// <summary>How long faults and load go on; healing and judging come after.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(45);

    public StoreKind Store { get; init; } = StoreKind.Postgres;

    /// <summary>1 on SQLite.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>Everything on the loopback even where namespaces are allowed.</summary>
    public bool OnLoopback { get; init; }

    /// <summary>Silos that know nothing of each other, on one database: each holds every activation that it is asked for.</summary>
    public bool Strangers { get; init; }

    /// <summary>A promise to take out of the silos; null for the product as it is.</summary>
    public string? Weaken { get; init; }

    /// <summary>The first commit of every timer fails, as when the database goes away between the reading of the list and the commit.</summary>
    public bool Stumbles { get; init; }

    /// <summary>What is done to the cluster; null for a schedule drawn from the seed.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }

    public int Clients { get; init; } = 12;

    /// <summary>Holds that are there from the start and fall due during the run.</summary>
    public int Armed { get; init; } = 240;

    /// <summary>When the armed holds fall due: all in one moment, or spread over the run.</summary>
    public TimeSpan? ArmedAt { get; init; }

    /// <summary>How long everything may take to come to rest, for the sake of evidence; what is promised is less.</summary>
    public TimeSpan RestPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Keeps the folder with logs, stores and evidence even when all is well.</summary>
    public bool Keep { get; init; }
}

internal enum StoreKind
{
    Sqlite,
    Postgres,
}
