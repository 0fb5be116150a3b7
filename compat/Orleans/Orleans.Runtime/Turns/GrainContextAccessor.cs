using Orleans.Compat;

namespace Orleans.Runtime.Turns;

internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => ActivationContext.Current ?? throw new InvalidOperationException("No grain's turn is running here.");
}
