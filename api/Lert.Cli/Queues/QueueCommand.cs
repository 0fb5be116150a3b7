using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Cases;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Queues;

/// <summary><c>lert queue</c>: what a desk has to do, the most urgent first.</summary>
internal static class QueueCommand
{
    private const int MostPages = 40;

    /// <summary>How far ahead emergencies are looked for. One that nobody has decided is due within the hour.</summary>
    private static readonly TimeSpan EmergencyWindow = TimeSpan.FromDays(1);

    /// <summary>How far ahead is looked for a notice that is due, and among how many.</summary>
    private static readonly TimeSpan NoticeWindow = TimeSpan.FromDays(30);

    private const int MostOwing = 1_000;

    /// <summary>The clock of a notice that is due.</summary>
    private const string NoticeClock = "policy-notice";

    /// <summary>Done, and may still owe a notice.</summary>
    private static readonly string[] Owing = ["acknowledged", "closed", "rejected", "withdrawn"];

    private static readonly string[] Done = ["UNSPECIFIED", "CLOSED", "REJECTED", "WITHDRAWN", "DUPLICATE", "ACKNOWLEDGED"];

    public static Command Create(Surroundings surroundings)
    {
        var desk = new Option<string?>("--desk") { Description = "The rota that answers: us-r-legal. Default: all desks.", HelpName = "ROTA" };
        var assignee = new Option<string?>("--assignee") { Description = "Only what this responder works on.", HelpName = "RESPONDER" };
        var unassigned = new Option<bool>("--unassigned") { Description = "Only what nobody works on." };
        var lead = new Option<bool>("--lead") { Description = "Only the lead's queue: those for which nobody could be found." };
        var limit = new Option<int?>("--limit") { Description = "At most that many, 1 to 1000. Default 30.", HelpName = "N" };
        return new Command("queue", "Shows a desk's open work: emergencies first, then what is breached or due next.") { desk, assignee, unassigned, lead, limit }.Asks(surroundings, async asking =>
        {
            var most = Math.Clamp(asking.Get(limit) ?? 30, 1, 1_000);
            var now = surroundings.Clock.GetUtcNow();
            var found = new SortedDictionary<string, Case>(StringComparer.Ordinal);
            var filter = FilterText.And(
                FilterText.Any("status", OpenStatuses, upper: true),
                FilterText.Is("desk", asking.Get(desk)),
                FilterText.Is("assignee", asking.Get(assignee)),
                FilterText.Is("lead_queue", asking.Get(lead) ? "TRUE" : null));
            var soon = FilterText.And(
                filter, FilterText.Is("kind", "EMERGENCY"),
                FilterText.Is("due_before", Text(now + EmergencyWindow)));
            // The head of the queue lies in the order of what falls due; only a short queue is filled up with what has nothing to fall due.
            foreach (var (asked, order) in ((string, string)[])[(soon, "due"), (filter, "due"), (filter, "")])
            {
                if (asked == soon || found.Count < most)
                {
                    await ReadAsync(asking, asked, order, found, most, asking.Get(unassigned));
                }
            }

            if (!asking.Get(lead))
            {
                await ReadOwingAsync(asking, FilterText.Is("desk", asking.Get(desk)), FilterText.Is("assignee", asking.Get(assignee)), now, found, asking.Get(unassigned));
            }

            var queue = new ListCasesResponse { Cases = { found.Values.OrderBy(Rank).ThenBy(NextDue).ThenBy(shown => shown.CaseId, StringComparer.Ordinal).Take(most) } };
            asking.Display.Show(queue, () => Picture(queue.Cases, now));
            return ExitCode.Done;
        }).WithExamples("lert queue --desk us-r-emergency", "lert queue --lead", "lert queue --unassigned --output json");
    }

    /// <summary>Emergencies, then what was breached, then the rest by its date.</summary>
    public static int Rank(Case shown) => shown.Kind is CaseKind.Emergency or CaseKind.ThreatReport ? 0 : shown.File.Clocks.Any(clock => clock.Status == ClockStatus.Breached && clock.EndedAt is null) ? 1 : 2;

    private static DateTimeOffset NextDue(Case shown) => Next(shown)?.DueInternal.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;

    private static CaseClock? Next(Case shown) => shown.File.Clocks.Where(clock => clock.EndedAt is null && clock.RunsOut && clock.Status != ClockStatus.Paused).MinBy(clock => clock.DueInternal.ToDateTimeOffset());

    private static string[] OpenStatuses { get; } =
        [.. System.Enum.GetValues<CaseStatus>().Select(EnumWords.Of).Where(word => !Done.Contains(word.ToUpperInvariant()))];

    /// <summary>What is done but for telling its user: an order of silence may end long after.</summary>
    private static async Task ReadOwingAsync(Asking asking, string? desk, string? assignee, DateTimeOffset now, SortedDictionary<string, Case> found, bool unassigned)
    {
        var done = new SortedDictionary<string, Case>(StringComparer.Ordinal);
        var filter = FilterText.And(FilterText.Any("status", Owing, upper: true), desk, assignee, FilterText.Is("due_before", Text(now + NoticeWindow)));
        await ReadAsync(asking, filter, "due", done, MostOwing, unassigned);
        foreach (var (id, shown) in done.Where(shown => shown.Value.File.Clocks.Any(clock => clock is { ClockId: NoticeClock, EndedAt: null })))
        {
            found[id] = shown;
        }
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads until that many more are found, or the list is at its end.</summary>
    private static async Task ReadAsync(Asking asking, string filter, string order, SortedDictionary<string, Case> found, int most, bool unassigned)
    {
        var request = new ListCasesRequest { PageSize = most, Filter = filter, OrderBy = order };
        var enough = found.Count + most;
        for (var page = 0; page < MostPages && found.Count < enough; page++)
        {
            var answer = await asking.AskAsync(call => asking.Client.Cases.ListAsync(request, call));
            foreach (var shown in answer.Cases.Where(shown => !unassigned || shown.File.Assignee.Length == 0))
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

    private static Spectre.Console.Table Picture(IEnumerable<Case> cases, DateTimeOffset now)
    {
        var table = Sheets.Rows("!CASE", "KIND", "!STATUS", "NEXT CLOCK", "!DUE", "!ASSIGNEE");
        foreach (var shown in cases)
        {
            var next = Next(shown);
            table.Row(
                shown.CaseId,
                EnumWords.Of(shown.Kind),
                EnumWords.Of(shown.Status),
                next is null ? "" : $"{next.ClockId}{(next.Status == ClockStatus.Breached ? " BREACHED" : "")}",
                next is null ? "" : TimelinePicture.Left(next.DueInternal.ToDateTimeOffset(), now),
                shown.File.Assignee.Length > 0 ? shown.File.Assignee : shown.File.Assignment?.LeadSince is not null ? "nobody: lead's queue" : "nobody");
        }

        return table;
    }
}
