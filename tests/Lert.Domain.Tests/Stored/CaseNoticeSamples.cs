using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Stored;

/// <summary>Samples of the notice to the user, which format 5 of a case added. Like all of them, never changed.</summary>
internal static class CaseNoticeSamples
{
    private static readonly DateTimeOffset At = Some.Instant("2026-09-07T09:00:00.123456Z");

    private static readonly CaseClock Clock = new(
        "silence-o1", true, "days(order)", "America/Los_Angeles", At, new DateOnly(2027, 3, 6), At.AddDays(181), At.AddDays(181), true, "day 180 …", "2026a", ClockStatus.Running, 50, At, At, "late", At);

    private static readonly SilenceOrder Order = new(
        "o1", SilenceBasis.CourtOrder, "N.D. Cal.", "26-mj-118 \"Ä\"", new SilenceTerm(At, SilenceLength.Days, 180, new DateOnly(2027, 3, 6), "America/Los_Angeles"), At.AddDays(-1), At.AddDays(181), "silence-o1", 2, At, "user:intake",
        At.AddDays(90), "the court vacated it");

    public static readonly NoticeExemption Exception = new(NoticeGround.DangerToLife, [new NoticeApproval("user:lead", At, "he has threatened the witness"), new NoticeApproval("user:counsel", At, "so do I say")]);

    private static readonly NoticeGiven Given = new("us-account-1", NoticeChannel.Mail, "notice-7", At, At.AddDays(8), At.AddHours(1), "user:lead");

    public static ImmutableArray<CaseEvent> Events { get; } =
    [
        new CaseEvent.SilenceOrdered(Order, Clock),
        new CaseEvent.SilenceExtended(Order, Order with { EndsAt = At.AddDays(361), Reference = "27-mj-9" }, Clock, At, "user:lead"),
        new CaseEvent.SilenceReviewed("o1", "the court says that it stands", At, Clock, At, "user:counsel"),
        new CaseEvent.SilenceEnded("o1", "the court vacated it", "26-mj-118, vacated", At, "user:counsel"),
        new CaseEvent.DelayReceived("a prosecutor", "26-d-1", At, "user:intake"),
        new CaseEvent.NoticeExcepted(Exception with { Ground = NoticeGround.AccountTakenOver }, Exception),
        new CaseEvent.NoticeRecorded([Given]),
    ];

    public static CaseState Fill(CaseState old) => old with { Notice = new CaseNotice([Order], Exception, [Given]) };
}
