using System.Collections.Immutable;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Rotas;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>Two people exchange stretches, and everything that was covered stays so.</summary>
internal static class SwapRules
{
    /// <summary>The two halves; or why not.</summary>
    public static (ImmutableArray<RotaOverride> Halves, Refusal? Refusal) Judge(RotaState state, RotaCommand.Swap swap)
    {
        var zone = DeskRota.ZoneOrUtc(state.Definition!.Zone);
        var violations = new List<FieldViolation>();
        var (one, other) = (Read("one", swap.One), Read("other", swap.Other));
        if (one is { } first && other is { } second && first.From < second.Until && second.From < first.Until)
        {
            violations.Add(new("other.from", "lies in the other stretch: what is swapped twice comes back"));
        }

        if (violations.Count > 0)
        {
            return ([], Refusal.Invalid([.. violations]));
        }

        ImmutableArray<RotaOverride> halves =
        [
            new(one!.Value.From, one.Value.Until, swap.One.Person, swap.Other.Person), new(other!.Value.From, other.Value.Until, swap.Other.Person, swap.One.Person),
        ];
        return (halves, NotOnRota(state, swap) ?? NoShift(state, halves) ?? LeavesGap(state, halves));

        (Instant From, Instant Until)? Read(string path, SwapSide side)
        {
            var from = TypedTime.Read(zone, $"{path}.from", side.From, violations);
            var until = TypedTime.Read(zone, $"{path}.until", side.Until, violations);
            if (from >= until)
            {
                violations.Add(new($"{path}.until", "must be after its beginning"));
            }

            return from is { } begin && until is { } end ? (begin, end) : null;
        }
    }

    private static Refusal? NotOnRota(RotaState state, RotaCommand.Swap swap)
    {
        var known = state.Definition!.Layers.SelectMany(layer => layer.People).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<FieldViolation> strangers =
        [
            .. new[] { ("one.person", swap.One.Person), ("other.person", swap.Other.Person) }
                .Where(named => !known.Contains(named.Person)).Select(named => new FieldViolation(named.Item1, $"{named.Person} is in no layer of this rota")),
        ];
        return strangers.IsEmpty ? null : new Refusal(RefusalCodes.RotaNotOnRota, "Only people of this rota can swap.") { Violations = strangers };
    }

    private static Refusal? NoShift(RotaState state, ImmutableArray<RotaOverride> halves)
    {
        var schedule = DeskRota.Schedule(state);
        ImmutableArray<FieldViolation> idle =
        [
            .. halves.Zip(["one", "other"]).Where(half => !Given(schedule, half.First).Any())
                .Select(half => new FieldViolation(half.Second, $"{half.First.Replaces} has no shift between these two times")),
        ];
        return idle.IsEmpty ? null : new Refusal(RefusalCodes.RotaNoShiftToSwap, "Nobody can give away what they do not have.") { Violations = idle };
    }

    /// <summary>
    /// What is covered now and would not be: because of the halves themselves, or because whoever takes a shift is away at that time, as an override made
    /// before says.
    /// </summary>
    private static Refusal? LeavesGap(RotaState state, ImmutableArray<RotaOverride> halves)
    {
        var schedule = DeskRota.Schedule(state);
        var (from, until) = (halves.Min(half => half.From), halves.Max(half => half.Until));
        var left = schedule.GapsAddedBy(halves, from, until)
            .Concat(halves.SelectMany(half => Given(schedule, half).SelectMany(shift => state.Overrides
                .Where(made => !made.IsSwap && made.Replaces == half.Person)
                .Select(DeskRota.Of)
                .Select(away => (Start: Instant.Max(away.From, shift.Start), End: Instant.Min(away.Until, shift.End)))
                .Where(both => both.Start < both.End))))
            .Order()
            .ToList();
        return left.Count == 0
            ? null
            : new Refusal(
                    RefusalCodes.RotaSwapLeavesGap,
                    $"The swap would leave nobody on call from {Words.At(left[0].Start)} to {Words.At(left[0].End)}{(left.Count > 1 ? $", and {left.Count - 1} times more" : "")}.")
                .With("gap_start", Words.At(left[0].Start))
                .With("gap_end", Words.At(left[0].End));
    }

    private static IEnumerable<Shift> Given(RotaSchedule schedule, RotaOverride half) => schedule.Shifts(half.From, half.Until).Where(shift => shift.Person == half.Replaces);
}
