namespace Orleans.Runtime.Turns;

/// <summary>The life of an activation. It only ever moves forward.</summary>
internal enum ActivationState
{
    /// <summary>Nothing has been asked of it.</summary>
    New,

    /// <summary>The instance is being made, or OnActivateAsync runs. Calls wait.</summary>
    Activating,

    Active,

    /// <summary>OnDeactivateAsync runs. Calls wait for the next activation.</summary>
    Deactivating,

    /// <summary>It takes no calls: they go to the next activation.</summary>
    Ended,
}
