using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains.Cases;

namespace Lert.Api.Cases;

/// <content>What people do with a case: each method is one command.</content>
internal sealed partial class CaseApi
{
    public override Task<V1.Case> Triage(V1.TriageRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Triage(check.Optional("remark", request.Remark, Limits.Prose) ?? ""));

    public override Task<V1.Case> Advance(V1.AdvanceRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("to", request.To);
            return new CaseCommand.Advance((CaseStatus)request.To);
        });

    public override Task<V1.Case> RequestClarification(V1.RequestClarificationRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.RequestClarification(check.Required("question", request.Question, Limits.Prose)));

    public override Task<V1.Case> Answer(V1.AnswerRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Answer(check.Required("text", request.Text, Limits.Prose)));

    public override Task<V1.Case> Narrow(V1.NarrowRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Narrow(check.Narrowed("items", request.Items), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> ChooseAccount(V1.ChooseAccountRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ChooseAccount(new HandleChoice(check.Required("handle", request.Handle, Limits.Name), check.Account("account_id", request.AccountId), check.Date("used_on", request.UsedOn)), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> RecordTranslation(V1.RecordTranslationRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.RecordTranslation(check.Required("reference", request.Reference, Limits.Name)));

    public override Task<V1.Case> RecordCallBack(V1.RecordCallBackRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("source", request.Source);
            return new CaseCommand.RecordCallBack(check.Required("number", request.Number, Limits.Name), (NumberSource)request.Source, check.Optional("person", request.Person, Limits.Name) ?? "", request.Confirmed);
        });

    public override Task<V1.Case> Approve(V1.ApproveRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Approve(check.Required("reason", request.Reason, Limits.Prose), Record(check.Optional("facts", request.Facts, Limits.Prose) ?? "", check.Optional("link", request.Link, Limits.Prose) ?? "", check.Optional("minimum_scope", request.MinimumScope, Limits.Prose) ?? ""), request.BreakGlass));

    public override Task<V1.Case> Reject(V1.RejectRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Reject(check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> Challenge(V1.ChallengeRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("ground", request.Ground);
            return new CaseCommand.Challenge((ChallengeGround)request.Ground, check.Required("reason", request.Reason, Limits.Prose));
        });

    public override Task<V1.Case> ResolveChallenge(V1.ResolveChallengeRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ResolveChallenge(request.Upheld, check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> RecordItem(V1.RecordItemRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("outcome", request.Outcome);
            return new CaseCommand.RecordItem(check.Required("item_id", request.ItemId, Limits.Code), check.Account("account_id", request.AccountId), (ItemOutcome)request.Outcome, check.Optional("reason", request.Reason, Limits.Prose) ?? "");
        });

    public override Task<V1.Case> ApproveDisclosure(V1.ApproveDisclosureRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ApproveDisclosure(check.Required("scope_hash", request.ScopeHash, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> Deliver(V1.DeliverRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Deliver(check.Required("reference", request.Reference, Limits.Name)));

    public override Task<V1.Case> ConfirmReceipt(V1.ConfirmReceiptRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ConfirmReceipt(check.Required("reference", request.Reference, Limits.Name)));

    public override Task<V1.Case> Withdraw(V1.WithdrawRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Withdraw(check.Required("reason", request.Reason, Limits.Prose), request.MayReleaseHolds));

    public override Task<V1.Case> MarkDuplicate(V1.MarkDuplicateRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.MarkDuplicate(check.Required("of_case_id", request.OfCaseId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> Reopen(V1.ReopenRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Reopen(check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> PauseClock(V1.PauseClockRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.PauseClock(check.Required("clock_id", request.ClockId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> ResumeClock(V1.ResumeClockRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ResumeClock(check.Required("clock_id", request.ClockId, Limits.Code)));

    public override Task<V1.Case> MeetClock(V1.MeetClockRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.MeetClock(check.Required("clock_id", request.ClockId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> ExplainBreach(V1.ExplainBreachRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ExplainBreach(check.Required("clock_id", request.ClockId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> ReviewBreakGlass(V1.ReviewBreakGlassRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ReviewBreakGlass(check.Required("finding", request.Finding, Limits.Prose)));

    public override Task<V1.Case> AcceptLink(V1.AcceptLinkRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.AcceptLink(check.Required("other_case_id", request.OtherCaseId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> DismissLink(V1.DismissLinkRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.DismissLink(check.Required("other_case_id", request.OtherCaseId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> ReviewRecall(V1.ReviewRecallRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ReviewRecall(check.Required("finding", request.Finding, Limits.Prose)));

    public override Task<V1.Case> RecordFollowUp(V1.RecordFollowUpRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.RecordFollowUp(check.Required("reference", request.Reference, Limits.Name)));

    public override Task<V1.Case> GrantAccess(V1.GrantAccessRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.GrantAccess(check.Required("subject", request.Subject, Limits.Name), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> Amend(V1.AmendRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("field", request.Field);
            return new CaseCommand.Amend((CaseField)request.Field, check.Required("value", request.Value, Limits.Name), check.Required("reason", request.Reason, Limits.Prose));
        });

    public override Task<V1.Case> RecordAuthorityAnswer(V1.RecordAuthorityAnswerRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("stance", request.Stance);
            return new CaseCommand.RecordAuthorityAnswer((AuthorityStance)request.Stance, check.Instant("said_at", request.SaidAt), check.Required("reference", request.Reference, Limits.Name));
        });

    private static DecisionRecord? Record(string facts, string link, string minimumScope) =>
        facts.Length + link.Length + minimumScope.Length == 0 ? null : new DecisionRecord(facts, link, minimumScope);

    private async Task<V1.Case> ExecuteAsync(string caseId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, CaseCommand> read)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", caseId, caller);
        var command = read(check);
        var stamp = check.Stamp(requestId, etag, caller);
        if (!check.Failed && command is CaseCommand.Advance advance && CaseMachine.RolesFor(nameof(CaseCommand.Advance), advance.To) is { IsEmpty: false } roles && !roles.Any(caller.Roles.Contains))
        {
            throw new ApiError(EdgeCodes.RoleMissing, $"A step to {advance.To} is for {string.Join(", ", roles)}.").ToException();
        }

        return target.Accepted(await grains.GetGrain<ICaseGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }
}
