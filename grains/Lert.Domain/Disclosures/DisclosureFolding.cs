using Lert.Grains.Disclosures;

namespace Lert.Domain.Disclosures;

/// <summary>What each event makes of a disclosure.</summary>
internal static class DisclosureFolding
{
    public static DisclosureState Fold(DisclosureState state, DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.Prepared prepared => state with
        {
            CaseId = prepared.Scope.CaseId, Status = DisclosureStatus.Prepared, Scope = prepared.Scope, ScopeHash = prepared.ScopeHash, Preparers = [prepared.By],
        },
        DisclosureEvent.Revised revised => Unpack(state, DisclosureStatus.Prepared, revised.At) with
        {
            Scope = revised.New, ScopeHash = revised.ScopeHash, Preparers = state.Preparers.Contains(revised.By) ? state.Preparers : state.Preparers.Add(revised.By), Problem = null,
        },
        DisclosureEvent.Approved approved => Approve(state, approved.Approval),
        DisclosureEvent.ApprovalsVoided voided => Unpack(
            state with { Approvals = [.. state.Approvals.Where(given => !voided.Approvers.Contains(given.By))] }, DisclosureStatus.Prepared, voided.At),
        DisclosureEvent.PackagingStarted started => state with
        {
            Status = DisclosureStatus.Packaging, Attempt = new PackagingAttempt(started.Attempt, started.At, started.By, started.AgainAt, 1), Attempts = started.Attempt, Problem = null,
        },
        DisclosureEvent.PackagingOffered offered => state with
        {
            Attempt = state.Attempt is { } attempt ? attempt with { AgainAt = offered.AgainAt, Offers = attempt.Offers + 1 } : null,
        },
        DisclosureEvent.Packaged packaged => state with { Status = DisclosureStatus.Packaged, Attempt = null, Package = packaged.Package },
        DisclosureEvent.PackagingFailed failed => state with { Status = DisclosureStatus.Approved, Attempt = null, Problem = failed.Problem },
        DisclosureEvent.Delivered delivered => state with
        {
            Status = DisclosureStatus.Delivered, Handover = new Handover(delivered.At, delivered.By, delivered.ExpiresAt),
        },
        DisclosureEvent.ContentTaken => state with { Reads = state.Reads + 1 },
        DisclosureEvent.ReceiptConfirmed confirmed => Unpack(state, DisclosureStatus.Receipted, confirmed.At) with { Receipt = confirmed.Reference },
        DisclosureEvent.Expired expired => Unpack(state, DisclosureStatus.Expired, expired.At),
        DisclosureEvent.Cancelled cancelled => Unpack(state, DisclosureStatus.Cancelled, cancelled.At) with { Ending = cancelled.Reason },
        DisclosureEvent.ExecutionDeclined declined => Unpack(state, DisclosureStatus.NotExecuted, declined.At) with
        {
            CaseId = declined.CaseId, NonExecution = declined.NonExecution, Ending = declined.NonExecution.Reason,
        },
        DisclosureEvent.DiscardOffered offered => state with { DiscardAt = offered.AgainAt },
        DisclosureEvent.Discarded discarded => state.Leftovers.Remove(discarded.Sha256) is var left
            ? state with { Leftovers = left, DiscardAt = left.IsEmpty ? null : state.DiscardAt }
            : state,
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static DisclosureState Approve(DisclosureState state, DisclosureApproval given)
    {
        var next = state with
        {
            Approvals = [.. state.Approvals.Where(known => known.By != given.By), given],
            Approvers = state.Approvers.Contains(given.By) ? state.Approvers : state.Approvers.Add(given.By),
        };
        return next.Standing(given.At).Length >= HandOutRules.Approvers ? next with { Status = DisclosureStatus.Approved } : next;
    }

    /// <summary>There is no package any more, nor will there be one of this attempt. What lies on the shelf is a leftover; what was fetched stays known.</summary>
    private static DisclosureState Unpack(DisclosureState state, DisclosureStatus status, DateTimeOffset at)
    {
        // When it was packed and by what it can be told stays in the view of one that came to its end.
        var kept = status is DisclosureStatus.Prepared ? null : state.Package;
        return state.Package is { } package
            ? state with { Status = status, Attempt = null, Package = kept, Leftovers = state.Leftovers.Add(package.Sha256), DiscardAt = at }
            : state with { Status = status, Attempt = null };
    }
}
