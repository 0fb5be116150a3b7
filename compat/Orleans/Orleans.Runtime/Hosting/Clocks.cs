using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.Hosting;

/// <summary>
/// The two clocks of a silo. Grains live on the <see cref="TimeProvider"/> of the services, which a developer may scale:
/// their timers and their idleness follow it. Callers wait in real time: on a scaled clock every call would time out.
/// </summary>
internal sealed class Clocks(TimeProvider grains, TimeProvider messaging)
{
    /// <summary>The key under which a test registers another clock for response timeouts.</summary>
    internal const string MessagingKey = "Orleans.Messaging";

    internal TimeProvider Grains { get; } = grains;

    internal TimeProvider Messaging { get; } = messaging;

    internal static Clocks From(IServiceProvider services)
    {
#pragma warning disable RS0030 // The root of the runtime: here the real clock gets its name, and nowhere else.
        TimeProvider real = TimeProvider.System;
#pragma warning restore RS0030
        return new(services.GetService<TimeProvider>() ?? real, services.GetKeyedService<TimeProvider>(MessagingKey) ?? real);
    }
}
