using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Cluster;

internal static class ClusterPicture
{
    /// <summary>Where the silo stops counting.</summary>
    private const int Many = 10_000;
    private const string Dead = "Dead";

    /// <summary>A living silo reports every second.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(5);

    public static IRenderable Of(ClusterStatus status)
    {
        var (active, all) = (status.Members.Count(member => member.Status == "Active"), status.Members.Count(member => member.Status != Dead));
        var head = Sheets.Fields(
            ("Cluster", $"{status.ClusterId} on {status.Store}, view {status.ViewVersion}: {active} of {all} active"),
            ("Timers", Waiting(status.Backlog.TimersDue, "due", status.Backlog.LatestBy, "the earliest late by")),
            ("Messages", Waiting(status.Backlog.Messages, "waiting", status.Backlog.OldestFor, "the oldest for")),
            ("Commits", string.Create(CultureInfo.InvariantCulture, $"{status.CommitsPerSecond:N0}/s")),
            ("API", string.Join(' ', status.Members.Where(member => member.Status == "Active").Select(member => member.Report?.Url).OfType<string>().Distinct())),
            ("Version", string.Join(", ", status.Members.Where(member => member.Status != Dead).Select(member => member.Report?.Version).OfType<string>().Distinct())),
            ("Restore", status.Restore is { Waits: true } waits ? $"WAITS for confirm-restore (etag {waits.Etag}): {waits.Reason}" : null));
        var table = Sheets.Rows("!SILO", "!STATE", "!SINCE", "!SLOTS", "!ACTORS", "!SKEW");
        foreach (var member in status.Members)
        {
            var report = member.Report;
            table.Row(
                // Which life of the silo it is stands in the document.
                member.Address.Split('@')[0],
                report is not null && (member.Status == Dead || report.Age.ToTimeSpan() > Silent) ? $"{member.Status} {Span(report.Age)}" : member.Status,
                report is null ? "" : Moments.Minute(report.StartedAt),
                // What a dead one said of its work is somebody else's now.
                member.Status == Dead ? "" : report?.Slots is { } slots ? $"{slots.First}–{slots.Last}" : "none",
                report is null || member.Status == Dead ? "" : $"{report.Activations}",
                report is null || member.Status == Dead ? "" : report.ClockSkew is { } skew ? string.Create(CultureInfo.InvariantCulture, $"{skew.ToTimeSpan().TotalMilliseconds:+0;-0;0} ms") : "unknown");
        }

        var problems = status.Members.Where(member => member.Status != Dead).SelectMany(member => (member.Report?.Problems ?? []).Select(problem => (IRenderable)new Text($"! {member.Address}: {problem}")));
        return new Rows([head, table, .. problems]);
    }

    private static string Waiting(int count, string word, Duration time, string since) =>
        count == 0 ? $"none {word}" : $"{(count >= Many ? $"{Many:N0} or more" : $"{count:N0}")} {word}, {since} {Span(time)}";

    private static string Span(Duration time) => time.ToTimeSpan() switch
    {
        { TotalSeconds: < 60 } seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.TotalSeconds:0.0} s"),
        { TotalHours: < 48 } minutes => string.Create(CultureInfo.InvariantCulture, $"{(int)minutes.TotalHours}:{minutes.Minutes:00} h"),
        var days => string.Create(CultureInfo.InvariantCulture, $"{days.TotalDays:0} days"),
    };
}
