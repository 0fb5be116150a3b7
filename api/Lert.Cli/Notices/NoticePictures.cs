using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Notices;

internal static class NoticePictures
{
    public static IRenderable One(Notice notice) => Sheets.Fields(
        ("Case", notice.CaseId),
        ("The user", $"{Told(notice.Duty)}: {notice.Because} ({notice.Source})"),
        ("Disclosure", notice.Refusal.Length == 0 ? $"may go: {notice.RefusalBecause}" : $"{notice.Refusal}: {notice.RefusalBecause}"),
        ("Orders", string.Join('\n', notice.Orders.Select(Order))),
        ("Exception", notice.Exception is { } exception
            ? $"{EnumWords.Of(exception.Ground)}, {(exception.Stands ? "stands" : "another person must say so")}: {string.Join("; ", exception.Approvals.Select(given => $"{given.By}: {given.Reason}"))}"
            : null),
        ("Told", string.Join('\n', notice.Given.Select(given => $"{given.AccountId} by {EnumWords.Of(given.Channel)} at {Moments.Minute(given.GivenAt)}, {given.Reference}; disclosed from {Moments.Minute(given.DiscloseFrom)}"))),
        ("Clocks", string.Join('\n', notice.Clocks.Select(clock => $"{clock.ClockId} {EnumWords.Of(clock.Status)}, {Moments.Minute(clock.DueInternal)}: {clock.Explanation}"))),
        ("Etag", notice.Etag));

    private static string Told(NoticeDuty duty) => duty switch
    {
        NoticeDuty.Before => "is told before",
        NoticeDuty.After => "is told after",
        NoticeDuty.ByAuthority => "is told by the authority",
        NoticeDuty.Nobody => "is not told",
        _ => EnumWords.Of(duty),
    };

    private static string Order(SilenceOrder order) =>
        $"{order.OrderId} {order.Authority}, {order.Reference}: "
        + (order.EndedAt is not null ? $"over since {Moments.Minute(order.EndedAt)}, {order.Ending}" : order.EndsAt is null ? "no end of its own" : $"until {Moments.Minute(order.EndsAt)}");
}
