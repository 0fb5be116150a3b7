using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.Hosting;

/// <summary>
/// The two clocks of a silo. Grains live on the <see cref="TimeProvider"/> of the services, which a developer may scale:
/// their timers follow it. What concerns the machine goes by the machine's time: how long callers wait and how long an
/// idle activation stays in memory. On a scaled clock every call would time out, and every grain would be collected at once.
/// </summary>
internal sealed class Clocks(TimeProvider grains, TimeProvider machine)
{
    /// <summary>The key under which a test registers another clock for the machine's time.</summary>
    internal const string MachineKey = "Orleans.Machine";

    internal TimeProvider Grains { get; } = grains;

    internal TimeProvider Machine { get; } = machine;

    internal static Clocks From(IServiceProvider services)
    {
#pragma warning disable RS0030 // The root of the runtime: here the real clock gets its name, and nowhere else.
        TimeProvider real = TimeProvider.System;
#pragma warning restore RS0030
        return new(services.GetService<TimeProvider>() ?? real, services.GetKeyedService<TimeProvider>(MachineKey) ?? real);
    }
}
