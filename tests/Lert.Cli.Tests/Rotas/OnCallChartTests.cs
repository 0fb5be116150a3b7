using Google.Protobuf.WellKnownTypes;
using Lert.Cli.OnCall;
using Lert.Cli.Rotas;
using Lert.V1;
using Spectre.Console;

namespace Lert.Cli.Tests.Rotas;

/// <summary>The weeks of a desk as they are seen in a terminal of eighty columns, or in a pipe.</summary>
public class OnCallChartTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Weeks_of_a_desk_are_drawn_in_eighty_columns_and_a_gap_cannot_be_overlooked()
    {
        var shifts = new ListShiftsResponse { Title = "Night desk" };
        Add(shifts, Monday, Monday.AddHours(9), "us-u-cy");
        Add(shifts, Monday.AddHours(9), Monday.AddDays(5), "us-u-ana");
        Add(shifts, Monday.AddDays(5), Monday.AddDays(8), "us-u-bo");
        Add(shifts, Monday.AddDays(8).AddMinutes(30), Monday.AddDays(12), "us-u-cy");
        shifts.Gaps.Add(new Gap { Start = At(Monday.AddDays(8)), End = At(Monday.AddDays(8).AddMinutes(30)) });
        shifts.Gaps.Add(new Gap { Start = At(Monday.AddDays(12)), End = At(Monday.AddDays(14)) });

        var drawn = Drawn(new OnCallChart(ViewerZone.Of("America/Los_Angeles"), new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero), 2), shifts);

        Assert.Equal(
            """
            Night desk  us-r-night-desk, times in America/Los_Angeles
                    Mon       Tue       Wed       Thu       Fri       Sat       Sun
                                                                       ▼ now
                    cy  ana                                           bo
            23 Nov  ▒▒▒▒━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━░░░░░░░░░░░░░░░░░░░░
                    bo        cy                                      GAP
            30 Nov  ░░░░░░░░░░!▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒!!!!!!!!!!!!!!!!!!!!

            ━━ ana 111 h   ▒▒ cy 104.5 h   ░░ bo 72 h
            ! nobody from Tue 1 Dec 00:00 to Tue 1 Dec 00:30 (30 min)
            ! nobody from Sat 5 Dec 00:00 to Mon 7 Dec 00:00 (48 h)
            """.ReplaceLineEndings("\n").Replace('━', '█').Replace("░", "━", StringComparison.Ordinal),
            drawn);
        Assert.All(drawn.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void A_week_in_which_clocks_change_keeps_its_days_apart()
    {
        var shifts = new ListShiftsResponse { Title = "Desk" };
        var sunday = new DateTimeOffset(2026, 11, 1, 7, 0, 0, TimeSpan.Zero);
        // 25 hours long in Los Angeles.
        Add(shifts, sunday, sunday.AddHours(25), "us-u-ana");

        var drawn = Drawn(new OnCallChart(ViewerZone.Of("America/Los_Angeles"), sunday, 1), shifts);

        Assert.Contains($"26 Oct  {new string(' ', 60)}{new string('█', 10)}\n", drawn, StringComparison.Ordinal);
    }

    private static string Drawn(OnCallChart chart, ListShiftsResponse shifts)
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = 80;
        console.Write(chart.Draw("us-r-night-desk", shifts));
        return string.Join('\n', written.ToString().Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');
    }

    private static void Add(ListShiftsResponse shifts, DateTimeOffset from, DateTimeOffset until, string person) =>
        shifts.Shifts.Add(new Shift { Start = At(from), End = At(until), Person = person, Source = "base" });

    private static Timestamp At(DateTimeOffset at) => Timestamp.FromDateTimeOffset(at);
}
