using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>A rota on the UTC line: who is on call at any instant, the shifts of any window, and its gaps. Pure functions of the rules.</summary>
public sealed class RotaSchedule
{
    private readonly Rota _rota;
    private readonly ImmutableArray<LayerSchedule> _layers;

    /// <param name="rota">Must have no <see cref="RotaProblems"/>.</param>
    public RotaSchedule(Rota rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        (_rota, _layers) = (rota, [.. rota.Layers.Select(layer => new LayerSchedule(layer, rota.Zone))]);
    }

    /// <summary>Who is on call; null in a gap.</summary>
    public string? WhoIsOnCall(Instant instant)
    {
        string? onCall = null;
        for (var layer = _layers.Length - 1; layer >= 0 && onCall is null; layer--)
        {
            onCall = _layers[layer].At(instant);
        }

        foreach (var change in _rota.Overrides)
        {
            if (change.From <= instant && instant < change.Until && change.Applies(onCall))
            {
                onCall = change.Person;
            }
        }

        return onCall;
    }

    /// <summary>Who is on call, and when somebody else is or nobody; null where that is more than 400 days off.</summary>
    public (string? Person, Instant? Until) OnCall(Instant instant)
    {
        var person = WhoIsOnCall(instant);
        foreach (var days in (ReadOnlySpan<int>)[8, 60, 400])
        {
            var (reached, end) = (instant, instant + Duration.FromDays(days));
            foreach (var shift in Shifts(instant, end))
            {
                if (person is null || shift.Start > reached || shift.Person != person)
                {
                    return (person, person is null ? shift.Start : reached);
                }

                reached = shift.End;
            }

            if (person is not null && reached < end)
            {
                return (person, reached);
            }
        }

        return (person, null);
    }

    /// <summary>The shifts of a window, in order, cut to it. Two that touch differ in their person or their source.</summary>
    public ImmutableArray<Shift> Shifts(Instant from, Instant until)
    {
        var shifts = Layered(from, until);
        foreach (var change in _rota.Overrides.Where(change => change.From < until && change.Until > from))
        {
            shifts = Changed(shifts, change, Instant.Max(change.From, from), Instant.Min(change.Until, until));
        }

        return [.. Joined(shifts)];
    }

    /// <summary>When nobody is on call.</summary>
    public ImmutableArray<(Instant Start, Instant End)> Gaps(Instant from, Instant until) => Between(Shifts(from, until), from, until);

    /// <summary>What these shifts of a window leave of it.</summary>
    internal static ImmutableArray<(Instant Start, Instant End)> Between(ImmutableArray<Shift> shifts, Instant from, Instant until)
    {
        var gaps = ImmutableArray.CreateBuilder<(Instant, Instant)>();
        var covered = from;
        foreach (var shift in shifts)
        {
            if (shift.Start > covered)
            {
                gaps.Add((covered, shift.Start));
            }

            covered = shift.End;
        }

        if (covered < until)
        {
            gaps.Add((covered, until));
        }

        return gaps.ToImmutable();
    }

    /// <summary>The gaps of a window that an override would add: a swap that leaves one is refused.</summary>
    public ImmutableArray<(Instant Start, Instant End)> GapsAddedBy(IEnumerable<RotaOverride> changes, Instant from, Instant until)
    {
        var after = new RotaSchedule(_rota with { Overrides = [.. _rota.Overrides, .. changes] });
        var before = Gaps(from, until);
        return
        [
            .. after.Gaps(from, until).SelectMany(gap => before
                .Where(old => old.Start < gap.End && old.End > gap.Start)
                .Aggregate<(Instant Start, Instant End), IEnumerable<(Instant Start, Instant End)>>([gap], (left, old) => left.SelectMany(one => Without(one, old)))),
        ];
    }

    private static IEnumerable<(Instant Start, Instant End)> Without((Instant Start, Instant End) gap, (Instant Start, Instant End) old)
    {
        if (gap.Start < old.Start)
        {
            yield return (gap.Start, Instant.Min(gap.End, old.Start));
        }

        if (gap.End > old.End)
        {
            yield return (Instant.Max(gap.Start, old.End), gap.End);
        }
    }

    /// <summary>One walk over the edges of all layers: at each, the highest layer that covers is on call.</summary>
    private List<Shift> Layered(Instant from, Instant until)
    {
        var edges = new List<(Instant At, int Layer, string? Person)>();
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            foreach (var (start, end, person) in _layers[layer].Between(from, until))
            {
                edges.Add((start, layer, person));
                edges.Add((end, layer, null));
            }
        }

        // At one instant a layer first ends what it had and then begins what follows.
        edges.Sort(static (one, other) => one.At != other.At ? one.At.CompareTo(other.At) : (one.Person is null ? 0 : 1).CompareTo(other.Person is null ? 0 : 1));
        var shifts = new List<Shift>(edges.Count);
        var onCall = new string?[_layers.Length];
        for (var edge = 0; edge < edges.Count; edge++)
        {
            onCall[edges[edge].Layer] = edges[edge].Person;
            var (start, end) = (edges[edge].At, edge + 1 < edges.Count ? edges[edge + 1].At : until);
            var top = Array.FindLastIndex(onCall, static person => person is not null);
            if (top >= 0 && start < end)
            {
                shifts.Add(new Shift(start, end, onCall[top]!, _rota.Layers[top].Name));
            }
        }

        return [.. Joined(shifts)];
    }

    private static List<Shift> Changed(List<Shift> shifts, RotaOverride change, Instant from, Instant until)
    {
        var changed = new List<Shift>(shifts.Count + 3);
        var reached = from;
        foreach (var shift in shifts)
        {
            var (start, end) = (Instant.Max(shift.Start, from), Instant.Min(shift.End, until));
            if (start >= end)
            {
                changed.Add(shift);
                continue;
            }

            Fill(reached, start);
            if (!change.Applies(shift.Person))
            {
                changed.Add(shift);
            }
            else
            {
                Add(shift with { End = start });
                Fill(start, end, replaced: true);
                Add(shift with { Start = end });
            }

            reached = end;
        }

        Fill(reached, until);
        changed.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        return changed;

        void Add(Shift shift)
        {
            if (shift.Start < shift.End)
            {
                changed.Add(shift);
            }
        }

        void Fill(Instant start, Instant end, bool replaced = false)
        {
            if (change.Person is { } person && (replaced || change.Replaces is null))
            {
                Add(new Shift(start, end, person, Shift.ByOverride));
            }
        }
    }

    private static IEnumerable<Shift> Joined(IEnumerable<Shift> shifts)
    {
        Shift? open = null;
        foreach (var shift in shifts)
        {
            if (open is not null && open.End == shift.Start && open.Person == shift.Person && open.Source == shift.Source)
            {
                open = open with { End = shift.End };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = shift;
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
