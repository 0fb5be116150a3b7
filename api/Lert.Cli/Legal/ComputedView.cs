using Lert.Domain.Legal;
using NodaTime;
using NodaTime.Text;

namespace Lert.Cli.Legal;

/// <summary>The outcome of a computation as JSON. Fields that do not apply are left out.</summary>
internal sealed record ComputedView
{
    public required string Regime { get; init; }

    public required string Trigger { get; init; }

    public string? Duty { get; init; }

    /// <summary>A permanent code: why no date follows, or the outcome of the last extension.</summary>
    public string? Error { get; init; }

    public string? Message { get; init; }

    public string? NominalLastDay { get; init; }

    public string? RolledLastDay { get; init; }

    public string? ReleaseNotBefore { get; init; }

    public bool? Locked { get; init; }

    public string? OwnEnd { get; init; }

    public IReadOnlyList<ExtensionView>? Extensions { get; init; }

    public string? DueInternal { get; init; }

    public string? DueLegalOuter { get; init; }

    public bool? BreachedAtOnce { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Where a calendar is missing: when someone is told.</summary>
    public string? AlarmAt { get; init; }

    public string? Explanation { get; init; }

    public Basis? Basis { get; init; }

    public static ComputedView Of(RegimeBook book, LegalRequest request, LegalResult<LegalDates> result)
    {
        var view = new ComputedView
        {
            Regime = request.RegimeId,
            Trigger = InstantText.Write(request.Trigger),
            Duty = !book.TryGet(request.RegimeId, out var regime) ? null : regime.Duty == Domain.Legal.Duty.Keep ? "keep" : "act",
        };
        return result.Value switch
        {
            LegalDates.ToKeep(var keep, var extensions) => Keep(view, keep, [.. extensions.Select(ExtensionView.Of)]),
            LegalDates.ToAct(var act) => Act(view, act),
            _ => view with
            {
                Error = result.Error?.Code,
                Message = result.Error?.Message,
                NominalLastDay = result.Error?.OpenEnd is { } open ? Write(open.NominalLastDay) : null,
                AlarmAt = result.Error?.OpenEnd is { } alarm ? InstantText.Write(alarm.AlarmAt) : null,
                Explanation = result.Error?.OpenEnd?.Explanation,
                Basis = result.Error?.OpenEnd?.Basis,
            },
        };
    }

    private static ComputedView Keep(ComputedView view, KeepDates keep, IReadOnlyList<ExtensionView> extensions) => view with
    {
        Error = extensions.Count > 0 ? extensions[^1].Refusal : null,
        NominalLastDay = Write(keep.NominalLastDay),
        RolledLastDay = Write(keep.RolledLastDay),
        ReleaseNotBefore = keep.ReleaseNotBefore is { } release ? InstantText.Write(release) : null,
        Locked = keep.ReleaseNotBefore is null,
        OwnEnd = InstantText.Write(keep.OwnEnd),
        Extensions = extensions,
        Explanation = keep.Explanation,
        Basis = keep.Basis,
    };

    private static ComputedView Act(ComputedView view, ActDates act) => view with
    {
        NominalLastDay = act.NominalLastDay is { } nominal ? Write(nominal) : null,
        RolledLastDay = act.RolledLastDay is { } rolled ? Write(rolled) : null,
        DueInternal = InstantText.Write(act.DueInternal),
        DueLegalOuter = InstantText.Write(act.DueLegalOuter),
        BreachedAtOnce = act.BreachedAtOnce,
        Warnings = [InstantText.Write(act.Warnings.Half), InstantText.Write(act.Warnings.ThreeQuarters), InstantText.Write(act.Warnings.NineTenths)],
        Explanation = act.Explanation,
        Basis = act.Basis,
    };

    private static string Write(LocalDate date) => LocalDatePattern.Iso.Format(date);
}

/// <summary>What became of one extension.</summary>
internal sealed record ExtensionView(string AskedAt, bool Accepted, string? Refusal, string? Message)
{
    public static ExtensionView Of(ExtensionOutcome outcome) =>
        new(InstantText.Write(outcome.AskedAt), outcome.Refusal is null, outcome.Refusal?.Code, outcome.Refusal?.Message);
}
