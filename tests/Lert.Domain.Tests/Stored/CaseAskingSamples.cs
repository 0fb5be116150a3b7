using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Links;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Stored;

/// <summary>Samples of what format 3 of a case added. Like all of them, never changed.</summary>
internal static class CaseAskingSamples
{
    private static readonly DateTimeOffset At = Some.Instant("2026-09-07T09:00:00.123456Z");
    private static readonly RequesterAnswer Answer = new("us-q-1", "Agency of .example", "Officer A", true, 3, 11, true, true, "US");
    private static readonly FraudScore Score = new(50, 50, [new FraudReason("new-officer", 20, "nobody has heard of the officer before"), new FraudReason("seal", 30, "the seal is not theirs")]);
    private static readonly RecallNotice Notice = new("us-q-1", 2, At, "the account was taken over");

    private static readonly CaseLink Other = new("us-c-2", LinkGround.Account, "us-account-1", LinkStatus.Suggested);

    public static ImmutableArray<CaseEvent> Events { get; } =
    [
        new CaseEvent.RequesterAnswered(Answer, Score, At),
        new CaseEvent.VelocityFlagged("us-q-1", 11, At),
        new CaseEvent.Recalled(Notice, RecallOutcome.Returned, At),
        new CaseEvent.LinksSuggested([Other], At),
        new CaseEvent.LinkJudged("us-c-2", LinkStatus.Suggested, LinkStatus.Dismissed, "a namesake", At, "user:lead"),
        new CaseEvent.LinkedByOther(Other with { Status = LinkStatus.Accepted }, At),
        new CaseEvent.RecallReviewed("the warrant is real", At, "user:lead"),
    ];

    public static CaseState Fill(CaseState old) => old with
    {
        Intake = old.Intake! with { Anomalies = [RequestAnomaly.Seal, RequestAnomaly.Place] },
        Requester = Answer,
        Fraud = Score,
        IsFast = true,
        Recall = Notice,
        RecallFinding = "the warrant is real",
        Links = [Other],
    };
}
