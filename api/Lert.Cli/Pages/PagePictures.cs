using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Pages;

internal static class PagePictures
{
    public static IRenderable One(Page page) => Sheets.Fields(
        ("Page", page.PageId),
        ("Status", Status(page)),
        ("Trouble", Trouble(page)),
        ("Urgency", EnumWords.Of(page.Urgency)),
        ("Alert", EnumWords.Of(page.Alert)),
        ("Text", page.Text),
        ("About", page.Subject),
        ("Desk", page.Desk),
        ("Opened", $"{Moments.Text(page.OpenedAt)} by {page.OpenedBy}"),
        ("Joined", page.Joined == 0 ? null : $"{page.Joined} more of the same"),
        ("Step", Step(page)),
        ("Told", string.Join('\n', page.Told.Select(Told))),
        ("Next", page.NextAt is null ? null : $"{Moments.Text(page.NextAt)}{(page.Deliveries > 0 ? $", {page.Deliveries} deliveries under way" : "")}"),
        ("Until", page.Until is null ? null : Moments.Text(page.Until)),
        ("Resolved", page.ResolvedAt is null ? null : $"{Moments.Text(page.ResolvedAt)} by {page.ResolvedBy}: {page.Resolution}"),
        ("Etag", page.Etag));

    public static IRenderable Many(IEnumerable<Page> pages)
    {
        var table = Sheets.Rows("!PAGE", "!STATUS", "!URGENCY", "TEXT", "WHO", "!NEXT");
        foreach (var page in pages.OrderBy(page => page.Urgency).ThenBy(page => page.OpenedAt?.ToDateTimeOffset()))
        {
            table.Row(
                page.PageId,
                page.Problem.Length > 0 ? $"{EnumWords.Of(page.Status)} !" : EnumWords.Of(page.Status),
                EnumWords.Of(page.Urgency),
                page.Text,
                page.AcknowledgedBy.Length > 0 ? page.AcknowledgedBy : string.Join(", ", page.Told.Select(told => Name(told.Responder))),
                Moments.Minute(page.NextAt ?? page.Until));
        }

        return table;
    }

    /// <summary>The person without the region: <c>ana</c> of <c>us-u-ana</c>.</summary>
    public static string Name(string responder) => responder.Split("-u-", 2) is [_, { Length: > 0 } name] ? name : responder;

    /// <summary>The people of the step, as far as they fit on a line.</summary>
    public static string Names(Page page) => page.Told.Count switch
    {
        0 => "",
        1 or 2 => string.Join(", ", page.Told.Select(told => Name(told.Responder))),
        var many => $"{many} people",
    };

    private static string Status(Page page) => page switch
    {
        { Status: PageStatus.Acknowledged } => $"acknowledged by {page.AcknowledgedBy} at {Moments.Text(page.AcknowledgedAt)}",
        _ => EnumWords.Of(page.Status),
    };

    private static string? Step(Page page) => page switch
    {
        { Status: not PageStatus.Open } => null,
        { BreakGlass: > 0 } => $"the last resort, told {page.BreakGlass} times",
        { Step: < 0 } => "not begun",
        { Round: 0 } => $"{page.Step + 1}",
        _ => $"{page.Step + 1}, in round {page.Round + 1}",
    };

    private static string Told(ToldPerson told) => $"{Name(told.Responder)} ({told.Why}), {Moments.Text(told.At)}: {Reached(told.Reach)}";

    private static string Reached(Reach reach) => reach switch
    {
        Reach.Sent => "sent",
        Reach.NotReached => "NOT reached",
        _ => "on its way",
    };

    private static string? Trouble(Page page) => page.Problem switch
    {
        "" => null,
        "page.nobody-reached" => "nobody can be reached; it goes on telling",
        "page.desk-without-policy" => "the desk has no policy for this, so the built-in one is followed",
        "page.desk-unread" => "the desk could not be read, so the built-in policy is followed",
        var other => other,
    };
}
