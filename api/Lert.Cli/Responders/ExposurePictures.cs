using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Responders;

/// <summary>What a person has had to see, for that person.</summary>
internal static class ExposurePictures
{
    private const int BarWidth = 24;
    private const int DaysShown = 14;

    public static IRenderable Session(ViewingSession session) => Sheets.Fields(
        ("Session", session.Number.ToString(CultureInfo.InvariantCulture)),
        ("Case", session.CaseId),
        ("Severe", session.Severe ? "yes" : "no"),
        ("You may look", $"{session.AllowedMinutes} min, until {Moments.Text(session.AllowedUntil)}"),
        ("Say again by", $"{Moments.Text(session.LeaseUntil)}: lert responder view extend {session.Number}"));

    public static IRenderable One(Exposure shown)
    {
        var amounts = Sheets.Rows("", "!LOOKED AT", "!PROMISED", "!LEFT", "!OF", "");
        Row(amounts, "today", shown.Day);
        Row(amounts, "this week", shown.Week);
        Row(amounts, "in a row", shown.Row);
        var days = Sheets.Rows("!DAY", "!LOOKED AT", "!CASES", "!SEVERE", "!WOKEN");
        foreach (var day in shown.Days.Reverse().Take(DaysShown))
        {
            days.Row(day.Day, ResponderPictures.Span(day.Viewed), Number(day.Cases), Number(day.SevereCases), Number(day.Pages));
        }

        return new Rows(
            Sheets.Fields(
                ("Responder", shown.ResponderId),
                ("Counted", $"{ResponderPictures.Local(shown.At, shown.Zone)} in {shown.Zone}"),
                ("Break", shown.BreakUntil is { } pause ? $"until {ResponderPictures.Local(pause, shown.Zone)}" : null),
                ("Rest", shown.RestUntil is { } rest ? $"until {ResponderPictures.Local(rest, shown.Zone)}: you were woken and saw something" : null),
                ("Severe", shown.OptedOut ? "opted out: neither assigned nor shown" : null),
                ("Looking at", shown.Session is { } open ? $"{open.CaseId}, until {ResponderPictures.Local(open.AllowedUntil, shown.Zone)} at the latest" : null),
                ("Overrides", string.Join('\n', shown.Overrides.Select(known =>
                    $"{ResponderPictures.Span(known.Granted)} for {known.CaseId} by {known.By}, {ResponderPictures.Span(known.Used)} used: {known.Reason}")))),
            amounts,
            shown.Days.Count > 0 ? days : new Text("Nothing in the last 90 days."));
    }

    private static void Row(Table table, string name, ExposureAmount amount)
    {
        var (used, promised, cap) = (amount.Used.ToTimeSpan(), amount.Promised.ToTimeSpan(), amount.Cap.ToTimeSpan());
        var left = cap - used - promised;
        table.Row(
            name,
            ResponderPictures.Span(amount.Used),
            ResponderPictures.Span(amount.Promised),
            left > TimeSpan.Zero ? ResponderPictures.Span(Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(left)) : "0 min",
            ResponderPictures.Span(amount.Cap),
            Bar(used / cap, promised / cap));
    }

    private static string Bar(double used, double promised)
    {
        var full = (int)Math.Ceiling(Math.Clamp(used, 0, 1) * BarWidth);
        var half = Math.Min((int)Math.Ceiling(Math.Clamp(promised, 0, 1) * BarWidth), BarWidth - full);
        return $"{new string('█', full)}{new string('▒', half)}{new string('·', BarWidth - full - half)}";
    }

    private static string Number(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);
}
