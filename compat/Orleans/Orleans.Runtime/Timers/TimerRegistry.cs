using Microsoft.Extensions.Logging;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Turns;
using Orleans.Timers;

namespace Orleans.Runtime.Timers;

internal sealed class TimerRegistry(Clocks clocks, ILogger<TimerRegistry> logger) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
        new GrainTimer<TState>((Activation)grainContext, clocks.Grains, logger, callback, state, options);
}
