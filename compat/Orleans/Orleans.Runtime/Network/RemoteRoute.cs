namespace Orleans.Runtime.Network;

/// <summary>Another silo, as the owner of grains under one view.</summary>
internal sealed class RemoteRoute(PlacementView placement, SiloAddress silo)
{
    internal PlacementView Placement { get; } = placement;

    internal SiloAddress Silo { get; } = silo;
}
