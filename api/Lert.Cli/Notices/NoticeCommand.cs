using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.V1;

namespace Lert.Cli.Notices;

/// <summary><c>lert notice</c>: whether and when the user of a case is told.</summary>
internal static class NoticeCommand
{
    public const string SomeCase = "us-c-0123456789abcdefghjkmnpqrs";

    public static Command Create(Surroundings surroundings) => new("notice", "Whether and when the user is told: orders of silence, exceptions, and notices given.")
    {
        Show(surroundings),
        OrderVerbs.Record(surroundings),
        OrderVerbs.Extend(surroundings),
        OrderVerbs.Lift(surroundings),
        OrderVerbs.Review(surroundings),
        TellingVerbs.Except(surroundings),
        TellingVerbs.Revoke(surroundings),
        TellingVerbs.Given(surroundings),
    };

    public static Argument<string> Id() => new("CASE") { Description = "The id of the case: us-c-…" };

    public static async Task<int> ShowAsync(Asking asking, Task<Notice> notice)
    {
        var shown = await notice;
        asking.Display.Show(shown, () => NoticePictures.One(shown));
        return ExitCode.Done;
    }

    private static Command Show(Surroundings surroundings)
    {
        var id = Id();
        return new Command("show", "Shows what is owed, what stands against it, and what was done.") { id }.Asks(surroundings, asking => ShowAsync(
            asking, asking.AskAsync(call => asking.Client.Notices.GetAsync(new GetNoticeRequest { CaseId = asking.Get(id) }, call))))
            .WithExamples($"lert notice show {SomeCase}");
    }
}
