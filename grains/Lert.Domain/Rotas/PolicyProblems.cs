using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Pages;

namespace Lert.Domain.Rotas;

/// <summary>What is wrong with an escalation policy: it must end with somebody, and never silently.</summary>
internal static class PolicyProblems
{
    private const int MostSteps = 20, MostOfAStep = 50, MostRepeats = 10, MostBreakGlass = 50;

    public static IEnumerable<FieldViolation> Of(string key, EscalationPolicy given)
    {
        var (region, policy) = (ActorKey.RegionOf(key), Whole(given));
        if (policy.Steps.Length is 0 or > MostSteps)
        {
            yield return new("policy.steps", $"must have 1 to {MostSteps} entries, not {policy.Steps.Length}");
        }

        foreach (var (step, index) in policy.Steps.Take(MostSteps).Select((step, index) => (step, index)))
        {
            foreach (var violation in OfStep(region, step, $"policy.steps[{index}]"))
            {
                yield return violation;
            }
        }

        if (policy.Repeats is < 0 or > MostRepeats)
        {
            yield return new("policy.repeats", $"is from 0 to {MostRepeats}");
        }

        if (policy.BreakGlass.IsEmpty)
        {
            yield return new("policy.break_glass", "names nobody: a policy must have an end that is never silent");
        }

        foreach (var violation in People(region, policy.BreakGlass, "policy.break_glass", MostBreakGlass))
        {
            yield return violation;
        }

        if (policy.BreakGlassEvery < TimeSpan.FromMinutes(1) || policy.BreakGlassEvery > TimeSpan.FromHours(1))
        {
            yield return new("policy.break_glass_every", "is from 1 minute to 1 hour");
        }

        if (policy.AcknowledgedFor < TimeSpan.FromMinutes(1) || policy.AcknowledgedFor > TimeSpan.FromHours(24))
        {
            yield return new("policy.acknowledged_for", "is from 1 minute to 24 hours");
        }
    }

    /// <summary>Everybody that a policy names, with the path.</summary>
    public static IEnumerable<(string Path, string Person)> People(EscalationPolicy policy) =>
    [
        .. Whole(policy).Steps.SelectMany((step, index) => step.Responders.Select((person, at) => ($"policy.steps[{index}].responders[{at}]", person))),
        .. Whole(policy).BreakGlass.Select((person, at) => ($"policy.break_glass[{at}]", person)),
    ];

    /// <summary>A list that was never made reads as one that is empty.</summary>
    private static EscalationPolicy Whole(EscalationPolicy policy) => policy with
    {
        Steps = [.. Present(policy.Steps).Select(step => step with { Rotas = Present(step.Rotas), Responders = Present(step.Responders) })],
        BreakGlass = Present(policy.BreakGlass),
    };

    private static ImmutableArray<T> Present<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;

    private static IEnumerable<FieldViolation> OfStep(string region, EscalationStep step, string path)
    {
        if (step.Rotas.IsEmpty && step.Responders.IsEmpty)
        {
            yield return new(path, "names neither a rota nor a responder");
        }

        if (step.Rotas.Length > MostOfAStep)
        {
            yield return new($"{path}.rotas", $"must have at most {MostOfAStep} entries, not {step.Rotas.Length}");
        }

        foreach (var (rota, at) in step.Rotas.Take(MostOfAStep).Select((rota, at) => (rota, at)).Where(named => !ActorKey.IsRota(named.rota) || ActorKey.RegionOf(named.rota) != region))
        {
            yield return new($"{path}.rotas[{at}]", $"is no rota of this region; one looks like {region}-r-night-desk");
        }

        foreach (var violation in People(region, step.Responders, $"{path}.responders", MostOfAStep))
        {
            yield return violation;
        }

        if (step.Delay < TimeSpan.FromSeconds(30) || step.Delay > TimeSpan.FromHours(4))
        {
            yield return new($"{path}.delay", "is from 30 seconds to 4 hours");
        }
    }

    private static IEnumerable<FieldViolation> People(string region, ImmutableArray<string> people, string path, int most)
    {
        if (people.Length > most)
        {
            yield return new(path, $"must have at most {most} entries, not {people.Length}");
        }

        foreach (var (_, at) in people.Take(most).Select((person, at) => (person, at)).Where(named => !RotaFields.IsResponder(region, named.person)))
        {
            yield return new($"{path}[{at}]", RotaFields.NoResponder(region));
        }
    }
}
