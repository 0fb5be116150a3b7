namespace Lert.Silo.Pumps;

/// <summary>
/// What holds the pumps back on purpose, as the sentence that health shows. A pump that stands still keeps data too long, which can be mended; one that runs
/// on a wrong clock or on a restored copy destroys it. So both start closed where there is something to find out first.
/// </summary>
internal sealed class PumpGate
{
    private volatile string? _noPumps;
    private volatile string? _noWakes;

    /// <summary>Why nothing is ticked and nothing delivered; null when nothing stands against it.</summary>
    public string? NoPumps
    {
        get => _noPumps;
        set => _noPumps = value;
    }

    /// <summary>Why no timer is ticked; null when nothing stands against it.</summary>
    public string? NoWakes
    {
        get => _noWakes;
        set => _noWakes = value;
    }
}
