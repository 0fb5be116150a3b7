using System.Collections.Immutable;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>What is wrong with the rules of a rota: everything at once, each with the path of its field.</summary>
public static class RotaProblems
{
    /// <summary>Far more than any desk has, and few enough to compute.</summary>
    private const int MostLayers = 20, MostPeople = 500, MostWindows = 50, MostOverrides = 1_000, LongestText = 200;

    public static ImmutableArray<RotaProblem> Of(Rota rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        var problems = ImmutableArray.CreateBuilder<RotaProblem>();
        Count("layers", rota.Layers.Length, 1, MostLayers, problems);
        Count("overrides", rota.Overrides.Length, 0, MostOverrides, problems);
        if (problems.Count > 0)
        {
            return problems.ToImmutable();
        }

        for (var index = 0; index < rota.Layers.Length; index++)
        {
            OfLayer(rota, index, problems);
        }

        for (var index = 0; index < rota.Overrides.Length; index++)
        {
            OfOverride(rota, index, problems);
        }

        return problems.ToImmutable();
    }

    private static void OfLayer(Rota rota, int index, ImmutableArray<RotaProblem>.Builder problems)
    {
        var (layer, path, before) = (rota.Layers[index], $"layers[{index}]", problems.Count);
        Text($"{path}.name", layer.Name, problems);
        if (rota.Layers.Take(index).Any(other => other.Name == layer.Name))
        {
            problems.Add(new($"{path}.name", $"{Words.Quote(layer.Name)} is the name of another layer"));
        }

        if (layer.Start.Year is < 2000 or > 2200)
        {
            problems.Add(new($"{path}.start", "must lie between the years 2000 and 2200"));
        }

        Count($"{path}.people", layer.People.Length, 1, MostPeople, problems);
        for (var person = 0; person < layer.People.Length; person++)
        {
            Text($"{path}.people[{person}]", layer.People[person], problems);
        }

        var rotation = layer.Rotation switch
        {
            Rotation.Daily { Days: < 1 or > 366 } => "takes 1 to 366 days",
            Rotation.Weekly { Weeks: < 1 or > 52 } => "takes 1 to 52 weeks",
            Rotation.Weekly { Day: < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday } => "names no weekday",
            Rotation.Monthly { Day: < 1 or > 31 } => "is on a day from 1 to 31",
            _ => null,
        };
        if (rotation is not null)
        {
            problems.Add(new($"{path}.rotation", rotation));
        }

        Count($"{path}.windows", layer.Windows.Length, 0, MostWindows, problems);
        for (var window = 0; window < layer.Windows.Length; window++)
        {
            // From a time to the same time could be no time at all or all of it. Whoever wants all of it gives no window.
            if (layer.Windows[window] is CoverWindow.Daily(var from, var to) && from == to
                || layer.Windows[window] is CoverWindow.Weekly(var fromDay, var start, var toDay, var end) && fromDay == toDay && start == end)
            {
                problems.Add(new($"{path}.windows[{window}]", "covers nothing: it ends where it begins"));
            }
        }

        if (problems.Count == before && !new Turns(layer).Any)
        {
            problems.Add(new($"{path}.windows", "cover nothing of any turn"));
        }
    }

    private static void OfOverride(Rota rota, int index, ImmutableArray<RotaProblem>.Builder problems)
    {
        var (change, path) = (rota.Overrides[index], $"overrides[{index}]");
        if (change.From >= change.Until)
        {
            problems.Add(new($"{path}.until", "must be after its beginning"));
        }

        if (change.Person is { } person)
        {
            Text($"{path}.person", person, problems);
            if (change.Replaces == person)
            {
                problems.Add(new($"{path}.person", "is whom it replaces"));
            }
            else if (change.Replaces is { } replaced && LeadsBack(rota, index, person, replaced, change.From, change.Until))
            {
                problems.Add(new(path, "closes a loop: by the overrides before it, at the same time, its person is replaced by whom it replaces"));
            }
        }
    }

    /// <summary>Whether the overrides made before lead from <paramref name="person"/> to <paramref name="target"/> at one and the same time.</summary>
    private static bool LeadsBack(Rota rota, int index, string person, string target, Instant from, Instant until, ImmutableHashSet<string>? seen = null) =>
        rota.Overrides.Take(index).Any(change => change.Replaces == person && change.Person is { } next && change.From < until && change.Until > from
            && (next == target || (!(seen ?? []).Contains(next)
                && LeadsBack(rota, index, next, target, Instant.Max(from, change.From), Instant.Min(until, change.Until), (seen ?? []).Add(next)))));

    private static void Count(string path, int count, int least, int most, ImmutableArray<RotaProblem>.Builder problems)
    {
        if (count < least || count > most)
        {
            problems.Add(new(path, $"must have {least} to {most} entries, not {count}"));
        }
    }

    private static void Text(string path, string text, ImmutableArray<RotaProblem>.Builder problems)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            problems.Add(new(path, $"must have 1 to {LongestText} characters"));
        }
    }
}

/// <param name="Path">The field, such as <c>layers[1].people[0]</c>.</param>
/// <param name="Problem">A sentence without its subject, which is the field.</param>
public sealed record RotaProblem(string Path, string Problem);
