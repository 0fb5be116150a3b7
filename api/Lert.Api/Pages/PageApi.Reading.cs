using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Journal;
using Lert.Api.Lists;
using Lert.Api.Watching;
using Lert.Grains.Journal;
using Lert.Grains.Pages;

namespace Lert.Api.Pages;

/// <summary>What reads pages.</summary>
internal sealed partial class PageApi
{
    private const string ListName = "pages";

    public override async Task<V1.Page> Get(V1.GetPageRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Page(check, "page_id", request.PageId, caller);
        check.ThrowIfFailed();
        var found = await grains.GetGrain<IPageGrain>(target.Key).Get();
        return target.Found(await MaySee(found, caller) ? found : null).ToProto();
    }

    public override async Task<V1.ListPagesResponse> List(V1.ListPagesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var asked = check.List<PageStatus>(caller.Regions, ListName, request.Filter, request.PageToken, request.PageSize, FilterFields.Status, FilterFields.DueBefore);
        check.ThrowIfFailed();

        // The end of the feed before the list: what changes while the list is read is told twice rather than not at all.
        var archive = grains.OpenArchive();
        var watchToken = asked.Query.AfterKey is null ? ResumeToken.Write(ResumeToken.Pages, await archive.ReadEnd()) : "";
        var page = await discretion.List(asked.Query, caller, archive.ListPages, page => CaseOf(page, caller), page => page.PageId);
        return new V1.ListPagesResponse
        {
            Pages = { page.Items.Select(found => found.ToProto()) },
            NextPageToken = asked.NextPageToken(page.NextKey),
            WatchToken = watchToken,
        };
    }

    public override async Task Watch(V1.WatchPagesRequest request, IServerStreamWriter<V1.WatchPagesResponse> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var archive = grains.OpenArchive();
        var pageId = request.PageId.Length == 0 ? null : Target.Page(check, "page_id", request.PageId, caller).Named;
        var desk = request.Desk.Length == 0 ? null : Desk(check, request.Desk, caller);
        var start = check.Start(ResumeToken.Pages, request.ResumeToken, request.FromStart);
        check.ThrowIfFailed();
        var position = await archive.StartOfWatch(start);

        await watch.Run(position, archive.ReadPageChanges, Tell, Heartbeat, context.CancellationToken);

        async ValueTask<bool> Tell(Change<PageView> change)
        {
            var page = change.View;
            if (!caller.MaySee(page.PageId) || (pageId is not null && page.PageId != pageId) || (desk is not null && page.Desk != desk) || !await MaySee(page, caller))
            {
                return false;
            }

            await responseStream.WriteAsync(new V1.WatchPagesResponse
            {
                ResumeToken = ResumeToken.Write(ResumeToken.Pages, change.Position),
                Change = new V1.PageChange
                {
                    Type = change.Type,
                    At = change.At.ToProto(),
                    By = change.By,
                    Sequence = change.Sequence,
                    Page = page.ToProto(),
                },
            });
            return true;
        }

        Task Heartbeat(long at) =>
            responseStream.WriteAsync(new V1.WatchPagesResponse { ResumeToken = ResumeToken.Write(ResumeToken.Pages, at), Heartbeat = new V1.Heartbeat() });
    }
}
