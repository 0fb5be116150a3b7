using Lert.Cli.Import;
using Lert.Cli.Output;

namespace Lert.Cli.Demo.Monday;

/// <summary>The third act as it is told: one line for each thing that happens, at the hour of the demo's calendar.</summary>
/// <param name="IsSilent">Whoever asked for a document reads no story.</param>
internal sealed record Telling(VirtualClock Clock, Surroundings Surroundings, bool IsSilent)
{
    public void Scene(string title) => Write($"\n  {title}");

    public void Say(string line) => Write($"    {Moments.Text(Clock.Now(Surroundings.Clock))[11..19]}  {line}");

    private void Write(string line)
    {
        if (!IsSilent)
        {
            Surroundings.Out.WriteLine(line);
            Surroundings.Out.Flush();
        }
    }
}
