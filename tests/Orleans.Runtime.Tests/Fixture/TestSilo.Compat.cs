using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;

namespace Orleans.Runtime.Tests.Fixture;

/// <summary>What only our own runtime shows to its tests: its second clock and its insides.</summary>
internal sealed partial class TestSilo
{
    internal int Activations => Runtime.Catalog.Count;

    internal int Unanswered => Runtime.PendingCalls.Unanswered().Count();

    internal int Pending => Runtime.PendingCalls.Count;

    internal bool IsDraining => Runtime.Gate == SiloGate.Draining;

    private SiloRuntime Runtime => _host.Services.GetRequiredService<SiloRuntime>();

    private static void UseMachineClock(IServiceCollection services, TimeProvider machine) =>
        services.AddKeyedSingleton(Clocks.MachineKey, machine);
}
