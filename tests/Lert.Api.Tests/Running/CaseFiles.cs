using Lert.Grains.Cases;
using Lert.Grains.Links;
using Lert.Grains.Requesters;

namespace Lert.Api.Tests.Running;

/// <summary>A case's file with nothing left out.</summary>
internal static class CaseFiles
{
    private static readonly DateOnly Day = new(2026, 9, 7);

    private static readonly CaseApproval Approval = new("ann", Some.Instant, "hash", "reason", new DecisionRecord("facts", "link", "minimum"), true);

    public static CaseFile Full { get; } = new(
        "us-r-legal",
        "us-u-ana",
        true,
        ["ann"],
        new CaseIntake(
            "us", "a court", "Judge B", Day, "fraud", "a provision", "US", "a threat", "C-77", "CT-1", "a place", "fr", true, "us-uk", "+1 555 0100", "bea",
            [SpecialTarget.Minor], [new ScopeItem("i1", DataCategory.Contents, "us-1", "@dawn", Day, Day, [new HandleUse("us-1", Day, Day)])], ["us-h-1"], true, 45) { Anomalies = [RequestAnomaly.Style] },
        [new ItemVerdict("i1", "scope.requires-warrant", "a law", "a remark")],
        [new NarrowedItem("i1", Day, Day)],
        "too much",
        "hash",
        [new HandleChoice("@dawn", "us-1", Day)],
        [
            new CaseClock(
                "us-warrant", true, "days(14)", "America/Los_Angeles", Some.Instant, Day, Some.Instant, Some.Instant, true, "because", "2026a", ClockStatus.Breached, 90,
                Some.Instant, Some.Instant, "late", Some.Instant),
        ],
        [new CallBack("+1 555 0199", NumberSource.Directory, "Sgt. C", true, Some.Instant, "ann")],
        [Approval],
        [Approval],
        [new ItemRecord("i1", "us-1", ItemOutcome.Withheld, "privileged", Some.Instant, "ann")],
        "Who signed?",
        "no",
        true,
        "us-c-2",
        "rightly so",
        "W-9")
    {
        Letters = [new CaseLetter("us-l-1", Grains.Letters.LetterKind.Receipt, "en", Grains.Letters.LetterStatus.SignedOff, Some.Instant, "lea")],
        Links = [new CaseLink("us-c-2", LinkGround.Account, "us-1", LinkStatus.Dismissed)],
        Asking = new CaseAsking(
            "us-q-1",
            new RequesterAnswer("us-q-1", "an agency", "an officer", true, 3, 11, true, true, "US"),
            new FraudScore(60, 50, [new FraudReason("minor", 15, "it is about a minor")]),
            true,
            true,
            new RecallNotice("us-q-1", 2, Some.Instant, "taken over"),
            "it is real"),
    };
}
