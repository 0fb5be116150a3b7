using System.Globalization;
using Lert.Domain.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Notices;

/// <summary>What happened about telling the user, as a sentence for a person.</summary>
internal static class NoticeStory
{
    public static string Tell(CaseEvent happened) => happened switch
    {
        CaseEvent.SilenceOrdered { Order: var order } => $"order of silence {order.OrderId} of {order.Authority}, {order.Reference}: {Until(order)}",
        CaseEvent.SilenceExtended extended => $"order of silence {extended.New.OrderId} was extended by {extended.New.Reference}: {Until(extended.Old)} → {Until(extended.New)}",
        CaseEvent.SilenceReviewed reviewed => $"order of silence {reviewed.OrderId} was reviewed: {reviewed.Finding}; next by {Day(reviewed.Clock.DueInternal)}, was {Day(reviewed.OldDueAt)}",
        CaseEvent.SilenceEnded ended => $"order of silence {ended.OrderId} is over: {ended.Reason}",
        CaseEvent.DelayReceived received => $"{received.Authority} delays its own notice, {received.Reference}; ours is not delayed",
        CaseEvent.NoticeExcepted excepted => $"{(excepted.New.Stands() ? "the user is not told" : "one person says that the user is not told")} ({excepted.New.Ground}): {excepted.New.Approvals[^1].Reason}",
        CaseEvent.ExceptionRevoked revoked => $"that the user is not told ({revoked.Old.Ground}) no longer holds: {revoked.Reason}",
        CaseEvent.NoticeRecorded recorded => $"the user was told by {recorded.Given[0].Channel} at {Day(recorded.Given[0].GivenAt)} ({recorded.Given.Length} accounts), {recorded.Given[0].Reference}; "
            + $"disclosed from {Day(recorded.Given[0].DiscloseFrom)}",
        _ => throw new InvalidOperationException($"No words for {happened.GetType().Name}."),
    };

    private static string Until(SilenceOrder order) => order.EndsAt is { } end ? $"until {Day(end)}" : "no end of its own";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
