using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Grains;
using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>From triage to the decision: what is asked back, what stays of the scope, who was called, and what is challenged.</summary>
internal static class CaseReview
{
    private static readonly ImmutableArray<CaseStatus> Narrowable = [CaseStatus.Triaged, CaseStatus.Validating, CaseStatus.AwaitingRequester, CaseStatus.LegalReview];

    public static Decision Triage(CaseState state, CaseCommand.Triage triage, Moment moment) =>
        CaseMoves.To(state, nameof(CaseCommand.Triage), CaseStatus.Triaged, moment, new CaseEvent.Remarked(triage.Remark, moment.Now, moment.By));

    public static Decision Advance(CaseState state, CaseCommand.Advance advance, Moment moment) =>
        CaseMoves.To(state, nameof(CaseCommand.Advance), advance.To, moment);

    public static Decision Ask(CaseState state, CaseCommand.RequestClarification ask, Moment moment) =>
        CaseMoves.To(
            state, nameof(CaseCommand.RequestClarification), CaseStatus.AwaitingRequester, moment, new CaseEvent.ClarificationRequested(ask.Question, moment.Now, moment.By));

    public static Decision Answer(CaseState state, CaseCommand.Answer answer, Moment moment) =>
        CaseMoves.To(
            state, nameof(CaseCommand.Answer), CaseStatus.Validating, moment, new CaseEvent.Clarified(state.OpenQuestion ?? "", answer.Text, moment.Now, moment.By));

    /// <summary>A narrowing stands beside the original scope. Who approved more than is left has approved nothing.</summary>
    public static Decision Narrow(CaseState state, CaseCommand.Narrow narrow, Moment moment)
    {
        if (!Narrowable.Contains(state.Status))
        {
            return Decision.Refuse(CaseMoves.NotAllowed(state.Status, CaseStatus.Narrowed));
        }

        if (ScopeRules.JudgeNarrowing(state, narrow.Items) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return Changed(state, new CaseEvent.ScopeNarrowed(state.Narrowing ?? [], narrow.Items, narrow.Reason, moment.Now, moment.By), "the scope was narrowed", moment);
    }

    public static Decision Choose(CaseState state, CaseCommand.ChooseAccount choose, Moment moment)
    {
        var choice = choose.Choice;
        var items = state.Said.Items.Where(item => item.Handle == choice.Handle && choice.Handle.Length > 0).ToImmutableArray();
        if (!Narrowable.Contains(state.Status) || items.IsEmpty)
        {
            return items.IsEmpty
                ? Decision.Refuse(new Refusal(RefusalCodes.ScopeChoiceInvalid, "No item of this case names that handle.").With("handle", choice.Handle))
                : Decision.Refuse(CaseMoves.NotAllowed(state.Status, state.Status));
        }

        return items.All(item => item.UsedBy.Any(use => use.AccountId == choice.AccountId && use.From <= choice.UsedOn && (use.Until is not { } until || until >= choice.UsedOn)))
            ? Changed(
                state,
                new CaseEvent.AccountChosen(state.Choices.FirstOrDefault(known => known.Handle == choice.Handle), choice, choose.Reason, moment.Now, moment.By),
                "another account was chosen",
                moment)
            : Decision.Refuse(new Refusal(RefusalCodes.ScopeChoiceInvalid, "That account did not use the handle on that day.").With("handle", choice.Handle));
    }

    public static Decision Translated(CaseState state, CaseCommand.RecordTranslation record, Moment moment) =>
        state.Intake is null
            ? Decision.Refuse(CaseMoves.NotAllowed(state.Status, state.Status))
            : Decision.Accept(new CaseEvent.TranslationRecorded(record.Reference, moment.Now, moment.By));

    /// <summary>A number is of the directory when the directory has it, whoever says so.</summary>
    public static Decision CalledBack(CaseCommand.RecordCallBack record, Moment moment) => record is { Source: NumberSource.Directory, IsInDirectory: false }
        ? Decision.Refuse(
            RefusalCodes.RequesterNumberUnknown, "The directory has no such number for that agency: look it up, enter it with its source, and call then.")
        : Decision.Accept(new CaseEvent.CalledBack(new CallBack(record.Number, record.Source, record.Person, record.IsConfirmed, moment.Now, moment.By)));

    public static Decision Reject(CaseState state, CaseCommand.Reject reject, Moment moment) =>
        CaseMoves.To(state, nameof(CaseCommand.Reject), CaseStatus.Rejected, moment, new CaseEvent.RejectedByUs(reject.Reason, moment.Now, moment.By));

    public static Decision Challenge(CaseState state, CaseCommand.Challenge challenge, Moment moment)
    {
        var raised = new CaseEvent.ChallengeRaised(challenge.Ground, challenge.Reason, moment.Now, moment.By);
        return CaseMoves.To(state, nameof(CaseCommand.Challenge), CaseStatus.Challenged, moment, [raised, .. Void(state, "the process was challenged", moment)]);
    }

    public static Decision Resolve(CaseState state, CaseCommand.ResolveChallenge resolve, Moment moment) =>
        CaseMoves.To(
            state,
            nameof(CaseCommand.ResolveChallenge),
            resolve.IsUpheld ? CaseStatus.Rejected : CaseStatus.LegalReview,
            moment,
            new CaseEvent.ChallengeResolved(resolve.IsUpheld, resolve.Reason, moment.Now, moment.By));

    public static ImmutableArray<CaseEvent> Void(CaseState state, string reason, Moment moment) =>
        state.Approvals.IsEmpty && state.DisclosureApprovals.IsEmpty
            ? []
            : [new CaseEvent.ApprovalsVoided([.. state.Approvals.Concat(state.DisclosureApprovals).Select(approval => approval.By).Distinct()], reason, moment.Now)];

    private static Decision Changed(CaseState state, CaseEvent change, string reason, Moment moment) => Decision.Accept([change, .. Void(state, reason, moment)]);
}
