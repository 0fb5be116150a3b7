using Lert.Grains.Pages;

namespace Lert.Api.Pages;

/// <summary>From the contracts of pages to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class PageMapping
{
    public static V1.Page ToProto(this PageView view) => new()
    {
        PageId = view.PageId,
        Etag = view.Version.ToEtag(),
        Status = (V1.PageStatus)view.Status,
        Desk = view.Desk,
        Alert = (V1.AlertKind)view.Alert,
        Urgency = (V1.Urgency)view.Urgency,
        Subject = view.Subject,
        Text = view.Text,
        OpenedAt = view.OpenedAt.ToProto(),
        OpenedBy = view.OpenedBy,
        Round = view.Round,
        Step = view.Step,
        BreakGlass = view.BreakGlass,
        NextAt = view.NextAt.ToProto(),
        Told = { view.Told.Select(ToProto) },
        AcknowledgedBy = view.AcknowledgedBy ?? "",
        AcknowledgedAt = view.AcknowledgedAt.ToProto(),
        Until = view.Until.ToProto(),
        Joined = view.Joined,
        Deliveries = view.Deliveries,
        Problem = view.Problem ?? "",
        ResolvedAt = view.ResolvedAt.ToProto(),
        ResolvedBy = view.ResolvedBy ?? "",
        Resolution = view.Resolution ?? "",
    };

    private static V1.ToldPerson ToProto(ToldPerson told) => new() { Responder = told.Responder, Why = told.Why, At = told.At.ToProto(), Reach = (V1.Reach)told.Reach };
}
