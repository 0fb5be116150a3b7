using System.CommandLine;
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
            var reading = new QueueReading(request => asking.AskAsync(call => asking.Client.Cases.ListAsync(request, call)));
            var found = await reading.ReadAsync(
                new QueueScope(asking.Get(desk), asking.Get(assignee), asking.Get(unassigned), asking.Get(lead)), most, now);
            var queue = new ListCasesResponse { Cases = { found.OrderBy(Rank).ThenBy(NextDue).ThenBy(shown => shown.CaseId, StringComparer.Ordinal).Take(most) } };
            asking.Display.Show(queue, () => Picture(queue.Cases, now));
            return ExitCode.Done;
        }).WithExamples("lert queue --desk us-r-emergency", "lert queue --lead", "lert queue --unassigned --output json");
    }

    /// <summary>Emergencies, then what was breached, then the rest by its date.</summary>
    public static int Rank(Case shown) => shown.Kind is CaseKind.Emergency or CaseKind.ThreatReport ? 0 : shown.File.Clocks.Any(clock => clock.Status == ClockStatus.Breached && clock.EndedAt is null) ? 1 : 2;

    private static DateTimeOffset NextDue(Case shown) => Next(shown)?.DueInternal.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;

    private static CaseClock? Next(Case shown) => shown.File.Clocks.Where(clock => clock.EndedAt is null && clock.RunsOut && clock.Status != ClockStatus.Paused).MinBy(clock => clock.DueInternal.ToDateTimeOffset());

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
