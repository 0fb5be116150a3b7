using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Api.Rotas;

/// <summary>From the contracts of rotas to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class RotaMapping
{
    public static V1.Rota ToProto(this RotaView view) => new()
    {
        RotaId = view.RotaId,
        Etag = view.Version.ToEtag(),
        Definition = new V1.RotaDefinition
        {
            Title = view.Definition.Title, Zone = view.Definition.Zone, Layers = { view.Definition.Layers.Select(ToProto) },
        },
        Overrides = { view.Overrides.Select(ToProto) },
        Policies = { view.Policies.Select(policy => new V1.DeskPolicy { Alert = (V1.AlertKind)policy.Alert, Policy = policy.Policy.ToProto() }) },
        Notes = { view.Notes.Select(ToProto) },
        Gaps = { view.Gaps.Select(ToProto) },
        GapAhead = view.GapAhead?.ToProto(),
    };

    public static V1.EscalationPolicy ToProto(this EscalationPolicy policy) => new()
    {
        Steps =
        {
            policy.Steps.Select(step => new V1.EscalationStep { Rotas = { step.Rotas }, Responders = { step.Responders }, Delay = Duration.FromTimeSpan(step.Delay) }),
        },
        Repeats = policy.Repeats,
        BreakGlass = { policy.BreakGlass },
        BreakGlassEvery = Duration.FromTimeSpan(policy.BreakGlassEvery),
        AcknowledgedFor = Duration.FromTimeSpan(policy.AcknowledgedFor),
    };

    public static V1.HandoffNote ToProto(this HandoffNote note) => new() { Text = note.Text, At = note.At.ToProto(), By = note.By };

    public static V1.Shift ToProto(this RotaShift shift) => new() { Start = shift.Start.ToProto(), End = shift.End.ToProto(), Person = shift.Person, Source = shift.Source };

    public static V1.Gap ToProto(this RotaGap gap) => new() { Start = gap.Start.ToProto(), End = gap.End.ToProto() };

    private static V1.RotaLayer ToProto(RotaLayer layer) => new()
    {
        Name = layer.Name,
        StartOn = layer.StartOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Rotation = new V1.HandOffRule { Unit = (V1.TurnUnit)layer.Rotation.Unit, Every = layer.Rotation.Every, Day = layer.Rotation.Day, At = Text(layer.Rotation.At) },
        People = { layer.People },
        Windows =
        {
            layer.Windows.Select(hours => new V1.CoverHours { FromDay = hours.FromDay, From = Text(hours.From), ToDay = hours.ToDay, To = Text(hours.To) }),
        },
        Zone = layer.Zone ?? "",
    };

    private static V1.RotaOverride ToProto(RotaOverrideView made) => new()
    {
        OverrideId = made.Id,
        From = made.From.ToProto(),
        Until = made.Until.ToProto(),
        Replaces = made.Replaces ?? "",
        Person = made.Person ?? "",
        Reason = made.Reason ?? "",
        IsSwap = made.IsSwap,
        MadeAt = made.MadeAt.ToProto(),
        MadeBy = made.MadeBy,
    };

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
