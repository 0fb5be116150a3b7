using System.Globalization;
using Lert.Cli.Import;
using Lert.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Demo;

/// <summary>The demo as it runs: a living picture on a terminal, a line now and then elsewhere.</summary>
internal sealed class Picture(DemoState state, VirtualClock clock, Surroundings surroundings)
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);
    private const int Height = 8;

    /// <summary>Shows the state until <paramref name="running"/> has ended.</summary>
    public async Task WhileAsync(Task running)
    {
        if (Console.IsOutputRedirected)
        {
            await LinesAsync(running);
            return;
        }

        await AnsiConsole.Live(Draw()).AutoClear(true).StartAsync(async live =>
        {
            while (!running.IsCompleted)
            {
                live.UpdateTarget(Draw());
                await Task.WhenAny(running, Task.Delay(Frame, surroundings.Clock));
            }
        });
    }

    private async Task LinesAsync(Task running)
    {
        var phase = "";
        var shown = surroundings.Clock.GetTimestamp() - surroundings.Clock.TimestampFrequency * (long)LineEvery.TotalSeconds;
        while (!running.IsCompleted)
        {
            var now = state.Look();
            if (now.Phase != phase)
            {
                phase = now.Phase;
                surroundings.Out.WriteLine($"{Today()}  {phase}");
            }

            if (surroundings.Clock.GetElapsedTime(shown) >= LineEvery)
            {
                shown = surroundings.Clock.GetTimestamp();
                surroundings.Out.WriteLine(
                    $"{Today()}  {now.Done}/{now.Lines} requests; holds {now.Active} active, {now.Locked} locked, {now.Released} released; " +
                    $"accounts {now.Kept} kept, {now.Grace} grace, {now.Free} free{(now.Failed > 0 ? $"; {now.Failed} NOT AS EXPECTED" : "")}");
            }

            surroundings.Out.Flush();
            await Task.WhenAny(running, Task.Delay(Frame, surroundings.Clock));
        }
    }

    private IRenderable Draw()
    {
        var now = state.Look();
        var head = new Grid().AddColumn().AddColumn().AddColumn().AddColumn();
        head.AddRow(Cell("Date", Today()), Cell("Requests", $"{now.Done} of {now.Lines}"), Cell("Refused as expected", $"{now.Refused}"), Cell("Sent again", $"{now.Retries}"));
        head.AddRow(Cell("Holds active", $"{now.Active}"), Cell("locked", $"{now.Locked}"), Cell("released", $"{now.Released}"), Cell("Late", Late(now)));
        head.AddRow(Cell("Accounts kept", $"{now.Kept}"), Cell("in grace", $"{now.Grace}"), Cell("free", $"{now.Free}"), Cell("Not as expected", $"{now.Failed}"));
        var below = new Grid().AddColumn(new GridColumn().Width(47)).AddColumn();
        below.AddRow(Box("Next releases", now.Next), Box("What happened", now.Recent));
        return new Rows(new Rule(Markup.Escape($"Lert: {now.Phase}")).LeftJustified(), head, below);
    }

    private static Text Cell(string name, string value) => new($"{name} {value}");

    private static Panel Box(string title, IReadOnlyList<string> lines) =>
        new Panel(new Rows(lines.Concat(Enumerable.Repeat("", Height)).Take(Height).Select(line => new Text(line).Overflow(Overflow.Ellipsis)))).Header(title).Expand();

    private static string Late(DemoFigures now) => now.WorstLateMilliseconds is { } worst ? string.Create(CultureInfo.InvariantCulture, $"at most {worst:N0} ms") : "—";

    private string Today() => Moments.Text(clock.Now(surroundings.Clock))[..10];
}
