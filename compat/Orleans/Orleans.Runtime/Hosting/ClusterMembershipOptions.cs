namespace Orleans.Configuration;

/// <summary>How silos find out that one of them is dead. All spans are of the machine's monotonic time.</summary>
public sealed class ClusterMembershipOptions
{
    /// <summary>Whether silos are ever declared dead. Default: true.</summary>
    public bool LivenessEnabled { get; set; } = true;

    /// <summary>Between probes, and how long the answer to one may take. Default: 5 s. Above 0.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So many probes in a row without an answer make a silo suspect. Default: 3. Above 0.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>How many silos each one probes. Default: 10. Above 0.</summary>
    public int NumProbedSilos { get; set; } = 10;

    /// <summary>So many suspicions make a silo dead; fewer when fewer are left to suspect. Default: 2. Above 0.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>A suspicion older than that counts no more. Default: 120 s. Above 0.</summary>
    public TimeSpan DeathVoteExpirationTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How often the table is read even if nobody says that it changed. Default: 60 s. Above 0.</summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a silo writes its sign of life. Default: 30 s. Above 0.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>So many signs of life in a row must be missing before a silo counts as gone from the table alone. Default: 3. Above 0.</summary>
    public int NumMissedTableIAmAliveLimit { get; set; } = 3;

    /// <summary>How long a silo tries to join. Default: 5 min. Above 0.</summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Rows of dead silos are removed after that. Default: 7 days.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);
}
