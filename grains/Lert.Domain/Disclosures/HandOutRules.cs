using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Disclosures.DisclosureEvent>;

namespace Lert.Domain.Disclosures;

/// <summary>Who may approve, and when anything may be handed out. In doubt nothing is.</summary>
internal static class HandOutRules
{
    /// <summary>How many different people approve.</summary>
    public const int Approvers = 2;

    public static Decision Approve(DisclosureState state, DisclosureCommand.Approve approve, Moment moment)
    {
        if (JudgeCase(approve.Facts, moment.By) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (state.Status is not (DisclosureStatus.Prepared or DisclosureStatus.Approved))
        {
            return NotAllowed(state, "approved");
        }

        if (approve.ScopeHash != state.ScopeHash)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.ScopeChanged, "What you saw is not what is to be handed out now: read again.").With("scope_hash", state.ScopeHash));
        }

        if (ProductionRules.JudgeScope(state, approve.Facts!.Case!) is { } changed)
        {
            return Decision.Refuse(changed);
        }

        if (state.Preparers.Contains(moment.By))
        {
            return Decision.Refuse(RefusalCodes.DisclosureOwnPreparation, "You prepared it; two other people must approve it.");
        }

        return state.Standing(moment.Now).Any(given => given.By == moment.By)
            ? Decision.Refuse(RefusalCodes.CaseSecondApproverRequired, "You have approved this already; another person must.")
            : Decision.Accept(new DisclosureEvent.Approved(
                new DisclosureApproval(moment.By, moment.Now, state.ScopeHash, approve.Reason, moment.Now + moment.Rules.DisclosureApprovalLifetime)));
    }

    public static Decision Deliver(string key, DisclosureState state, DisclosureCommand.Deliver deliver, Moment moment)
    {
        if (Judge(state, deliver.Facts, moment, mustStand: true) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (state is not { Status: DisclosureStatus.Packaged, Package: not null })
        {
            return NotAllowed(state, "delivered");
        }

        var delivered = new DisclosureEvent.Delivered(state.ScopeHash, moment.Now, moment.By, moment.Now + moment.Rules.DeliveryLifetime);
        return Decision.Accept(delivered).Send(CaseNotes.HandedOut(key, DisclosureFolding.Fold(state, delivered), DisclosureProgress.Delivered, "", moment));
    }

    public static Decision Fetch(DisclosureState state, DisclosureCommand.Fetch fetch, Moment moment) => JudgeFetch(state, fetch.Facts, moment) is { } refusal
        ? Decision.Refuse(refusal)
        : Decision.Accept(new DisclosureEvent.ContentTaken(state.Package!.Sha256, moment.Now, moment.By));

    /// <summary>Why the package may not be taken out now; null when it may.</summary>
    public static Refusal? JudgeFetch(DisclosureState state, ProductionFacts? facts, Moment moment) =>
        Judge(state, facts, moment, mustStand: false) is { } refusal ? refusal
        : state is { Status: DisclosureStatus.Delivered, Package: not null, Handover: { } handover } && handover.ExpiresAt > moment.Now ? null
        : NotAllowed(state, "fetched").Refusal;

    /// <summary>What must be true whenever content is read or leaves.</summary>
    /// <param name="mustStand">Approvals must still stand. Once it was delivered, the delivery itself has an end.</param>
    public static Refusal? Judge(DisclosureState state, ProductionFacts? facts, Moment moment, bool mustStand)
    {
        if (facts?.Case is { } known && MaySee(known, moment.By) && state.IsOver)
        {
            return NotAllowed(state, "handed out").Refusal;
        }

        if (JudgeCase(facts, moment.By) is { } refusal)
        {
            return refusal;
        }

        var of = facts!.Case!;

        if (ProductionRules.JudgeScope(state, of) is { } changed)
        {
            return changed;
        }

        if (of.Window.IsBlocked)
        {
            return new Refusal(RefusalCodes.DisclosureTransmissionBlocked, of.Window.Reason);
        }

        if (of.Window.NotBefore is { } notBefore && notBefore > moment.Now)
        {
            return new Refusal(RefusalCodes.DisclosureTransmissionWindow, of.Window.Reason).With("not_before", $"{notBefore:O}");
        }

        if (of.Notice.Judge() is { } untold)
        {
            return untold;
        }

        if (state.Standing(mustStand ? moment.Now : DateTimeOffset.MinValue).Length < Approvers)
        {
            return new Refusal(RefusalCodes.CaseSecondApproverRequired, "Two different people must have approved exactly this, and their approvals must stand.");
        }

        return state.Approvers.Contains(moment.By) || of.Approvers.Contains(moment.By)
            ? new Refusal(RefusalCodes.CaseApproverDelivers, "Whoever approved does not deliver.")
            : null;
    }

    /// <summary>Whether the case is there for this person, and stands where anything may be handed out.</summary>
    public static Refusal? JudgeCase(ProductionFacts? facts, string by) => facts?.Case is not { } of || !MaySee(of, by)
        ? new Refusal(RefusalCodes.DisclosureNotFound, "There is no such disclosure.")
        : of.Status is CaseStatus.DisclosureApproval or CaseStatus.Delivered
            ? null
            : new Refusal(RefusalCodes.DisclosureCaseNotReady, $"The case is {of.Status}: nothing of it is handed out.").With("status", $"{of.Status}");

    /// <summary>What this person may hear of: what is wrong with their words is not told by a case that is not there for them.</summary>
    public static ProductionFacts? Seen(ProductionFacts? facts, string by) => facts?.Case is { } of && !MaySee(of, by) ? null : facts;

    public static bool MaySee(CaseScope of, string by) => CaseAccess.MaySee(of.IsRestricted, of.Access, by);

    public static Decision NotAllowed(DisclosureState state, string what) => Decision.Refuse(
        new Refusal(RefusalCodes.DisclosureNotAllowed, $"It is {state.Status}, and cannot be {what}.").With("status", $"{state.Status}"));
}
