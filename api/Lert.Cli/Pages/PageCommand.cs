using System.CommandLine;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Pages;

/// <summary><c>lert page</c>: alerts that somebody must hear.</summary>
internal static class PageCommand
{
    public const string SomePage = "us-p-0123456789abcdefghjkmnpqrs";

    public static Command Create(Surroundings surroundings) =>
        new("page", "Pages: alerts that somebody must hear.")
        {
            PageVerbs.Open(surroundings),
            PageReading.Show(surroundings),
            PageReading.List(surroundings),
            PageVerbs.Acknowledge(surroundings),
            PageVerbs.Snooze(surroundings),
            PageVerbs.Escalate(surroundings),
            PageVerbs.Resolve(surroundings),
            PageWatch.Create(surroundings, "watch", "lert page watch"),
        };

    public static Argument<string> Id() => new("PAGE") { Description = "The id of the page: us-p-…" };

    public static async Task<int> ShowAsync(Asking asking, Task<Page> page)
    {
        var shown = await page;
        asking.Display.Show(shown, () => PagePictures.One(shown));
        return ExitCode.Done;
    }
}
