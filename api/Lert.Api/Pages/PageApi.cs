using System.Text.RegularExpressions;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Watching;
using Lert.Grains;
using Lert.Grains.Pages;
using Orleans;

namespace Lert.Api.Pages;

/// <summary>PageService over the page grains: what changes a page. What reads pages stands beside it.</summary>
internal sealed partial class PageApi(IGrainFactory grains, WatchLoop watch) : V1.PageService.PageServiceBase
{
    public override async Task<V1.Page> Open(V1.OpenPageRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var desk = Desk(check, request.Desk, caller);
        var alert = request.Alert == V1.AlertKind.Unspecified ? V1.AlertKind.Manual : request.Alert;
        check.OneOf("alert", alert);
        check.OneOf("urgency", request.Urgency);
        var subject = check.Optional("subject", request.Subject, Limits.Name);
        var text = check.Required("text", request.Text, Limits.Name);
        var stamp = check.Stamp(request.RequestId, "", caller);
        check.ThrowIfFailed();

        // Without a subject nothing else can have the same: the request itself is what it is about.
        subject ??= $"request/{request.RequestId}";
        var page = grains.GetGrain<IPageGrain>(PageKey.Of(ActorKey.RegionOf(desk), (AlertKind)alert, subject));
        return (await page.Execute(stamp, new PageCommand.Open(desk, (AlertKind)alert, (Urgency)request.Urgency, subject, text))).Accepted(check).ToProto();
    }

    public override Task<V1.Page> Acknowledge(V1.AcknowledgePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, static _ => new PageCommand.Acknowledge());

    public override Task<V1.Page> Snooze(V1.SnoozePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, check => new PageCommand.Snooze(check.Instant("until", request.Until) ?? default));

    public override Task<V1.Page> Escalate(V1.EscalatePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, static _ => new PageCommand.Escalate());

    public override Task<V1.Page> Resolve(V1.ResolvePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, check => new PageCommand.Resolve(check.Required("reason", request.Reason, Limits.Name)));

    private async Task<V1.Page> Change(string pageId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, PageCommand> map)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Page(check, "page_id", pageId, caller);
        var command = map(check);
        var stamp = check.Stamp(requestId, etag, caller);
        return target.Accepted(await grains.GetGrain<IPageGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }

    /// <summary>A desk need not be there: its page says so, and tells the last resort.</summary>
    private static string Desk(RequestCheck check, string desk, Caller caller)
    {
        if (!DeskShape().IsMatch(desk))
        {
            check.Add("desk", desk.Length == 0 ? "is required" : "is no desk's id: a region, '-r-', and 1 to 64 characters of a-z 0-9 -");
        }
        else if (!caller.MaySee(desk))
        {
            check.Add("desk", "lies in a region that is not yours");
        }

        return desk;
    }

    [GeneratedRegex(@"\A[a-z]{2}-r-[a-z0-9-]{1,64}\z")]
    private static partial Regex DeskShape();
}
