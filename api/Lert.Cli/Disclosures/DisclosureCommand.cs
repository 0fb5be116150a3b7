using System.CommandLine;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Disclosures;

/// <summary><c>lert disclosure</c>: what leaves, who approved it, and the package.</summary>
internal static class DisclosureCommand
{
    public const string Some = "us-d-0123456789abcdefghjkmnpqrs";
    public const string SomeCase = "us-c-0123456789abcdefghjkmnpqrs";

    public static Command Create(Surroundings surroundings) =>
        new("disclosure", "Productions of a case: prepared, approved by two, packed, delivered, receipted.")
        {
            PrepareVerbs.Prepare(surroundings),
            PrepareVerbs.Revise(surroundings),
            StepVerbs.Approve(surroundings),
            StepVerbs.Package(surroundings),
            StepVerbs.Deliver(surroundings),
            PackageVerbs.Fetch(surroundings),
            PackageVerbs.Open(surroundings),
            StepVerbs.Receipt(surroundings),
            StepVerbs.Cancel(surroundings),
            StepVerbs.Decline(surroundings),
            StepVerbs.Grounds(surroundings),
            StepVerbs.Show(surroundings),
            StepVerbs.List(surroundings),
        };

    public static Argument<string> Id() => new("DISCLOSURE") { Description = "The id of the disclosure: us-d-…" };

    public static async Task<int> ShowAsync(Asking asking, Task<Disclosure> disclosure)
    {
        var shown = await disclosure;
        asking.Display.Show(shown, () => DisclosurePictures.One(shown));
        return ExitCode.Done;
    }
}
