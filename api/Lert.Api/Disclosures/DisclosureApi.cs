using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Orleans;

namespace Lert.Api.Disclosures;

/// <summary>DisclosureService over the disclosure grain: what changes one. What reads stands beside it.</summary>
internal sealed partial class DisclosureApi(IGrainFactory grains, IPackageShelf shelf) : V1.DisclosureService.DisclosureServiceBase
{
    public override Task<V1.Disclosure> Prepare(V1.PrepareDisclosureRequest request, ServerCallContext context) => Create(
        request.CaseId, request.RequestId, context, (check, of) => new DisclosureCommand.Prepare(of, check.Items("items", request.Items), check.Recipient("recipient", request.Recipient)));

    public override Task<V1.Disclosure> DeclineExecution(V1.DeclineExecutionRequest request, ServerCallContext context) => Create(
        request.CaseId, request.RequestId, context, (check, of) => new DisclosureCommand.DeclineExecution(of, check.Required("ground", request.Ground, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Disclosure> Revise(V1.ReviseDisclosureRequest request, ServerCallContext context) => Change(
        request.DisclosureId, request.RequestId, request.Etag, context,
        check => new DisclosureCommand.Revise(check.Items("items", request.Items), check.Recipient("recipient", request.Recipient), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Disclosure> Approve(V1.ApproveProductionRequest request, ServerCallContext context) => Change(
        request.DisclosureId, request.RequestId, request.Etag, context,
        check => new DisclosureCommand.Approve(check.Required("scope_hash", request.ScopeHash, Limits.Code), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Disclosure> Package(V1.PackageDisclosureRequest request, ServerCallContext context) =>
        Change(request.DisclosureId, request.RequestId, request.Etag, context, static _ => new DisclosureCommand.StartPackaging());

    public override Task<V1.Disclosure> Deliver(V1.DeliverDisclosureRequest request, ServerCallContext context) =>
        Change(request.DisclosureId, request.RequestId, request.Etag, context, static _ => new DisclosureCommand.Deliver());

    public override Task<V1.Disclosure> ConfirmReceipt(V1.ConfirmDisclosureReceiptRequest request, ServerCallContext context) => Change(
        request.DisclosureId, request.RequestId, request.Etag, context, check => new DisclosureCommand.ConfirmReceipt(check.Required("reference", request.Reference, Limits.Name)));

    public override Task<V1.Disclosure> Cancel(V1.CancelDisclosureRequest request, ServerCallContext context) => Change(
        request.DisclosureId, request.RequestId, request.Etag, context, check => new DisclosureCommand.Cancel(check.Required("reason", request.Reason, Limits.Prose)));

    /// <summary>A disclosure by the request that makes it, in the region of its case.</summary>
    private async Task<V1.Disclosure> Create(string caseId, string requestId, ServerCallContext context, Func<RequestCheck, string, DisclosureCommand> map)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", caseId, caller);
        var command = map(check, target.Key);
        var stamp = check.Stamp(requestId, "", caller);
        var grain = grains.GetGrain<IDisclosureGrain>(ActorKey.DisclosureOf(ActorKey.RegionOf(target.Key), stamp.CommandId));
        return target.Accepted(await grain.Execute(stamp, command), check).ToProto();
    }

    private async Task<V1.Disclosure> Change(string disclosureId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, DisclosureCommand> map)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Disclosure(check, "disclosure_id", disclosureId, caller);
        var command = map(check);
        var stamp = check.Stamp(requestId, etag, caller);
        return target.Accepted(await grains.GetGrain<IDisclosureGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }
}
