using Lert.Grains.Accounts;

namespace Lert.Api.Accounts;

/// <summary>From the contracts of accounts to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class AccountMapping
{
    public static V1.Preservation ToProto(this AccountView view, Func<string, bool> isShown) => new()
    {
        AccountId = view.AccountId,
        Etag = view.Version.ToEtag(),
        Status = (V1.PreservationStatus)view.Status,
        HoldIds = { view.HoldIds.Where(isShown) },
        GraceUntil = view.GraceUntil.ToProto(),
        DeletionAuthorizedAt = view.DeletionAuthorizedAt.ToProto(),
        AuthorizationExpiresAt = view.AuthorizationExpiresAt.ToProto(),
        OverdueHoldIds = { view.Overdue.Where(isShown) },
    };
}
