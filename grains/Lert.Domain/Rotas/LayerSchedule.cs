using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>A layer on the UTC line. Everything is computed from the rule; nothing is stored, so there is no horizon to run out of.</summary>
internal sealed class LayerSchedule(Layer layer, DateTimeZone rotaZone)
{
    private readonly DateTimeZone _zone = layer.Zone ?? rotaZone;
    private readonly Turns _turns = new(layer);

    /// <summary>Who is on call by this layer alone, or nobody.</summary>
    public string? At(Instant instant) => TurnAt(instant) is { } turn && Covers(instant) ? _turns.Person(turn) : null;

    /// <summary>Who is on call from when to when, in order, cut to the window. No two touch without a hand-off or a pause between them.</summary>
    public IEnumerable<(Instant Start, Instant End, string Person)> Between(Instant from, Instant until)
    {
        var turn = TurnAt(from) ?? 0;
        for (var start = HandOff(turn); start < until; turn++)
        {
            var end = HandOff(turn + 1);
            if (_turns.Person(turn) is { } person && end > from)
            {
                foreach (var (first, last) in Covered(Instant.Max(start, from), Instant.Min(end, until)))
                {
                    yield return (first, last, person);
                }
            }

            start = end;
        }
    }

    private Instant HandOff(int turn) => WallClock.Boundary(_zone, layer.Rotation.HandOff(layer.Start, turn));

    /// <summary>The turn that an instant falls into; null before the first. Looked for by instant: in an overlap the wall clock shows the same time twice.</summary>
    private int? TurnAt(Instant instant)
    {
        var turn = layer.Rotation.TurnBefore(layer.Start, instant.InZone(_zone).Date.PlusDays(-2));
        if (HandOff(turn) > instant)
        {
            return null;
        }

        while (HandOff(turn + 1) <= instant)
        {
            turn++;
        }

        return turn;
    }

    private bool Covers(Instant instant) => layer.Windows.IsEmpty || Covered(instant, instant + Duration.Epsilon).Any();

    /// <summary>What the windows cover of a stretch: in order and without overlap.</summary>
    private IEnumerable<(Instant Start, Instant End)> Covered(Instant from, Instant until)
    {
        if (from >= until)
        {
            return [];
        }

        if (layer.Windows.IsEmpty)
        {
            return [(from, until)];
        }

        var (first, last) = (from.InZone(_zone).LocalDateTime.PlusDays(-1), until.InZone(_zone).LocalDateTime.PlusDays(1));
        return Joined(layer.Windows
            .SelectMany(window => window.Reaching(first, last))
            .Select(window => (Start: Instant.Max(WallClock.Boundary(_zone, window.Start), from), End: Instant.Min(WallClock.Boundary(_zone, window.End), until)))
            .Where(window => window.Start < window.End)
            .Order());
    }

    private static IEnumerable<(Instant Start, Instant End)> Joined(IEnumerable<(Instant Start, Instant End)> ordered)
    {
        (Instant Start, Instant End)? open = null;
        foreach (var window in ordered)
        {
            if (open is { } before && window.Start <= before.End)
            {
                open = (before.Start, Instant.Max(before.End, window.End));
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = window;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }
}
