using System.CommandLine;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Rotas;

/// <summary><c>lert rota</c>: who is on call for a desk, and how it escalates.</summary>
internal static class RotaCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("rota", "Rotas: who is on call for a desk, overrides and swaps, escalation, hand-off notes.")
        {
            DefineVerbs.Put(surroundings),
            ReadVerbs.Show(surroundings),
            ReadVerbs.List(surroundings),
            ReadVerbs.Gaps(surroundings),
            ChangeVerbs.Override(surroundings),
            ChangeVerbs.RemoveOverride(surroundings),
            ChangeVerbs.Swap(surroundings),
            DefineVerbs.Policy(surroundings),
            ChangeVerbs.Note(surroundings),
            CalendarVerbs.Export(surroundings),
            CalendarVerbs.Import(surroundings),
            CheckVerb.Create(),
        };

    public static Argument<string> Id() => new("ROTA") { Description = "The id of the rota: us-r-night-desk" };

    public static async Task<int> ShowAsync(Asking asking, Task<Rota> rota)
    {
        var shown = await rota;
        asking.Display.Show(shown, () => RotaPictures.One(shown));
        return ExitCode.Done;
    }
}
