using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Rotas;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>What overrides must be like, given those that are there.</summary>
internal static class OverrideRules
{
    private static readonly Duration Longest = Duration.FromDays(370);

    /// <summary>The overrides of an order; or why not, with everything that is wrong at once.</summary>
    public static (ImmutableArray<RotaOverride> Overrides, Refusal? Refusal) Judge(RotaState state, ImmutableArray<OverrideOrder> orders, DateTimeOffset now)
    {
        var zone = DeskRota.ZoneOrUtc(state.Definition!.Zone);
        var violations = new List<FieldViolation>();
        var read = ImmutableArray.CreateBuilder<RotaOverride>(orders.Length);
        for (var index = 0; index < orders.Length; index++)
        {
            var (order, path) = (orders[index], $"overrides[{index}]");
            var from = TypedTime.Read(zone, $"{path}.from", order.From, violations);
            var until = TypedTime.Read(zone, $"{path}.until", order.Until, violations);
            if (from is not { } begin || until is not { } end)
            {
                continue;
            }

            if (begin >= end)
            {
                violations.Add(new($"{path}.until", "must be after its beginning"));
            }
            else if (end - begin > Longest)
            {
                violations.Add(new($"{path}.until", $"is more than {Longest.TotalDays:0} days after its beginning"));
            }
            else if (end <= now.ToInstant())
            {
                violations.Add(new($"{path}.until", "is over already"));
            }

            read.Add(new RotaOverride(begin, end, order.Replaces, order.Person));
        }

        return violations.Count > 0 ? ([], Refusal.Invalid([.. violations])) : (read.ToImmutable(), Conflict(state, read.ToImmutable()));
    }

    /// <summary>Whether the same is said already, and nothing that was made since lies over it.</summary>
    public static bool IsThere(RotaState state, RotaOverride made)
    {
        var last = state.Overrides.Select(DeskRota.Of).ToImmutableArray();
        var at = last.LastIndexOf(made);
        return at >= 0 && last.Skip(at + 1).All(later => later.Until <= made.From || later.From >= made.Until);
    }

    /// <summary>A loop, or more of them than a rota takes.</summary>
    public static Refusal? Conflict(RotaState state, ImmutableArray<RotaOverride> added)
    {
        ImmutableArray<RotaOverride> all = [.. state.Overrides.Select(DeskRota.Of), .. added];
        if (all.Length > RotaProblems.MostOverrides)
        {
            return new Refusal(RefusalCodes.RotaTooManyOverrides, $"A rota has at most {RotaProblems.MostOverrides} overrides.").With("there_are", $"{state.Overrides.Length}");
        }

        ImmutableArray<FieldViolation> loops =
        [
            .. Enumerable.Range(0, added.Length).Where(index => RotaProblems.ClosesLoop(all, state.Overrides.Length + index))
                .Select(index => new FieldViolation($"overrides[{index}]", $"{added[index].Person} is replaced by {added[index].Replaces} at the same time")),
        ];
        return loops.IsEmpty
            ? null
            : new Refusal(RefusalCodes.RotaOverrideLoop, "By the overrides made before, whoever should stand in is replaced by whom they stand in for.") { Violations = loops };
    }
}
