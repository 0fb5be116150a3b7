using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.Cli.Watching;
using Lert.V1;

namespace Lert.Cli.Pages;

/// <summary><c>lert page watch</c> and <c>lert watch pages</c>: what happens to pages, as it happens.</summary>
internal static class PageWatch
{
    /// <summary>What a watch can be pointed at by <c>lert watch</c>.</summary>
    public static Command CreateNoun(Surroundings surroundings) => new("watch", "Shows what happens, as it happens.") { Create(surroundings, "pages", "lert watch pages") };

    public static Command Create(Surroundings surroundings, string name, string example)
    {
        var page = new Option<string?>("--page") { Description = "Only this page.", HelpName = "ID" };
        var desk = new Option<string?>("--desk") { Description = "Only pages of this desk.", HelpName = "ID" };
        var watch = new WatchVerb();
        var command = new Command(name, "Shows what happens to pages, as it happens, across restarts of the server.") { page, desk };
        watch.AddTo(command);
        return command.Asks(surroundings, asking => watch.RunAsync(
            asking,
            (token, fromStart, call) => asking.Client.Pages.Watch(
                new WatchPagesRequest { PageId = asking.Get(page) ?? "", Desk = asking.Get(desk) ?? "", ResumeToken = token, FromStart = fromStart }, call),
            answer => answer.ResumeToken,
            answer =>
            {
                if (answer.Change is not { } change)
                {
                    return false;
                }

                asking.Display.ShowLine(answer, () => Line(change));
                return true;
            })).WithExamples($"{example} --desk us-r-child-safety", $"{example} --from-start --until-quiet --output json   # a dump of all that happened");
    }

    /// <summary>What happened without its kind and its version: each line is about a page.</summary>
    private static string Line(PageChange change)
    {
        var what = change.Type.Split('.') is [_, var word, ..] ? word : change.Type;
        return $"{Moments.Text(change.At)} {what,-23} {change.Page.PageId} {EnumWords.Of(change.Page.Status)} {PagePictures.Names(change.Page)}".TrimEnd();
    }
}
