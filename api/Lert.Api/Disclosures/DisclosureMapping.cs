using System.Security.Cryptography;
using Lert.Grains.Disclosures;

namespace Lert.Api.Disclosures;

/// <summary>From the contracts of disclosures to lert.v1. The numbers of enums are the same on both sides, and a test says so.</summary>
internal static class DisclosureMapping
{
    public static V1.Disclosure ToProto(this DisclosureView view) => new()
    {
        DisclosureId = view.DisclosureId,
        Etag = view.Version.ToEtag(),
        CaseId = view.CaseId,
        Status = (V1.DisclosureStatus)view.Status,
        Items = { (view.Scope?.Items ?? []).Select(ToProto) },
        Recipient = view.Scope is { } scope ? new V1.Recipient { Name = scope.Recipient.Name, PublicKey = scope.Recipient.PublicKey } : null,
        RecipientFingerprint = view.Scope is { } locked ? Fingerprint(locked.Recipient.PublicKey) : "",
        ScopeHash = view.ScopeHash,
        Partial = view.Scope?.IsPartial() == true,
        Final = view.Scope?.IsFinal() == true,
        Preparers = { view.Preparers },
        Approvals = { view.Approvals.Select(ToProto) },
        Package = view.Package is { } package ? ToProto(package) : null,
        Problem = view.Problem?.Code ?? "",
        ProblemDetail = view.Problem?.Detail ?? "",
        DeliveredAt = view.DeliveredAt.ToProto(),
        DeliveredBy = view.DeliveredBy ?? "",
        ExpiresAt = view.ExpiresAt.ToProto(),
        Reads = view.Reads,
        Receipt = view.Receipt ?? "",
        Ending = view.Ending ?? "",
        Ground = view.NonExecution?.Ground ?? "",
        GroundSentence = view.NonExecution?.Sentence ?? "",
        GroundSource = view.NonExecution?.Source ?? "",
    };

    private static V1.ProductionItem ToProto(ProductionItem item) => new()
    {
        ItemId = item.ItemId,
        Category = (V1.DataCategory)item.Category,
        AccountId = item.AccountId,
        From = item.From.ToProto(),
        Until = item.Until.ToProto(),
        Outcome = (V1.ProductionOutcome)item.Outcome,
        Reason = item.Reason,
        HoldId = item.HoldId,
        Snapshot = item.Snapshot is { } snapshot ? new V1.Snapshot { Id = snapshot.Id, ManifestSha256 = snapshot.ManifestSha256 } : null,
    };

    private static V1.DisclosureApproval ToProto(DisclosureApproval approval) => new()
    {
        By = approval.By, At = approval.At.ToProto(), ScopeHash = approval.ScopeHash, Reason = approval.Reason, ExpiresAt = approval.ExpiresAt.ToProto(),
    };

    private static V1.DisclosurePackage ToProto(Package package) => new()
    {
        Sha256 = package.Sha256, Size = package.Size, ManifestSha256 = package.ManifestSha256, Files = package.Files, EmptyFiles = package.EmptyFiles, ContentSize = package.ContentSize,
    };

    /// <summary>The decider has read the key, so it is base 64.</summary>
    private static string Fingerprint(string publicKey)
    {
        Span<byte> key = stackalloc byte[256];
        return Convert.TryFromBase64String(publicKey, key, out var length) ? Convert.ToHexStringLower(SHA256.HashData(key[..length])) : "";
    }
}
