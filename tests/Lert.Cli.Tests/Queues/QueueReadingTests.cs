using Lert.Cli.Queues;
using Lert.V1;

namespace Lert.Cli.Tests.Queues;

/// <summary>Which questions a queue asks: as many as it takes to fill its head, and no more.</summary>
public sealed class QueueReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly QueueScope Desk = new("us-r-legal", null, Unassigned: false, Lead: false);
    private readonly List<ListCasesRequest> _asked = [];

    [Fact]
    public async Task A_full_head_takes_the_emergencies_what_falls_due_and_what_owes_a_notice()
    {
        var found = await ReadAsync(Desk, 2, request => request.Filter.Contains("EMERGENCY", StringComparison.Ordinal) ? ["a"] : request.OrderBy == "due" ? ["b", "c"] : throw new InvalidOperationException("more than is shown"));
        Assert.Equal(["a", "b", "c"], found);
        Assert.Equal(3, _asked.Count);
        Assert.All(_asked, request => Assert.Contains("desk = \"us-r-legal\"", request.Filter, StringComparison.Ordinal));
        Assert.Contains("kind = \"EMERGENCY\" AND due_before = \"2026-03-02T12:00:00Z\"", _asked[0].Filter, StringComparison.Ordinal);
        Assert.StartsWith("status = (ACKNOWLEDGED OR CLOSED OR REJECTED OR WITHDRAWN) AND ", _asked[^1].Filter, StringComparison.Ordinal);
        Assert.EndsWith("notice_due = \"TRUE\" AND due_before = \"2026-03-31T12:00:00Z\"", _asked[^1].Filter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_queue_is_filled_with_what_has_nothing_to_fall_due()
    {
        Assert.Equal(["a", "c"], await ReadAsync(Desk, 30, request => request.OrderBy == "due" ? ["a"] : ["a", "c"]));
        Assert.Equal(["due", "due", "", "due"], _asked.Select(request => request.OrderBy));
    }

    [Fact]
    public async Task G1_The_leads_queue_owes_nobody_a_notice()
    {
        await ReadAsync(new QueueScope(null, "us-u-ana", Unassigned: true, Lead: true), 30, _ => []);
        Assert.All(_asked, request => Assert.Contains("assignee = \"us-u-ana\" AND unassigned = \"TRUE\" AND lead_queue = \"TRUE\"", request.Filter, StringComparison.Ordinal));
        Assert.DoesNotContain(_asked, request => request.Filter.Contains("notice_due", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_short_page_is_gone_on_from_and_an_endless_list_is_not()
    {
        await ReadAsync(Desk with { Lead = true }, 5, _ => [], isLast: false);
        Assert.Equal((120, "next"), (_asked.Count, _asked[^1].PageToken));
    }

    private async Task<IEnumerable<string>> ReadAsync(QueueScope scope, int most, Func<ListCasesRequest, string[]> answer, bool isLast = true)
    {
        var reading = new QueueReading(request =>
        {
            _asked.Add(request.Clone());
            return Task.FromResult(new ListCasesResponse { Cases = { answer(request).Select(id => new Case { CaseId = id }) }, NextPageToken = isLast ? "" : "next" });
        });
        return (await reading.ReadAsync(scope, most, Now)).Select(shown => shown.CaseId);
    }
}
