using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Journal;
using Orleans;

namespace Lert.Api.Cases;

/// <summary>CaseService over the case grain.</summary>
internal sealed class CaseApi(IGrainFactory grains) : V1.CaseService.CaseServiceBase
{
    private const string ListName = "cases";

    public override async Task<V1.Case> Open(V1.OpenCaseRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var region = request.Region;
        if (!caller.Regions.Contains(region))
        {
            check.Add("region", region.Length == 0 ? "is required" : $"must be a home region of the token and of this cell: {string.Join(", ", caller.Regions)}");
            region = caller.Cell.AnyRegion;
        }

        var command = request.ToCommand(check);
        var stamp = check.Stamp(request.RequestId, "", caller);
        var reply = await grains.GetGrain<ICaseGrain>(ActorKey.CaseOf(region, stamp.CommandId)).Execute(stamp, command);
        return reply.Accepted(check).ToProto();
    }

    public override async Task<V1.Case> Get(V1.GetCaseRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, Caller.Of(context));
        check.ThrowIfFailed();
        return target.Found(await grains.GetGrain<ICaseGrain>(target.Key).Get()).ToProto();
    }

    public override async Task<V1.ListCasesResponse> List(V1.ListCasesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var filter = check.Filter<CaseStatus>(request.Filter, FilterFields.Status, FilterFields.Regime);
        var query = new ListQuery(
            caller.Regions,
            [.. filter.Statuses<CaseStatus>()],
            Account: null,
            Case: null,
            filter.Value(FilterFields.Regime),
            DueBefore: null,
            check.PageKey(request.PageToken, ListName, filter),
            check.PageSize(request.PageSize));
        check.ThrowIfFailed();

        var page = await grains.OpenArchive().ListCases(query);
        return new V1.ListCasesResponse
        {
            Cases = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = page.NextKey is { } last ? PageToken.Write(ListName, filter, last) : "",
        };
    }

    public override async Task<V1.Case> Close(V1.CloseCaseRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var command = new CaseCommand.Close(check.Required("reason", request.Reason, Limits.Prose));
        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        return target.Accepted(await grains.GetGrain<ICaseGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }
}
