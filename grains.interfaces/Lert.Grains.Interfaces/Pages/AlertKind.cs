namespace Lert.Grains.Pages;

/// <summary>What a page is about. A desk may escalate each differently.</summary>
public enum AlertKind
{
    Unspecified = 0,

    /// <summary>Somebody may be in danger now.</summary>
    Emergency = 1,

    /// <summary>A legal clock comes near its end.</summary>
    ClockWarning = 2,

    /// <summary>A legal clock has run out.</summary>
    ClockBreach = 3,

    /// <summary>A requester's identity turned out to be compromised.</summary>
    Recall = 4,

    /// <summary>Nobody could be found for a case.</summary>
    Unassigned = 5,

    /// <summary>The machinery needs a person: a hold that cannot end, a store that does not verify.</summary>
    Machinery = 6,

    /// <summary>Somebody asked for it.</summary>
    Manual = 7,

    /// <summary>In the days ahead there is a time at which nobody is on call.</summary>
    RotaGap = 8,
}

/// <summary>In which order pages and timers go when there are more than can go at once. Lower goes first.</summary>
public enum Urgency
{
    Unspecified = 0,
    Emergency = 1,
    High = 2,
    Normal = 3,
}
