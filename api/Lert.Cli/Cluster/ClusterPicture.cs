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

    public static IRenderable Of(ClusterStatus status)
    {
        var active = status.Members.Count(member => member.Status == "Active");
        var head = Sheets.Fields(
            ("Cluster", $"{status.ClusterId} on {status.Store}, view {status.ViewVersion}: {active} of {status.Members.Count} active"),
            ("Timers", Waiting(status.Backlog.TimersDue, "due", status.Backlog.LatestBy, "the earliest late by")),
            ("Messages", Waiting(status.Backlog.Messages, "waiting", status.Backlog.OldestFor, "the oldest for")),
            ("Commits", string.Create(CultureInfo.InvariantCulture, $"{status.CommitsPerSecond:N0}/s")),
            ("Restore", status.Restore is { Waits: true } waits ? $"WAITS for confirm-restore (etag {waits.Etag}): {waits.Reason}" : null));
        var table = Sheets.Rows("!SILO", "!STATE", "!SINCE", "!SLOTS", "!ACTORS", "!COMMITS", "!SKEW", "!API", "VERSION");
        foreach (var member in status.Members)
        {
            var report = member.Report;
            table.Row(
                member.Address,
                report is { } late && late.Age.ToTimeSpan() > TimeSpan.FromSeconds(5) && member.Status != "Dead" ? $"{member.Status}, silent for {Span(late.Age)}" : member.Status,
                report is null ? "" : Moments.Minute(report.StartedAt),
                report?.Slots is { } slots ? $"{slots.First}–{slots.Last}" : "none",
                report is null ? "" : $"{report.Activations}",
                report is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{report.CommitsPerSecond:N0}/s"),
                report is null ? "" : report.ClockSkew is { } skew ? string.Create(CultureInfo.InvariantCulture, $"{skew.ToTimeSpan().TotalMilliseconds:+0;-0;0} ms") : "unknown",
                report?.Url ?? "",
                report?.Version ?? "");
        }

        var problems = status.Members.SelectMany(member => (member.Report?.Problems ?? []).Select(problem => (IRenderable)new Text($"! {member.Address}: {problem}")));
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
