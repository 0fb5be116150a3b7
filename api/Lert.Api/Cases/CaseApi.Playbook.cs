using Grpc.Core;
using Lert.Api.Input;
using Lert.Grains.Cases;

namespace Lert.Api.Cases;

/// <content>The checklist of a case.</content>
internal sealed partial class CaseApi
{
    public override Task<V1.Case> TickStep(V1.TickStepRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context,
        check => new CaseCommand.TickStep(check.Required("step_id", request.StepId, Limits.Code), check.Optional("note", request.Note, Limits.Prose) ?? ""));

    public override Task<V1.Case> UntickStep(V1.UntickStepRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context,
        check => new CaseCommand.UntickStep(check.Required("step_id", request.StepId, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Case> AdoptPlaybook(V1.AdoptPlaybookRequest request, ServerCallContext context) => ExecuteAsync(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.AdoptPlaybook(check.Required("reason", request.Reason, Limits.Prose)));
}
