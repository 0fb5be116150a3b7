using Lert.Bench.Silos;
using Lert.Cli.Queues;
using Lert.V1;

namespace Lert.Bench.Queues;

/// <summary>What people ask of many cases: the queue as <c>lert queue</c> reads it, call by call, and lists with filters. Each answers how many rows it got.</summary>
internal sealed class QueueQuestions(SiloClient client, TimeProvider clock)
{
    private const int QueueRows = 30;
    private const int ListRows = 50;

    private QueueReading Reading => new(request => ListAsync(request));

    public IEnumerable<(string Name, Func<int, Task<int>> Ask)> All()
    {
        yield return ("lert queue", _ => QueueAsync(null, null));
        yield return ("lert queue --desk", i => QueueAsync(Desk(i), null));
        yield return ("lert queue --assignee", i => QueueAsync(null, SampleCases.Person(i * 5)));
        yield return ("lert queue --unassigned", _ => QueueAsync(null, null, unassigned: true));
        yield return ("lert queue --desk --unassigned", i => QueueAsync(Desk(i), null, unassigned: true));
        yield return ("lert queue --lead", _ => QueueAsync(null, null, lead: true));
        yield return ("list", _ => ListAsync(""));
        yield return ("list, a page far behind", _ => ListAsync("", _far));
        yield return ("list by due date", _ => ListAsync($"due_before = \"{Text(clock.GetUtcNow().AddDays(1))}\"", order: "due"));
        yield return ("list by status", _ => ListAsync("status = LEGAL_REVIEW"));
        yield return ("list by status and regime", _ => ListAsync("status = (TRIAGED OR VALIDATING) AND regime = us-2703d"));
        yield return ("list by kind", _ => ListAsync("kind = MLAT"));
        yield return ("list by kind and desk", _ => ListAsync("kind = MLAT AND desk = us-r-legal"));
        yield return ("list by what is rare of a desk", _ => ListAsync("desk = us-r-emergency AND status = RECEIVED AND lead_queue = TRUE", order: "due"));
        yield return ("list by assignee", i => ListAsync($"assignee = {SampleCases.Person(i * 5)}"));
        yield return ("list by assignee and desk", i => ListAsync($"assignee = {SampleCases.Person(i * 5)} AND desk = us-r-legal"));
        yield return ("list of the lead's queue", _ => ListAsync("lead_queue = TRUE"));
        yield return ("list of notices that are due", _ => ListAsync("notice_due = TRUE", order: "due"));
        yield return ("list of what is done", _ => ListAsync("status = WITHDRAWN"));
    }

    /// <summary>Goes on far behind the beginning, page by page, so that a page there can be asked for.</summary>
    public async Task PrepareAsync()
    {
        for (var page = 0; page < 20; page++)
        {
            _far = (await ListAsync(new ListCasesRequest { PageSize = 1_000, PageToken = _far })).NextPageToken;
        }
    }

    private string _far = "";

    private static string Desk(int i) => (i % 3) switch { 0 => "us-r-legal", 1 => "us-r-intake", _ => "us-r-child-safety" };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<int> QueueAsync(string? desk, string? assignee, bool unassigned = false, bool lead = false) =>
        (await Reading.ReadAsync(new QueueScope(desk, assignee, unassigned, lead), QueueRows, clock.GetUtcNow())).Count;

    private async Task<int> ListAsync(string filter, string token = "", string order = "") =>
        (await ListAsync(new ListCasesRequest { Filter = filter, OrderBy = order, PageSize = ListRows, PageToken = filter.Length == 0 && order.Length == 0 ? token : "" })).Cases.Count;

    private async Task<ListCasesResponse> ListAsync(ListCasesRequest request)
    {
        var answer = await client.Cases.ListAsync(request, client.Options);
        return answer.Cases.FirstOrDefault(shown => shown.File.Restricted && !shown.File.Access.Contains(SampleCases.Asking)) is { } hidden
            ? throw new InvalidOperationException($"{hidden.CaseId} is restricted, and was shown.")
            : answer;
    }
}
