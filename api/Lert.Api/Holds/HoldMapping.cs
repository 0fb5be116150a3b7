using Lert.Grains.Holds;

namespace Lert.Api.Holds;

/// <summary>From the contracts of holds to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class HoldMapping
{
    public static V1.Hold ToProto(this HoldView view) => new()
    {
        HoldId = view.HoldId,
        Etag = view.Version.ToEtag(),
        Status = (V1.HoldStatus)view.Status,
        CaseId = view.Order.CaseId,
        AccountId = view.Order.AccountId,
        Regime = view.Order.Regime,
        TriggerAt = view.Order.TriggerAt.ToProto(),
        Zone = view.Order.Zone ?? "",
        Basis = view.Order.Basis,
        PlacedAt = view.PlacedAt.ToProto(),
        NominalLastDay = view.NominalLastDay.ToProto(),
        RolledLastDay = view.RolledLastDay.ToProto(),
        ReleaseNotBefore = view.ReleaseNotBefore.ToProto(),
        ExtensionsUsed = view.ExtensionsUsed,
        Explanation = view.Explanation,
        Locks = { view.Locks.Select(ToProto) },
        PendingLock = view.PendingLock ?? "",
        Approvals = { view.Approvals.Select(ToProto) },
        ReleasedAt = view.ReleasedAt.ToProto(),
        ReleasedEarly = view.ReleasedEarly,
        Snapshot = view.Snapshot is { } snapshot ? new V1.Snapshot { Id = snapshot.Id, ManifestSha256 = snapshot.ManifestSha256 } : null,
        DeletionAuthorizedAt = view.DeletionAuthorizedAt.ToProto(),
        Alarm = view.Alarm ?? "",
    };

    private static V1.HoldLock ToProto(HoldLock held) => new() { Reference = held.Reference, LockedAt = held.LockedAt.ToProto(), LockedBy = held.LockedBy };

    private static V1.ReleaseApproval ToProto(ReleaseApproval approval) => new()
    {
        By = approval.By,
        At = approval.At.ToProto(),
        Ground = (V1.ReleaseGround)approval.Ground,
        Reason = approval.Reason,
        OrderReference = approval.OrderReference ?? "",
        BasisSeen = approval.BasisSeen ?? "",
    };
}
