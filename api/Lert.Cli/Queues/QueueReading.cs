using System.Globalization;
using System.Text.Json;
using Lert.Cli.Lists;
using Lert.V1;

namespace Lert.Cli.Queues;

/// <summary>Whose work is looked for.</summary>
/// <param name="Unassigned">Only what nobody works on.</param>
/// <param name="Lead">Only that for which nobody could be found.</param>
internal sealed record QueueScope(string? Desk, string? Assignee, bool Unassigned, bool Lead);

/// <summary>Reads what stands at the head of a queue: emergencies, what falls due next, and what is done but for telling its user.</summary>
internal sealed class QueueReading(Func<ListCasesRequest, Task<ListCasesResponse>> list)
{
    /// <summary>A page may be shorter than was asked for; this many are asked for at most.</summary>
    private const int MostPages = 40;

    /// <summary>How far ahead emergencies are looked for. One that nobody has decided is due within the hour.</summary>
    private static readonly TimeSpan EmergencyWindow = TimeSpan.FromDays(1);

    /// <summary>How far ahead is looked for a notice that is due.</summary>
    private static readonly TimeSpan NoticeWindow = TimeSpan.FromDays(30);

    /// <summary>Done, and may still owe a notice.</summary>
    private static readonly CaseStatus[] Owing = [CaseStatus.Acknowledged, CaseStatus.Closed, CaseStatus.Rejected, CaseStatus.Withdrawn];

    private static readonly CaseStatus[] Open = [.. Enum.GetValues<CaseStatus>().Except([.. Owing, CaseStatus.Duplicate, CaseStatus.Unspecified])];

    /// <summary>Enough to show the first <paramref name="most"/> of the queue, in no order.</summary>
    public async Task<IReadOnlyCollection<Case>> ReadAsync(QueueScope scope, int most, DateTimeOffset now)
    {
        var found = new SortedDictionary<string, Case>(StringComparer.Ordinal);
        var of = FilterText.And(
            FilterText.Is("desk", scope.Desk), FilterText.Is("assignee", scope.Assignee), FilterText.Is("unassigned", scope.Unassigned ? "TRUE" : null),
            FilterText.Is("lead_queue", scope.Lead ? "TRUE" : null));
        var open = FilterText.And(Of(Open), of);
        await AddAsync(found, FilterText.And(open, FilterText.Is("kind", "EMERGENCY"), DueBefore(now + EmergencyWindow)), "due", most);
        // The head of the queue lies in the order of what falls due; only a short queue is filled up with what has nothing to fall due.
        foreach (var order in (string[])["due", ""])
        {
            if (found.Count < most)
            {
                await AddAsync(found, open, order, most);
            }
        }

        if (!scope.Lead)
        {
            // An order of silence may end long after the case.
            await AddAsync(
                found, FilterText.And(Of(Owing), of, FilterText.Is("notice_due", "TRUE"), DueBefore(now + NoticeWindow)), "due", most);
        }

        return found.Values;
    }

    private static string? Of(CaseStatus[] statuses) =>
        FilterText.Any("status", [.. statuses.Select(static status => JsonNamingPolicy.SnakeCaseUpper.ConvertName(status.ToString()))], upper: true);

    private static string? DueBefore(DateTimeOffset at) =>
        FilterText.Is("due_before", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>Reads until that many more are found, or the list is at its end.</summary>
    private async Task AddAsync(SortedDictionary<string, Case> found, string filter, string order, int most)
    {
        var request = new ListCasesRequest { PageSize = most, Filter = filter, OrderBy = order };
        var enough = found.Count + most;
        for (var page = 0; page < MostPages && found.Count < enough; page++)
        {
            var answer = await list(request);
            foreach (var shown in answer.Cases)
            {
                found[shown.CaseId] = shown;
            }

            if (answer.NextPageToken.Length == 0)
            {
                return;
            }

            request.PageToken = answer.NextPageToken;
        }
    }
}
