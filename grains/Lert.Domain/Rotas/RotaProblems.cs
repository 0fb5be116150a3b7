using System.Collections.Immutable;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>What is wrong with the rules of a rota: everything at once, each with the path of its field.</summary>
public static class RotaProblems
{
    /// <summary>Far more than any desk has, and few enough to compute.</summary>
    internal const int MostLayers = 20, MostPeople = 500, MostWindows = 50, MostOverrides = 1_000;

    private const int LongestText = 200;

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
            problems.Add(new($"{path}.start_on", "must lie between the years 2000 and 2200"));
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
            if (layer.Windows[window] is CoverWindow.Weekly { FromDay: < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday } or CoverWindow.Weekly { ToDay: < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday })
            {
                problems.Add(new($"{path}.windows[{window}]", "names two weekdays, or none for every day"));
                continue;
            }

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
            else if (ClosesLoop(rota.Overrides, index))
            {
                problems.Add(new(path, "closes a loop: by the overrides before it, at the same time, its person is replaced by whom it replaces"));
            }
        }
    }

    /// <summary>Whether the overrides made before this one lead, at one and the same time, from its person back to whom it replaces.</summary>
    internal static bool ClosesLoop(ImmutableArray<RotaOverride> overrides, int index)
    {
        var made = overrides[index];
        if (made is not { Replaces: { } target, Person: { } person })
        {
            return false;
        }

        ImmutableArray<RotaOverride> before =
            [.. overrides.Take(index).Where(change => change is { Replaces: not null, Person: not null } && change.From < made.Until && change.Until > made.From)];
        // Between two edges the same overrides hold, so one instant of each such stretch tells all.
        return before.Select(change => Instant.Max(change.From, made.From)).Append(made.From).Distinct()
            .Any(at => Reaches(person, target, before.RemoveAll(change => at < change.From || at >= change.Until)));
    }

    private static bool Reaches(string person, string target, ImmutableArray<RotaOverride> changes)
    {
        var next = changes.ToLookup(change => change.Replaces!, change => change.Person!, StringComparer.Ordinal);
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal) { person }, new Stack<string>([person]));
        while (open.TryPop(out var from))
        {
            foreach (var to in next[from].Where(seen.Add))
            {
                if (to == target)
                {
                    return true;
                }

                open.Push(to);
            }
        }

        return false;
    }

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
