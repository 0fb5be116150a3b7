using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>One silo of a test cluster.</summary>
public abstract class SiloHandle
{
    /// <summary>Its place in the order of starting: <c>Primary</c>, <c>Secondary_1</c>…</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the others find it; good once it has started.</summary>
    public SiloAddress SiloAddress { get; internal set; } = null!;

    public bool IsActive { get; internal set; }
}

/// <summary>A silo in this process.</summary>
public sealed class InProcessSiloHandle : SiloHandle
{
    internal InProcessSiloHandle(IHost siloHost) => SiloHost = siloHost;

    public IHost SiloHost { get; }

    public IServiceProvider ServiceProvider => SiloHost.Services;

    internal async Task StartAsync()
    {
        await SiloHost.StartAsync();
        SiloAddress = ServiceProvider.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        IsActive = true;
    }
}
