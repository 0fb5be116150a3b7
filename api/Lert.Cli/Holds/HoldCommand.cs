using System.CommandLine;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Holds;

/// <summary><c>lert hold</c>: preservations, one per legal basis and account.</summary>
internal static class HoldCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("hold", "Preservation holds: one per case and account.")
        {
            PlaceVerbs.Place(surroundings),
            PlaceVerbs.PlaceBatch(surroundings),
            ChangeVerbs.Extend(surroundings),
            ChangeVerbs.Lock(surroundings),
            ChangeVerbs.Unlock(surroundings),
            ChangeVerbs.Release(surroundings),
            ChangeVerbs.RecordSnapshot(surroundings),
            ReadVerbs.Get(surroundings),
            ReadVerbs.List(surroundings),
            HoldWatch.Create(surroundings),
        };

    public static Argument<string> Id() => new("HOLD") { Description = "The id of the hold: us-h-…" };

    public static async Task<int> ShowAsync(Asking asking, Task<Hold> hold)
    {
        var shown = await hold;
        asking.Display.Show(shown, () => HoldPictures.One(shown));
        return ExitCode.Done;
    }
}
