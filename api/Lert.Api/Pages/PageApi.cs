using System.Text.RegularExpressions;
using Grpc.Core;
using Lert.Api.Cases;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Watching;
using Lert.Grains;
using Lert.Grains.Pages;
using Orleans;

namespace Lert.Api.Pages;

/// <summary>PageService over the page grains: what changes a page. What reads pages stands beside it.</summary>
internal sealed partial class PageApi(IGrainFactory grains, CaseDiscretion discretion, WatchLoop watch) : V1.PageService.PageServiceBase
{
    /// <summary>What a page about a case has in front of the case's id.</summary>
    private const string CaseSubject = "case/";

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
        // To whom a case is not there, neither are the pages about it: theirs is another one, as if there were no such case.
        var about = CaseIn(subject) is { } of && !await discretion.MaySee(of, caller) ? $"by/{caller.Subject}/{subject}" : subject;
        var page = grains.GetGrain<IPageGrain>(PageKey.Of(ActorKey.RegionOf(desk), (AlertKind)alert, about));
        return (await page.Execute(stamp, new PageCommand.Open(desk, (AlertKind)alert, (Urgency)request.Urgency, subject, text))).Accepted(check).ToProto();
    }

    public override Task<V1.Page> Acknowledge(V1.AcknowledgePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, static _ => new PageCommand.Acknowledge(), isForAllWhoKnowIt: true);

    public override Task<V1.Page> Snooze(V1.SnoozePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, check => new PageCommand.Snooze(check.Instant("until", request.Until) ?? default));

    public override Task<V1.Page> Escalate(V1.EscalatePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, static _ => new PageCommand.Escalate(), isForAllWhoKnowIt: true);

    public override Task<V1.Page> Resolve(V1.ResolvePageRequest request, ServerCallContext context) =>
        Change(request.PageId, request.RequestId, request.Etag, context, check => new PageCommand.Resolve(check.Required("reason", request.Reason, Limits.Name)));

    /// <param name="isForAllWhoKnowIt">
    /// Also for those to whom it is hidden by now: whoever was woken knows its id, and must be able to answer, however long it took them.
    /// </param>
    private async Task<V1.Page> Change(
        string pageId, string requestId, string etag, ServerCallContext context, Func<RequestCheck, PageCommand> map, bool isForAllWhoKnowIt = false)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Page(check, "page_id", pageId, caller);
        if (!isForAllWhoKnowIt && !await MaySee(await grains.GetGrain<IPageGrain>(target.Key).Get(), caller))
        {
            target = target.AsAbsent();
        }

        var command = map(check);
        var stamp = check.Stamp(requestId, etag, caller);
        return target.Accepted(await grains.GetGrain<IPageGrain>(target.Key).Execute(stamp, command), check).ToProto();
    }

    /// <summary>A page about a restricted case is for those on its list, and for whoever is told, has answered or opened it.</summary>
    private async ValueTask<bool> MaySee(PageView? page, Caller caller) => page is null || await discretion.MaySee(CaseOf(page, caller), caller);

    /// <summary>The case that hides a page from this caller unless they may see it; null where none does.</summary>
    private static string? CaseOf(PageView page, Caller caller) =>
        page.OpenedBy != caller.Subject && page.AcknowledgedBy != caller.Subject && !page.Told.Any(told => caller.IsResponder(told.Responder)) ? CaseIn(page.Subject) : null;

    private static string? CaseIn(string subject) => subject.StartsWith(CaseSubject, StringComparison.Ordinal) ? subject[CaseSubject.Length..] : null;

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
