using System.Globalization;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Silo.Pumps;

/// <summary>
/// What holds the pumps back on purpose, as the sentence that health shows. A pump that stands still keeps data too long, which can be mended; one that runs
/// on a wrong clock or on a restored copy destroys it.
/// </summary>
internal sealed class PumpGate(ICellClock cell, TimeProvider clock) : IStoreTrust
{
    private volatile string? _noPumps;
    private Action? _changed;

    /// <summary>Why nothing is ticked and nothing delivered; null when nothing stands against it.</summary>
    public string? NoPumps
    {
        get => _noPumps;
        set
        {
            var before = _noPumps;
            _noPumps = value;
            if (before is null != value is null)
            {
                _changed?.Invoke();
            }
        }
    }

    /// <summary>What holds the pumps back holds back whatever else cannot be taken back.</summary>
    string? IStoreTrust.Doubt => _noPumps;

    /// <summary>Why no timer is ticked: the clock cannot be trusted. Null when it can.</summary>
    public string? NoWakes => cell.IsTrusted ? null
        : cell.Skew is not { } skew ? "How far this silo's clock is from the database's is not known, so no timer fires here."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"This silo's clock ({clock.GetUtcNow():HH:mm:ss.f} UTC) is {skew.Duration().TotalSeconds:0.0} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the database's ({clock.GetUtcNow() - skew:HH:mm:ss.f} UTC); no timer fires here until they are within {ICellClock.Tolerance.TotalSeconds:0} s.");

    /// <summary>By how much this silo's clock is ahead of the database's, as far as that is known and tolerated: nothing is due before it is due there too.</summary>
    public TimeSpan Ahead => cell.Skew is { } skew && skew > TimeSpan.Zero ? skew : TimeSpan.Zero;

    /// <summary>Calls <paramref name="listener"/> when the pumps may run again, and when they may not.</summary>
    public void Subscribe(Action listener) => _changed += listener;
}
