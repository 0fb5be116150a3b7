using System.CommandLine;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Letters;

/// <summary><c>lert letter</c>: what a requester is written.</summary>
internal static class LetterCommand
{
    public const string Some = "us-l-0123456789abcdefghjkmnpqrs";
    public const string SomeCase = "us-c-0123456789abcdefghjkmnpqrs";

    public static Command Create(Surroundings surroundings) =>
        new("letter", "Letters of a case: drafted from a template, signed off by another person, and then as they are.")
        {
            DraftVerbs.Templates(surroundings),
            DraftVerbs.Draft(surroundings),
            ReadVerbs.Show(surroundings),
            ReadVerbs.List(surroundings),
            DraftVerbs.SignOff(surroundings),
            DraftVerbs.Discard(surroundings),
            ReadVerbs.Render(surroundings),
        };

    public static Argument<string> Id() => new("LETTER") { Description = "The id of the letter: us-l-…" };

    public static Argument<string> Case() => new("CASE") { Description = "The id of the case: us-c-…" };

    public static async Task<int> ShowAsync(Asking asking, Task<Letter> letter)
    {
        var shown = await letter;
        asking.Display.Show(shown, () => LetterPictures.One(shown));
        return ExitCode.Done;
    }
}
