using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Cases;

/// <summary>The story of a case: what it is, its clocks, who decided what, its letters, and what happened.</summary>
internal static class TimelinePicture
{
    public static IRenderable Of(Timeline timeline)
    {
        var now = timeline.ReadAt.ToDateTimeOffset();
        return new Rows(
            [Head(timeline.Case), .. Clocks(timeline.Case, now), .. Items(timeline.Case), .. People(timeline.Case), .. Letters(timeline.Case), Events(timeline)]);
    }

    /// <summary>How far off an instant is: <c>3d 4h left</c>, <c>20m over</c>.</summary>
    public static string Left(DateTimeOffset due, DateTimeOffset now)
    {
        var (span, side) = due >= now ? (due - now, "left") : (now - due, "over");
        return span switch
        {
            { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays}d {span.Hours}h {side}"),
            { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}h {span.Minutes}m {side}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m {side}"),
        };
    }

    private static IRenderable Head(Case shown) => Sheets.Fields([
        ("Case", shown.CaseId),
        ("Status", $"{EnumWords.Of(shown.Status)}{(shown.File.Restricted ? ", restricted" : "")}"),
        ("Kind", $"{EnumWords.Of(shown.Kind)} {shown.Regime}"),
        ("From", $"{shown.Agency}, {shown.Officer}, {shown.AgencyReference}"),
        .. AskingPicture.Fields(shown),
        ("Desk", shown.File.Desk),
        ("Assignee", CasePictures.Assignee(shown)),
        ("Waits for", shown.File.OpenQuestion),
    ]);

    private static IEnumerable<IRenderable> Clocks(Case shown, DateTimeOffset now)
    {
        if (shown.File.Clocks.Count == 0)
        {
            yield break;
        }

        var table = Sheets.Rows("!CLOCK", "!STATUS", "!DUE", "!LEFT", "!BREACHED AT", "WHY");
        foreach (var clock in shown.File.Clocks)
        {
            var open = clock.EndedAt is null;
            table.Row(
                clock.ClockId,
                EnumWords.Of(clock.Status),
                Moments.Minute(clock.DueInternal),
                !open ? "" : clock.RunsOut ? Left(clock.DueInternal.ToDateTimeOffset(), now) : "at once",
                clock.BreachedAt is null ? clock.RunsOut && clock.Legal ? $"at {Moments.Minute(clock.DueLegalOuter)}" : "" : Moments.Minute(clock.BreachedAt),
                clock.BreachReason.Length > 0 ? clock.BreachReason : clock.Rule);
        }

        yield return table;
    }

    private static IEnumerable<IRenderable> Items(Case shown)
    {
        if (shown.File.Intake is not { Items.Count: > 0 } intake)
        {
            yield break;
        }

        var table = Sheets.Rows("!ITEM", "!DATA", "!OF", "REACHED", "PRODUCED");
        foreach (var item in intake.Items)
        {
            var verdict = shown.File.Verdicts.FirstOrDefault(verdict => verdict.ItemId == item.ItemId);
            var left = shown.File.Narrowing.Count == 0 || shown.File.Narrowing.Any(kept => kept.ItemId == item.ItemId);
            table.Row(
                item.ItemId,
                EnumWords.Of(item.Category),
                item.AccountId.Length > 0 ? item.AccountId : item.Handle,
                verdict is { Refusal.Length: > 0 } ? $"{verdict.Refusal}: {verdict.Source}" : left ? "yes" : "narrowed away",
                shown.File.Records.FirstOrDefault(record => record.ItemId == item.ItemId) is { } record ? $"{EnumWords.Of(record.Outcome)} {record.Reason}".TrimEnd() : "");
        }

        yield return table;
    }

    private static IEnumerable<IRenderable> People(Case shown)
    {
        var decisions = shown.File.Approvals.Select(approval => (approval.At, approval.By, What: $"approved{(approval.BreakGlass ? " alone" : "")}: {approval.Reason}"))
            .Concat(shown.File.DisclosureApprovals.Select(approval => (approval.At, approval.By, What: $"approved the disclosure: {approval.Reason}")))
            .Concat(shown.File.CallBacks.Select(call => (call.At, call.By, What: $"called {call.Number}: {(call.Confirmed ? "confirmed" : "not confirmed")}")))
            .ToList();
        if (decisions.Count == 0)
        {
            yield break;
        }

        var table = Sheets.Rows("!DECIDED", "!BY", "WHAT");
        foreach (var (at, by, what) in decisions.OrderBy(decision => decision.At.ToDateTimeOffset()))
        {
            table.Row(Moments.Minute(at), by, what);
        }

        yield return table;
    }

    private static IEnumerable<IRenderable> Letters(Case shown)
    {
        if (shown.File.Letters.Count == 0)
        {
            yield break;
        }

        var table = Sheets.Rows("!LETTER", "!KIND", "!IN", "!STATUS", "!SINCE", "BY");
        foreach (var letter in shown.File.Letters)
        {
            table.Row(letter.LetterId, EnumWords.Of(letter.Kind), letter.Language, EnumWords.Of(letter.Status), Moments.Minute(letter.At), letter.By);
        }

        yield return table;
    }

    private static IRenderable Events(Timeline timeline)
    {
        var table = Sheets.Rows("!AT", "!BY", "WHAT HAPPENED");
        foreach (var entry in timeline.Entries)
        {
            table.Row(Moments.Minute(entry.At), entry.By, entry.Text);
        }

        return table;
    }
}
