using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains.Journal;
using Lert.Grains.Responders;

namespace Lert.Api.Responders;

/// <content>What reads people.</content>
internal sealed partial class ResponderApi
{
    private const string ListName = "responders";

    public override async Task<V1.Responder> Get(V1.GetResponderRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Responder(check, Id, await OwnId(request.ResponderId, caller), caller, isOwn: true);
        check.ThrowIfFailed();
        ThrowIfNotYours(caller, target, Whose.OwnOrRead);
        return await Told(target.Found(await grains.GetGrain<IResponderGrain>(target.Key).Get()), caller);
    }

    public override async Task<V1.ListRespondersResponse> List(V1.ListRespondersRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var asked = check.List<DutyStatus>(caller.Regions, ListName, request.Filter, request.PageToken, request.PageSize, FilterFields.Status);
        check.ThrowIfFailed();

        var page = await grains.OpenArchive().ListResponders(asked.Query);
        var hidden = await discretion.Hidden(page.Items.Where(found => !caller.IsResponder(found.View.ResponderId)).SelectMany(found => found.View.OpenCases), caller);
        return new V1.ListRespondersResponse
        {
            Responders = { page.Items.Select(found => found.ToProto(caller, hidden)) },
            NextPageToken = asked.NextPageToken(page.NextKey),
        };
    }

    public override async Task<V1.SuggestAssigneeResponse> SuggestAssignee(V1.SuggestAssigneeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        _ = Target.Case(check, "need.case_id", request.Need?.CaseId ?? "", caller);
        var need = check.Need("need", request.Need);
        check.ThrowIfFailed();
        var ranking = await grains.OpenArchive().RankCandidates(caller.Regions, need);
        return new V1.SuggestAssigneeResponse
        {
            Chosen = ranking.Chosen ?? "",
            Explanation = ranking.Explanation,
            Candidates = { ranking.Candidates.Select(candidate => candidate.ToProto(caller)) },
        };
    }

    public override async Task<V1.Exposure> GetExposure(V1.GetExposureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Responder(check, Id, await OwnId(request.ResponderId, caller), caller, isOwn: true);
        check.ThrowIfFailed();
        ThrowIfNotYours(caller, target, Whose.OwnOrWellness);
        return target.Found(await grains.GetGrain<IResponderGrain>(target.Key).GetExposure()).ToProto();
    }
}
