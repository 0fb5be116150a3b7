using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary><c>lert case timeline</c>: the story of a case in one screen.</summary>
internal static class TimelineVerb
{
    private const int MostEntries = 10_000;

    public static Command Create(Surroundings surroundings)
    {
        var id = new Argument<string>("CASE") { Description = "The id of the case." };
        var limit = new Option<int?>("--limit") { Description = "At most that many entries, the latest. Default 50.", HelpName = "N" };
        return new Command("timeline", "Tells the story of a case: states, clocks with the time left, decisions, people, letters.") { id, limit }.Asks(surroundings, async asking =>
        {
            var all = new Timeline();
            var request = new GetTimelineRequest { CaseId = asking.Get(id), PageSize = 1_000 };
            do
            {
                var page = await asking.AskAsync(call => asking.Client.Cases.GetTimelineAsync(request, call));
                all.Case = page.Case;
                all.ReadAt = page.ReadAt;
                all.Entries.Add(page.Entries);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0 && all.Entries.Count < MostEntries);

            var most = asking.Get(limit) ?? 50;
            while (all.Entries.Count > Math.Max(1, most))
            {
                all.Entries.RemoveAt(0);
            }

            asking.Display.Show(all, () => TimelinePicture.Of(all));
            return ExitCode.Done;
        }).WithExamples("lert case timeline us-c-0123456789abcdefghjkmnpqrs", "lert case timeline us-c-0123456789abcdefghjkmnpqrs --output json --limit 1000");
    }
}
