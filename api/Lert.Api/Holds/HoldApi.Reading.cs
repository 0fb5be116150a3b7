using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Api.Watching;
using Lert.Grains.Holds;
using Lert.Grains.Journal;

namespace Lert.Api.Holds;

/// <summary>What reads holds.</summary>
internal sealed partial class HoldApi
{
    private const string ListName = "holds";

    public override async Task<V1.Hold> Get(V1.GetHoldRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Hold(check, "hold_id", request.HoldId, caller);
        check.ThrowIfFailed();
        var found = await grains.GetGrain<IHoldGrain>(target.Key).Get();
        return target.Found(await discretion.MaySee(found?.Order.CaseId, caller) ? found : null).ToProto();
    }

    public override async Task<V1.ListHoldsResponse> List(V1.ListHoldsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var asked = check.List<HoldStatus>(
            caller.Regions, ListName, request.Filter, request.PageToken, request.PageSize,
            FilterFields.Status, FilterFields.Account, FilterFields.Case, FilterFields.Regime, FilterFields.DueBefore);
        check.ThrowIfFailed();

        // The end of the feed before the list: what changes while the list is read is told twice rather than not at all.
        var archive = grains.OpenArchive();
        var watchToken = asked.Query.AfterKey is null ? ResumeToken.Write(ResumeToken.Holds, await archive.ReadEnd()) : "";
        var page = await discretion.List(asked.Query, caller, archive.ListHolds, hold => hold.Order.CaseId, hold => hold.HoldId);
        return new V1.ListHoldsResponse
        {
            Holds = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = asked.NextPageToken(page.NextKey),
            WatchToken = watchToken,
        };
    }

    public override async Task Watch(V1.WatchHoldsRequest request, IServerStreamWriter<V1.WatchHoldsResponse> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var archive = grains.OpenArchive();
        var caseId = request.CaseId.Length == 0 ? null : Target.Case(check, "case_id", request.CaseId, caller).Named;
        var holdId = request.HoldId.Length == 0 ? null : Target.Hold(check, "hold_id", request.HoldId, caller).Named;
        var accountId = request.AccountId.Length == 0 ? null : check.Account("account_id", request.AccountId);
        var start = check.Start(ResumeToken.Holds, request.ResumeToken, request.FromStart);
        check.ThrowIfFailed();
        var position = await archive.StartOfWatch(start);

        await watch.Run(position, archive.ReadHoldChanges, Tell, Heartbeat, context.CancellationToken);

        async ValueTask<bool> Tell(Change<HoldView> change)
        {
            var hold = change.View;
            if (!caller.MaySee(hold.HoldId)
                || (caseId is not null && hold.Order.CaseId != caseId)
                || (holdId is not null && hold.HoldId != holdId)
                || (accountId is not null && hold.Order.AccountId != accountId)
                || !await discretion.MaySee(hold.Order.CaseId, caller))
            {
                return false;
            }

            await responseStream.WriteAsync(new V1.WatchHoldsResponse
            {
                ResumeToken = ResumeToken.Write(ResumeToken.Holds, change.Position),
                Change = new V1.HoldChange
                {
                    Type = change.Type,
                    At = change.At.ToProto(),
                    By = change.By,
                    Sequence = change.Sequence,
                    Hold = hold.ToProto(),
                },
            });
            return true;
        }

        Task Heartbeat(long at) =>
            responseStream.WriteAsync(new V1.WatchHoldsResponse { ResumeToken = ResumeToken.Write(ResumeToken.Holds, at), Heartbeat = new V1.Heartbeat() });
    }
}
