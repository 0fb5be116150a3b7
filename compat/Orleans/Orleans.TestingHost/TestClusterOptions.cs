namespace Orleans.TestingHost;

/// <summary>The shape of a test cluster.</summary>
public sealed class TestClusterOptions
{
    /// <summary>Unique to the test cluster unless set.</summary>
    public string ClusterId { get; set; } = "test-cluster";

    public string ServiceId { get; set; } = "test-service";

    /// <summary>How many silos start. Default: 1.</summary>
    public short InitialSilosCount { get; set; } = 1;

    /// <summary>
    /// Whether the silos form a cluster with a membership table in memory, and the client is one of its own. Default: only with several silos at the start; a
    /// silo by itself opens no port, and the client is its own.
    /// </summary>
    public bool UseTestClusterMembership { get; set; }
}
