using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains.Journal;
using Lert.Grains.Pages;

namespace Lert.Api.Tests.Pages;

/// <summary>What of pages goes through the edge, and what does not.</summary>
public sealed class PageInputTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task An_opening_reaches_the_page_of_its_alert_and_subject()
    {
        var open = await SentAsync<PageCommand.Open>(PageKey.Of("us", AlertKind.ClockWarning, "case/1"), () => api.Pages(Roles.Specialist).OpenAsync(new()
        {
            RequestId = "r", Desk = "us-r-legal", Alert = V1.AlertKind.ClockWarning, Urgency = V1.Urgency.High, Subject = "case/1", Text = "A clock runs out.",
        }));
        Assert.Equal(new PageCommand.Open("us-r-legal", AlertKind.ClockWarning, Urgency.High, "case/1", "A clock runs out."), open);
    }

    [Fact]
    public async Task An_opening_without_a_subject_is_a_page_by_itself_however_often_it_is_sent()
    {
        var open = await SentAsync<PageCommand.Open>(
            PageKey.Of("us", AlertKind.Manual, "request/r"),
            () => api.Pages(Roles.Lead).OpenAsync(new() { RequestId = "r", Desk = "us-r-legal", Urgency = V1.Urgency.Normal, Text = "Look." }));
        Assert.Equal((AlertKind.Manual, "request/r"), (open.Alert, open.Subject));
    }

    [Fact]
    public async Task Each_command_reaches_its_page()
    {
        var until = Timestamp.FromDateTimeOffset(Some.Instant);
        Assert.Equal(new PageCommand.Acknowledge(), await SentAsync<PageCommand>(Some.PageId, () => api.Pages(Roles.Operator).AcknowledgeAsync(new() { PageId = Some.PageId, RequestId = "r" })));
        Assert.Equal(new PageCommand.Escalate(), await SentAsync<PageCommand>(Some.PageId, () => api.Pages(Roles.Intake).EscalateAsync(new() { PageId = Some.PageId, RequestId = "r" })));
        Assert.Equal(
            new PageCommand.Snooze(Some.Instant), await SentAsync<PageCommand>(Some.PageId, () => api.Pages(Roles.Lead).SnoozeAsync(new() { PageId = Some.PageId, RequestId = "r", Until = until })));
        Assert.Equal(
            new PageCommand.Resolve("done"), await SentAsync<PageCommand>(Some.PageId, () => api.Pages(Roles.Lead).ResolveAsync(new() { PageId = Some.PageId, RequestId = "r", Reason = "done" })));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var error = await ErrorDetails.Of(api.Pages(Roles.Lead).OpenAsync(new() { Desk = "night", Alert = (V1.AlertKind)99, Text = new string('x', 201), Subject = "a\nb" }));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(["desk", "alert", "urgency", "subject", "text", "request_id"], error.Fields);
        Assert.Equal(["desk"], (await ErrorDetails.Of(api.Pages(Roles.Lead).OpenAsync(new() { RequestId = "r", Desk = "sg-r-night", Urgency = V1.Urgency.High, Text = "Look." }))).Fields);
        Assert.Equal(["until"], (await ErrorDetails.Of(api.Pages(Roles.Lead).SnoozeAsync(new() { RequestId = "r", PageId = Some.PageId }))).Fields);
        Assert.Equal(["filter"], (await ErrorDetails.Of(api.Pages(Roles.Lead).ListAsync(new() { Filter = "account = x" }))).Fields);
    }

    [Fact]
    public async Task A_list_filters_by_status_and_goes_on_where_it_was()
    {
        ListQuery? asked = null;
        api.Cluster.Archive.Pages = query =>
        {
            asked = query;
            return new([Some.Page(Some.PageId)], Some.PageId);
        };
        var first = await api.Pages(Roles.Auditor).ListAsync(new() { PageSize = 1, Filter = "status = (OPEN OR SNOOZED)" });
        Assert.Equal(["Open", "Snoozed"], asked!.Statuses.AsEnumerable());
        Assert.NotEmpty(first.WatchToken);
        await api.Pages(Roles.Auditor).ListAsync(new() { PageSize = 1, Filter = "status = (OPEN OR SNOOZED)", PageToken = first.NextPageToken });
        Assert.Equal(Some.PageId, asked.AfterKey);
    }

    [Fact]
    public async Task A_watch_tells_pages_of_one_desk_and_resumes()
    {
        api.Cluster.Archive.PageNow = key => Some.Page(key) with { Desk = key == Some.PageId ? "us-r-child-safety" : "us-r-legal" };
        api.Cluster.Archive.Append("page", "us-p-other", "page.opened.v1");
        api.Cluster.Archive.Append("page", Some.PageId, "page.opened.v1");
        api.Cluster.Archive.Append("page", Some.PageId, "page.acknowledged.v1");
        using var watch = api.Pages(Roles.Operator).Watch(new() { Desk = "us-r-child-safety", FromStart = true });
        var first = await NextAsync(watch);
        Assert.Equal(("page.opened.v1", Some.PageId), (first.Change.Type, first.Change.Page.PageId));
        using var resumed = api.Pages(Roles.Operator).Watch(new() { PageId = Some.PageId, ResumeToken = first.ResumeToken });
        Assert.Equal("page.acknowledged.v1", (await NextAsync(resumed)).Change.Type);
    }

    private static async Task<V1.WatchPagesResponse> NextAsync(AsyncServerStreamingCall<V1.WatchPagesResponse> watch)
    {
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (watch.ResponseStream.Current.Change is not null)
            {
                return watch.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    private async Task<TCommand> SentAsync<TCommand>(string key, Func<AsyncUnaryCall<V1.Page>> call)
        where TCommand : PageCommand
    {
        api.Cluster.Page = (page, stamp, _) => FakeCluster.Accepted(stamp, Some.Page(page));
        api.Cluster.Calls.Clear();
        await call();
        var sent = Assert.Single(api.Cluster.Calls, made => made.Method == "Execute");
        Assert.Equal((key, "r", "ann"), (sent.Key, sent.Stamp.CommandId, sent.Stamp.By));
        return sent.Command<TCommand>();
    }
}
