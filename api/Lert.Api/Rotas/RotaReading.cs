using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Lert.Api.Input;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Api.Rotas;

/// <summary>From lert.v1 to the contracts of rotas. What is wrong reads as something harmless; the rules judge what they can of it.</summary>
internal static class RotaReading
{
    private const int MostEntries = 1_000;

    public static RotaDefinition ToContract(this V1.RotaDefinition? definition, RequestCheck check)
    {
        // Missing is empty: the paths of what it lacks are the same.
        definition ??= new V1.RotaDefinition();
        return new RotaDefinition(
            check.Required("definition.title", definition.Title, Limits.Name),
            check.Required("definition.zone", definition.Zone, Limits.Code),
            check.Some("definition.layers", definition.Layers, (path, layer) => check.Layer(path, layer)));
    }

    public static ImmutableArray<OverrideOrder> Overrides(this RequestCheck check, string field, IReadOnlyList<V1.NewOverride> overrides) =>
        check.Some(field, overrides, (path, order) =>
        {
            if (order.Person.Length == 0 && !order.Nobody)
            {
                check.Add($"{path}.person", "is required, or nobody: true");
            }
            else if (order.Person.Length > 0 && order.Nobody)
            {
                check.Add($"{path}.nobody", "contradicts the person");
            }

            return new OverrideOrder(
                check.Required($"{path}.from", order.From, Limits.Code),
                check.Required($"{path}.until", order.Until, Limits.Code),
                check.Optional($"{path}.replaces", order.Replaces, Limits.Name),
                check.Optional($"{path}.person", order.Person, Limits.Name),
                check.Optional($"{path}.reason", order.Reason, Limits.Prose));
        });

    public static SwapSide Side(this RequestCheck check, string field, V1.SwapSide? side)
    {
        side ??= new V1.SwapSide();
        return new SwapSide(
            check.Required($"{field}.person", side.Person, Limits.Name),
            check.Required($"{field}.from", side.From, Limits.Code),
            check.Required($"{field}.until", side.Until, Limits.Code));
    }

    public static EscalationPolicy ToContract(this V1.EscalationPolicy? policy, RequestCheck check)
    {
        policy ??= new V1.EscalationPolicy();
        return new EscalationPolicy(
            check.Some("policy.steps", policy.Steps, (path, step) => new EscalationStep([.. step.Rotas], [.. step.Responders], check.Span($"{path}.delay", step.Delay))),
            policy.Repeats,
            [.. policy.BreakGlass],
            check.Span("policy.break_glass_every", policy.BreakGlassEvery),
            check.Span("policy.acknowledged_for", policy.AcknowledgedFor));
    }

    private static RotaLayer Layer(this RequestCheck check, string path, V1.RotaLayer layer) => new(
        check.Required($"{path}.name", layer.Name, Limits.Name),
        check.Date($"{path}.start_on", layer.StartOn),
        check.Rotation($"{path}.rotation", layer.Rotation),
        [.. layer.People],
        check.Some($"{path}.windows", layer.Windows, (at, hours) =>
            new CoverHours(hours.FromDay, check.Time($"{at}.from", hours.From), hours.ToDay, check.Time($"{at}.to", hours.To))),
        check.Optional($"{path}.zone", layer.Zone, Limits.Code));

    private static HandOffRule Rotation(this RequestCheck check, string path, V1.HandOffRule? rule)
    {
        rule ??= new V1.HandOffRule();
        return new HandOffRule((TurnUnit)rule.Unit, rule.Every == 0 ? 1 : rule.Every, rule.Day, check.Time($"{path}.at", rule.At));
    }

    /// <summary>Each entry of a list; none, and a violation, when they are too many to be looked at.</summary>
    private static ImmutableArray<TTo> Some<TFrom, TTo>(this RequestCheck check, string field, IReadOnlyList<TFrom> entries, Func<string, TFrom, TTo> read)
    {
        if (entries.Count > MostEntries)
        {
            check.Add(field, $"has {entries.Count} entries; at most {MostEntries} fit into one request");
            return [];
        }

        return [.. entries.Select((entry, i) => read($"{field}[{i}]", entry))];
    }

    private static DateOnly Date(this RequestCheck check, string field, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        check.Add(field, text.Length == 0 ? "is required" : "is no date such as 2026-01-05");
        return new DateOnly(2026, 1, 5);
    }

    private static TimeOnly Time(this RequestCheck check, string field, string text)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        check.Add(field, text.Length == 0 ? "is required" : "is no time of day such as 09:00");
        return TimeOnly.MinValue;
    }

    /// <summary>A length of time; one that is missing or no such thing reads as none, which no rule takes.</summary>
    private static TimeSpan Span(this RequestCheck check, string field, Duration? value)
    {
        if (value is null)
        {
            check.Add(field, "is required");
            return TimeSpan.Zero;
        }

        // The range first: outside of it the conversion itself fails.
        return value is { Seconds: >= 0 and <= 400 * 86_400L, Nanos: >= 0 and <= 999_999_999 } ? value.ToTimeSpan() : TimeSpan.Zero;
    }
}
