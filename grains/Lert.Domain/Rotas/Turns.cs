using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>
/// Whose turn it is. A rotation advances only over turns that the layer covers, by the wall clock: who works weekdays only loses no turn to a Sunday, and
/// neither a change of clocks nor new time-zone data ever moves a person's turn.
/// </summary>
internal sealed class Turns
{
    private readonly Layer _layer;
    // Whether each turn of one cycle is covered, as the count of covered turns before it; the last entry is that of the whole cycle.
    private readonly ImmutableArray<int> _before;

    public Turns(Layer layer)
    {
        _layer = layer;
        // Turns of seven days or more reach every window. Shorter ones repeat against the week after seven of them.
        var cycle = layer.Windows.IsEmpty || layer.Rotation is not Rotation.Daily { Days: < 7 } ? 1 : 7;
        var before = ImmutableArray.CreateBuilder<int>(cycle + 1);
        before.Add(0);
        for (var turn = 0; turn < cycle; turn++)
        {
            before.Add(before[turn] + (IsCovered(turn) ? 1 : 0));
        }

        _before = before.MoveToImmutable();
    }

    /// <summary>Whether any turn is covered at all.</summary>
    public bool Any => _before[^1] > 0;

    /// <summary>Who has this turn; null where the layer covers nothing of it.</summary>
    public string? Person(int turn)
    {
        var cycle = _before.Length - 1;
        var place = turn % cycle;
        return _before[place + 1] == _before[place]
            ? null
            : _layer.People[(int)((((long)(turn / cycle) * _before[cycle]) + _before[place]) % _layer.People.Length)];
    }

    private bool IsCovered(int turn)
    {
        var (start, end) = (_layer.Rotation.HandOff(_layer.Start, turn), _layer.Rotation.HandOff(_layer.Start, turn + 1));
        return _layer.Windows.IsEmpty || _layer.Windows.Any(window => window.Reaching(start, end).Any());
    }
}
