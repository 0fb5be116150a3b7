using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Grains;
using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>From collection to the receipt, and the ends at the side.</summary>
internal static class CaseProducing
{
    /// <summary>One item of the scope in force. What is of another account, or was not asked for, is not recorded and so never leaves.</summary>
    public static Decision Record(CaseState state, CaseCommand.RecordItem record, Moment moment)
    {
        if (state.Status != CaseStatus.Collecting)
        {
            return Decision.Refuse(CaseMoves.NotAllowed(state.Status, CaseStatus.Collecting));
        }

        if (ScopeRules.InForce(state).FirstOrDefault(item => item.ItemId == record.ItemId) is not { } item)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.ScopeItemUnknown, "That item is not in the scope in force.").With("item", record.ItemId));
        }

        return item.AccountId != record.AccountId
            ? Decision.Refuse(new Refusal(RefusalCodes.ScopeOtherAccount, "The item is about another account.").With("item", record.ItemId))
            : Decision.Accept(new CaseEvent.ItemRecorded(
                state.Records.FirstOrDefault(known => known.ItemId == record.ItemId),
                new ItemRecord(record.ItemId, record.AccountId, record.Outcome, record.Reason, moment.Now, moment.By)));
    }

    public static Decision Deliver(CaseState state, CaseCommand.Deliver deliver, Moment moment) =>
        CaseMoves.To(
            state, nameof(CaseCommand.Deliver), CaseStatus.Delivered, moment, new CaseEvent.DeliveryMade(deliver.Reference, ScopeRules.Hash(state), moment.Now, moment.By));

    public static Decision Receipt(CaseState state, CaseCommand.ConfirmReceipt confirm, Moment moment) =>
        CaseMoves.To(state, nameof(CaseCommand.ConfirmReceipt), CaseStatus.Acknowledged, moment, new CaseEvent.ReceiptConfirmed(confirm.Reference, moment.Now, moment.By));

    public static Decision Withdraw(CaseState state, CaseCommand.Withdraw withdraw, Moment moment)
    {
        var withdrawn = new CaseEvent.WithdrawnByRequester(withdraw.Reason, withdraw.MayReleaseHolds, moment.Now, moment.By);
        return CaseMoves.To(state, nameof(CaseCommand.Withdraw), CaseStatus.Withdrawn, moment, [withdrawn, .. CaseReview.Void(state, "the requester withdrew", moment)]);
    }

    public static Decision MarkDuplicate(CaseState state, CaseCommand.MarkDuplicate mark, Moment moment) =>
        CaseMoves.To(
            state, nameof(CaseCommand.MarkDuplicate), CaseStatus.Duplicate, moment, new CaseEvent.FoundDuplicate(mark.OfCase, mark.Reason, moment.Now, moment.By));

    public static Decision Reopen(CaseState state, CaseCommand.Reopen reopen, Moment moment)
    {
        var reopened = new CaseEvent.ReopenedAgain(reopen.Reason, moment.Now, moment.By);
        return CaseMoves.To(state, nameof(CaseCommand.Reopen), CaseStatus.Reopened, moment, [reopened, .. CaseReview.Void(state, "the case was reopened", moment)]);
    }

    public static Decision Close(CaseState state, CaseCommand.Close close, Moment moment) =>
        CaseMoves.Judge(state, nameof(CaseCommand.Close), CaseStatus.Closed, moment) is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Accept(new CaseEvent.Closed(close.Reason, moment.Now, moment.By));

    public static Decision Grant(CaseState state, CaseCommand.GrantAccess grant, Moment moment) => state switch
    {
        { IsRestricted: false } => Decision.Refuse(RefusalCodes.CaseNotRestricted, "Everybody of the desk sees this case."),
        _ when state.Access.Contains(grant.Subject) => Decision.Nothing,
        _ => Decision.Accept(new CaseEvent.AccessGranted(grant.Subject, grant.Reason, moment.Now, moment.By)),
    };

    public static Decision Amend(CaseState state, CaseCommand.Amend amend, Moment moment)
    {
        var old = amend.Field switch
        {
            CaseField.Agency => state.Request!.Agency,
            CaseField.Officer => state.Request!.Officer,
            _ => state.Request!.AgencyReference,
        };
        return old == amend.Value ? Decision.Nothing : Decision.Accept(new CaseEvent.FieldAmended(amend.Field, old, amend.Value, amend.Reason, moment.Now, moment.By));
    }
}
