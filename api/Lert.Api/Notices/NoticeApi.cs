using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains.Cases;
using Lert.Grains.Notices;
using Orleans;

namespace Lert.Api.Notices;

/// <summary>NoticeService over the case grain: the notice is a part of its case.</summary>
internal sealed class NoticeApi(IGrainFactory grains) : V1.NoticeService.NoticeServiceBase
{
    public override async Task<V1.Notice> Get(V1.GetNoticeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        check.ThrowIfFailed();
        var grain = grains.GetGrain<ICaseGrain>(target.Key);
        var found = await grain.Get();
        return await Answer(grain, target.Found(CaseVisibility.MaySee(found, caller) ? found : null));
    }

    public override Task<V1.Notice> RecordOrder(V1.RecordOrderRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("basis", request.Basis);
            return new CaseCommand.RecordSilence(
                (SilenceBasis)request.Basis,
                check.Required("authority", request.Authority, Limits.Name),
                check.Required("reference", request.Reference, Limits.Name),
                request.Basis == V1.SilenceBasis.GovernmentDelay ? NoticeReading.NoTerm : check.Term("term", request.Term));
        });

    public override Task<V1.Notice> ExtendOrder(V1.ExtendOrderRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ExtendSilence(
            check.Required("order_id", request.OrderId, Limits.Code), check.Required("reference", request.Reference, Limits.Name), check.Term("term", request.Term)));

    public override Task<V1.Notice> LiftOrder(V1.LiftOrderRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.LiftSilence(
            check.Required("order_id", request.OrderId, Limits.Code), check.Required("reference", request.Reference, Limits.Name), check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Notice> ReviewOrder(V1.ReviewOrderRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.ReviewSilence(
            check.Required("order_id", request.OrderId, Limits.Code), check.Required("finding", request.Finding, Limits.Prose)));

    public override Task<V1.Notice> Except(V1.ExceptNoticeRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("ground", request.Ground);
            return new CaseCommand.ExceptNotice((NoticeGround)request.Ground, check.Required("reason", request.Reason, Limits.Prose));
        });

    public override Task<V1.Notice> RevokeException(V1.RevokeExceptionRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check => new CaseCommand.RevokeExemption(check.Required("reason", request.Reason, Limits.Prose)));

    public override Task<V1.Notice> RecordNotice(V1.RecordNoticeRequest request, ServerCallContext context) => Execute(
        request.CaseId, request.RequestId, request.Etag, context, check =>
        {
            check.OneOf("channel", request.Channel);
            return new CaseCommand.RecordNotice(
                check.AccountIds("account_ids", request.AccountIds),
                (NoticeChannel)request.Channel,
                check.Instant("given_at", request.GivenAt),
                check.Required("reference", request.Reference, Limits.Name));
        });

    private async Task<V1.Notice> Execute(string caseId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, CaseCommand> read)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", caseId, caller);
        var command = read(check);
        var stamp = check.Stamp(requestId, etag, caller);
        var grain = grains.GetGrain<ICaseGrain>(target.Key);
        return await Answer(grain, target.Accepted(await grain.Execute(stamp, command), check));
    }

    /// <summary>What it lets be disclosed depends on the instant, so the case is asked for it anew.</summary>
    private static async Task<V1.Notice> Answer(ICaseGrain grain, CaseView view) => view.ToNotice((await grain.GetScope())?.Notice ?? NoticeGate.Unknown);
}
