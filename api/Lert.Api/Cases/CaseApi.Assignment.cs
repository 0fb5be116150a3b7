using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Api.Cases;

/// <content>Who works on a case, where a lead says so.</content>
internal sealed partial class CaseApi
{
    public override async Task<V1.Case> Assign(V1.AssignCaseRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var person = Target.Responder(check, "responder_id", request.ResponderId, caller, isOwn: false);
        var command = new CaseCommand.Assign(
            person.Key, check.Required("reason", request.Reason, Limits.Prose), check.Optional("override_reason", request.OverrideReason, Limits.Prose), Facts: null);
        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        var asked = target.Accepted(await grains.GetGrain<ICaseGrain>(target.Key).Execute(stamp, command), check);
        var answered = await answering.Answered(asked, context.Deadline, context.CancellationToken);
        return answered.File switch
        {
            var file when file.Assignee == person.Key => answered.ToProto(),
            { Assignment.Asked: { } still } when still == person.Key => throw Answering.NotAnswered().ToException(),
            _ => throw ApiError.Of(new Refusal(RefusalCodes.ResponderNotAvailable, "They were asked, and cannot take it.")).ToException(),
        };
    }

    public override Task<V1.Case> Unassign(V1.UnassignCaseRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.Unassign(check.Required("reason", request.Reason, Limits.Prose)));
}
