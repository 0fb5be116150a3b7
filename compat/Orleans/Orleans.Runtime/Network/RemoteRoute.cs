namespace Orleans.Runtime.Network;

/// <summary>Another silo, as the owner of grains under one view.</summary>
internal sealed class RemoteRoute(Placement placement, SiloAddress silo)
{
    internal Placement Placement { get; } = placement;

    internal SiloAddress Silo { get; } = silo;
}
