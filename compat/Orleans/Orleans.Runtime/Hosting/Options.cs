namespace Orleans.Configuration;

/// <summary>How long callers wait.</summary>
public sealed class SiloMessagingOptions
{
    /// <summary>Until a call fails with a <see cref="TimeoutException"/>. Default: 30 s. Above 0. The machine's time, whatever clock the grains have.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of the longest message between silos: a call or an answer. Default: 64 MiB, which is the most. At least 1,024.</summary>
    public int MaxMessageBodySize { get; set; } = Compat.WireLimits.Bytes;
}

/// <summary>When idle activations end, and how long beginnings and ends may take.</summary>
public sealed class GrainCollectionOptions
{
    /// <summary>Without a call for this long, an activation is idle. Default: 15 min. At least <see cref="CollectionQuantum"/>. The machine's time.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for. Default: 1 min. Above 0. The machine's time.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When the token of OnActivateAsync is cancelled. Default: 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>When the token of OnDeactivateAsync is cancelled and the activation ends without it. Default: 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Which cluster and service a silo belongs to.</summary>
public sealed class ClusterOptions
{
    /// <summary>Silos of one cluster share it. Default: <c>default</c>.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>Stays the same over the lives of a service's clusters. Default: <c>default</c>.</summary>
    public string ServiceId { get; set; } = "default";
}
