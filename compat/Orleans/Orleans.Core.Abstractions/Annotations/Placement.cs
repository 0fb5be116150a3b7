using Orleans.Runtime;

namespace Orleans.Placement
{
    /// <summary>Where the activations of a grain class are placed.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public abstract class PlacementAttribute : Attribute
    {
        protected PlacementAttribute(PlacementStrategy placement) => PlacementStrategy = placement;

        public PlacementStrategy PlacementStrategy { get; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A rule that chooses a silo for a new activation.</summary>
    public abstract class PlacementStrategy;

    internal sealed class StatelessWorkerPlacement(int maxLocalWorkers) : PlacementStrategy
    {
        public int MaxLocalWorkers { get; } = maxLocalWorkers > 0 ? maxLocalWorkers : Environment.ProcessorCount;
    }
}
