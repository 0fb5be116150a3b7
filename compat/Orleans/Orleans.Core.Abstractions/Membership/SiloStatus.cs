// Genuine home: Orleans.Core.
namespace Orleans.Runtime;

/// <summary>Where a silo is in its life. It only ever moves forward.</summary>
public enum SiloStatus
{
    None = 0,
    Created = 1,

    /// <summary>In the table, not yet taking calls.</summary>
    Joining = 2,

    /// <summary>Grains are placed on it.</summary>
    Active = 3,

    /// <summary>It finishes what it has; new activations go elsewhere.</summary>
    ShuttingDown = 4,
    Stopping = 5,

    /// <summary>It has left or was declared dead. There is no way back: a restarted silo has a new generation.</summary>
    Dead = 6,
}
