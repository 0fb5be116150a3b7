namespace Orleans.TestingHost;

/// <summary>The shape of a test cluster.</summary>
public sealed class TestClusterOptions
{
    /// <summary>Unique to the test cluster unless set.</summary>
    public string ClusterId { get; set; } = "test-cluster";

    public string ServiceId { get; set; } = "test-service";

    /// <summary>How many silos start. Default: 1, the only number so far.</summary>
    public short InitialSilosCount { get; set; } = 1;
}
