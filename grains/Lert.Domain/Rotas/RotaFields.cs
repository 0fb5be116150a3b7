using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Domain.Rotas;

/// <summary>Fields of a rota's commands that are wrong whatever the rota is like, and whom the commands name.</summary>
internal static class RotaFields
{
    private const int MostAtOnce = 200, LongestTitle = 200, LongestNote = 1_000, LongestReason = 1_000;

    public static IEnumerable<FieldViolation> Problems(string key, RotaCommand command) => Found(key, command).DistinctBy(violation => violation.Field);

    private static IEnumerable<FieldViolation> Found(string key, RotaCommand command) => command switch
    {
        RotaCommand.Put put => OfDefinition(ActorKey.RegionOf(key), put.Definition),
        RotaCommand.AddOverrides add => OfOverrides(ActorKey.RegionOf(key), add.Overrides),
        RotaCommand.Swap swap => OfSwap(ActorKey.RegionOf(key), swap),
        RotaCommand.PutPolicy { Policy: null } put => [.. OfAlert(put.Alert), new("policy", "is required")],
        RotaCommand.PutPolicy put => [.. OfAlert(put.Alert), .. PolicyProblems.Of(key, put.Policy)],
        RotaCommand.RemovePolicy remove => OfAlert(remove.Alert),
        RotaCommand.WriteNote { Text: var text } when string.IsNullOrWhiteSpace(text) || text.Length > LongestNote => [new("text", $"must have 1 to {LongestNote} characters")],
        _ => [],
    };

    /// <summary>Everybody who would be told or be on call by a command, with the path of the field that names them. Each must be reachable.</summary>
    public static IEnumerable<(string Path, string Person)> People(RotaCommand command) => command switch
    {
        RotaCommand.Put put => put.Definition.Layers.SelectMany((layer, index) => layer.People.Select((person, at) => ($"definition.layers[{index}].people[{at}]", person))),
        RotaCommand.AddOverrides add => add.Overrides.Select((order, index) => ($"overrides[{index}].person", order.Person ?? "")).Where(named => named.Item2.Length > 0),
        RotaCommand.Swap swap => [("one.person", swap.One.Person), ("other.person", swap.Other.Person)],
        RotaCommand.PutPolicy { Policy: { } policy } => PolicyProblems.People(policy),
        _ => [],
    };

    /// <summary>A person is asked in their own region only: no other cell is reached from here.</summary>
    public static bool IsResponder(string region, string id) => ActorKey.IsResponder(id) && ActorKey.RegionOf(id) == region;

    public static string NoResponder(string region) => $"is no responder of this region; an id looks like {region}-u-ana";

    private static IEnumerable<FieldViolation> OfDefinition(string region, RotaDefinition definition)
    {
        if (string.IsNullOrWhiteSpace(definition.Title) || definition.Title.Length > LongestTitle)
        {
            yield return new("definition.title", $"must have 1 to {LongestTitle} characters");
        }

        if (DeskRota.Zone(definition.Zone) is null)
        {
            yield return new("definition.zone", NoZone(definition.Zone));
        }

        foreach (var problem in RotaProblems.Of(DeskRota.Of(definition, [])))
        {
            yield return new($"definition.{problem.Path}", problem.Problem);
        }

        foreach (var (layer, path) in definition.Layers.Take(RotaProblems.MostLayers).Select((layer, index) => (layer, $"definition.layers[{index}]")))
        {
            if (layer.Zone is { } zone && DeskRota.Zone(zone) is null)
            {
                yield return new($"{path}.zone", NoZone(zone));
            }

            if (layer.Rotation.Unit is < TurnUnit.Day or > TurnUnit.Month)
            {
                yield return new($"{path}.rotation.unit", "is day, week or month");
            }
            else if (layer.Rotation is { Unit: TurnUnit.Month, Every: not 1 })
            {
                yield return new($"{path}.rotation.every", "is 1 for months");
            }

            foreach (var (person, at) in layer.People.Take(RotaProblems.MostPeople).Select((person, at) => (person, at)).Where(named => !IsResponder(region, named.person)))
            {
                yield return new($"{path}.people[{at}]", NoResponder(region));
            }
        }
    }

    private static IEnumerable<FieldViolation> OfOverrides(string region, ImmutableArray<OverrideOrder> orders)
    {
        if (orders.Length is 0 or > MostAtOnce)
        {
            return [new("overrides", $"must have 1 to {MostAtOnce} entries, not {orders.Length}")];
        }

        return orders.SelectMany((order, index) => OfOverride(region, order, $"overrides[{index}]"));
    }

    private static IEnumerable<FieldViolation> OfOverride(string region, OverrideOrder order, string path)
    {
        foreach (var violation in Times(path, order.From, order.Until))
        {
            yield return violation;
        }

        if (order.Person is { } person && !IsResponder(region, person))
        {
            yield return new($"{path}.person", NoResponder(region));
        }

        if (order.Replaces is { } replaced && !IsResponder(region, replaced))
        {
            yield return new($"{path}.replaces", NoResponder(region));
        }
        else if (order.Replaces is not null && order.Replaces == order.Person)
        {
            yield return new($"{path}.person", "is whom it replaces");
        }

        if (order.Reason?.Length > LongestReason)
        {
            yield return new($"{path}.reason", $"is longer than {LongestReason} characters");
        }
    }

    private static IEnumerable<FieldViolation> OfSwap(string region, RotaCommand.Swap swap)
    {
        foreach (var (side, path) in new[] { (swap.One, "one"), (swap.Other, "other") })
        {
            if (!IsResponder(region, side.Person))
            {
                yield return new($"{path}.person", NoResponder(region));
            }

            foreach (var violation in Times(path, side.From, side.Until))
            {
                yield return violation;
            }
        }

        if (swap.One.Person == swap.Other.Person)
        {
            yield return new("other.person", "is the same person");
        }

        if (swap.Reason?.Length > LongestReason)
        {
            yield return new("reason", $"is longer than {LongestReason} characters");
        }
    }

    private static IEnumerable<FieldViolation> Times(string path, string from, string until)
    {
        if (TypedTime.Parse(from) is null)
        {
            yield return new($"{path}.from", TypedTime.Form);
        }

        if (TypedTime.Parse(until) is null)
        {
            yield return new($"{path}.until", TypedTime.Form);
        }
    }

    private static IEnumerable<FieldViolation> OfAlert(AlertKind alert)
    {
        if (!Enum.IsDefined(alert))
        {
            yield return new("alert", "is no kind of alert");
        }
    }

    private static string NoZone(string id) => id.Length == 0 ? "is required" : "is no zone of the IANA database; one looks like America/Los_Angeles";
}
