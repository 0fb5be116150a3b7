using System.Globalization;
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
internal sealed partial class CaseApi(IGrainFactory grains, Answering answering) : V1.CaseService.CaseServiceBase
{
    private const string ListName = "cases";
    private const string DueListName = "cases by due";

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
        var caller = Caller.Of(context);
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var at = request.AsOf is null ? null : check.Instant("as_of", request.AsOf);
        check.ThrowIfFailed();

        var grain = grains.GetGrain<ICaseGrain>(target.Key);
        var now = await grain.Get();
        // Who may see it is judged by today's list, whatever it was then.
        var found = CaseVisibility.MaySee(now, caller) ? at is { } then ? await grain.GetAsOf(then) : now : null;
        return target.Found(found).ToProto();
    }

    public override async Task<V1.Timeline> GetTimeline(V1.GetTimelineRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Case(check, "case_id", request.CaseId, caller);
        var after = request.PageToken.Length == 0 ? 0
            : long.TryParse(request.PageToken, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : -1;
        if (after < 0)
        {
            check.Add("page_token", "is no token of this list");
        }

        var size = check.PageSize(request.PageSize);
        check.ThrowIfFailed();

        var timeline = await grains.GetGrain<ICaseGrain>(target.Key).GetTimeline(after, size);
        return target.Found(CaseVisibility.MaySee(timeline?.Case, caller) ? timeline : null).ToProto();
    }

    public override async Task<V1.ListCasesResponse> List(V1.ListCasesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var filter = check.Filter<CaseStatus>(
            request.Filter, FilterFields.Status, FilterFields.Regime, FilterFields.KindField, FilterFields.Desk, FilterFields.Assignee, FilterFields.LeadQueue, FilterFields.Unassigned,
            FilterFields.NoticeDue, FilterFields.DueBefore);
        var byDue = request.OrderBy == "due";
        if (!byDue && request.OrderBy.Length > 0)
        {
            check.Add("order_by", "is 'due' or empty");
        }

        var list = byDue ? DueListName : ListName;
        var after = check.PageKey(request.PageToken, list, filter);
        if (byDue && after is not null && !DuePlace.TryParse(after, out _))
        {
            check.Add("page_token", "is no page token");
        }

        var query = new CaseQuery(
            new ListQuery(
                caller.Regions,
                [.. filter.Statuses<CaseStatus>()],
                Account: null,
                Case: null,
                filter.Value(FilterFields.Regime),
                filter.Instant(FilterFields.DueBefore),
                after,
                check.PageSize(request.PageSize),
                ByDue: byDue),
            filter.Kind(),
            filter.Value(FilterFields.Desk),
            filter.Value(FilterFields.Assignee),
            CaseVisibility.SeesAll(caller) ? null : caller.Subject,
            filter.Flag(FilterFields.LeadQueue),
            filter.Flag(FilterFields.Unassigned),
            filter.Flag(FilterFields.NoticeDue));
        check.ThrowIfFailed();

        var page = await grains.OpenArchive().ListCases(query);
        return new V1.ListCasesResponse
        {
            Cases = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = page.NextKey is { } last ? PageToken.Write(list, filter, last) : "",
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
