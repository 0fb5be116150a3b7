using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Disclosures.DisclosureEvent>;

namespace Lert.Domain.Disclosures;

/// <summary>How a disclosure ends: received, stopped, or not executed at all.</summary>
internal static class EndingRules
{
    public static Decision Receipt(string key, DisclosureState state, DisclosureCommand.ConfirmReceipt confirm, Moment moment)
    {
        if (state.Status != DisclosureStatus.Delivered)
        {
            return HandOutRules.NotAllowed(state, "receipted");
        }

        var confirmed = new DisclosureEvent.ReceiptConfirmed(confirm.Reference, moment.Now, moment.By);
        return Decision.Accept(confirmed).Send(CaseNotes.HandedOut(key, state, DisclosureProgress.Receipted, confirm.Reference, moment));
    }

    /// <summary>By a person, or by the case itself, to which a disclosure that is over is no trouble.</summary>
    public static Decision Cancel(string key, DisclosureState state, DisclosureCommand.Cancel cancel, Moment moment)
    {
        var isCase = moment.IsMachinery;
        if (!isCase && (cancel.Facts?.Case is not { } of || !HandOutRules.MaySee(of, moment.By)))
        {
            return Decision.Refuse(RefusalCodes.DisclosureNotFound, "There is no such disclosure.");
        }

        if (state.IsOver)
        {
            return isCase ? Decision.Nothing : HandOutRules.NotAllowed(state, "cancelled");
        }

        return Decision.Accept(new DisclosureEvent.Cancelled(cancel.Reason, moment.Now, moment.By))
            .Send(CaseNotes.Of(key, state.CaseId, DisclosureProgress.Ended, state.Scope?.IsFinal() == true, moment));
    }

    /// <summary>An order that is not executed has a disclosure of which nothing is ever produced.</summary>
    public static Decision Decline(string key, DisclosureCommand.DeclineExecution decline, Moment moment)
    {
        if (decline.Facts?.Case is not { } of || !HandOutRules.MaySee(of, moment.By))
        {
            return Decision.Refuse(RefusalCodes.CaseNotFound, "There is no such case.");
        }

        if (of.Kind is not (CaseKind.Epoc or CaseKind.EpocPr))
        {
            return Decision.Refuse(RefusalCodes.DisclosureNoSuchForm, $"A request of kind {of.Kind} has no such form: reject the case instead.");
        }

        var ground = NonExecutionBook.BuiltIn.Find(decline.Ground)!;
        var said = new NonExecution(ground.Id, ground.Sentence, $"{NonExecutionBook.BuiltIn.Source}, {ground.Place}", decline.Reason);
        return Decision.Accept(new DisclosureEvent.ExecutionDeclined(of.CaseId, said, moment.Now, moment.By))
            .Send(CaseNotes.Of(key, of.CaseId, DisclosureProgress.Ended, isFinal: true, moment));
    }
}
