using System.Globalization;
using Lert.Api.Input;
using Lert.Grains.Cases;

namespace Lert.Api.Cases;

/// <summary>Between lert.v1 and the contracts of cases. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class CaseMapping
{
    public static CaseCommand.Open ToCommand(this V1.OpenCaseRequest request, RequestCheck check)
    {
        check.OneOf("kind", request.Kind);
        return new CaseCommand.Open(
            (CaseKind)request.Kind,
            check.Regime(request),
            check.Instant("trigger_at", request.TriggerAt),
            check.Optional("zone", request.Zone, Limits.Code),
            check.Required("agency", request.Agency, Limits.Name),
            check.Required("officer", request.Officer, Limits.Name),
            check.Required("agency_reference", request.AgencyReference, Limits.Name),
            check.Accounts("accounts", request.Accounts),
            check.Intake("intake", request.Intake));
    }

    /// <summary>Some kinds stand on no regime; the rules say of every other that it does.</summary>
    private static string Regime(this RequestCheck check, V1.OpenCaseRequest request) => request.Kind is V1.CaseKind.Unspecified or V1.CaseKind.Preservation or V1.CaseKind.CyberTip
        ? check.Required("regime", request.Regime, Limits.Code)
        : check.Optional("regime", request.Regime, Limits.Code) ?? "";

    public static V1.Timeline ToProto(this CaseTimeline timeline) => new()
    {
        Case = timeline.Case.ToProto(),
        Entries =
        {
            timeline.Entries.Select(entry => new V1.TimelineEntry { Sequence = entry.Sequence, At = entry.At.ToProto(), By = entry.By, Type = entry.Type, Text = entry.Text }),
        },
        NextPageToken = timeline.Next?.ToString(CultureInfo.InvariantCulture) ?? "",
        ReadAt = timeline.ReadAt.ToProto(),
    };

    public static V1.Case ToProto(this CaseView view) => new()
    {
        CaseId = view.CaseId,
        Etag = view.Version.ToEtag(),
        Status = (V1.CaseStatus)view.Status,
        Kind = (V1.CaseKind)view.Kind,
        Regime = view.Regime,
        TriggerAt = view.TriggerAt.ToProto(),
        Zone = view.Zone ?? "",
        Agency = view.Agency,
        Officer = view.Officer,
        AgencyReference = view.AgencyReference,
        OpenedAt = view.OpenedAt.ToProto(),
        OpenedBy = view.OpenedBy,
        HoldsPending = view.HoldsPending,
        HoldsActive = view.HoldsActive,
        HoldsEnded = view.HoldsEnded,
        ClosedAt = view.ClosedAt.ToProto(),
        CloseReason = view.CloseReason ?? "",
        File = view.File.ToProto(),
    };
}
