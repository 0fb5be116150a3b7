using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Stored;

/// <summary>Samples of what format 2 of a case added. Like all of them, never changed.</summary>
internal static class CaseWorkSamples
{
    private static readonly DateTimeOffset At = Some.Instant("2026-09-07T09:00:00.123456Z");
    private static readonly DateOnly Day = new(2026, 9, 7);

    private static readonly CaseIntake Intake = new(
        "us", "Superior Court \"Ä\"", "Judge B", Day, "fraud", "18 U.S.C. § 2703(a)", "US", "a threat", "C-77", "CT-1", "https://share.example/v/1", "fr", true,
        "us-uk", "+1 555 0100", "user:senior", [SpecialTarget.Minor, SpecialTarget.Journalist],
        [new ScopeItem("i1", DataCategory.Contents, "us-account-1", "@dawn", Day, Day.AddDays(1), [new HandleUse("us-account-1", Day, Day.AddDays(9))])],
        ["us-h-1"], true, 45);

    private static readonly ItemVerdict Verdict = new("i1", "scope.requires-warrant", "18 U.S.C. § 2703(a)", "A search warrant reaches it.");
    private static readonly NarrowedItem Narrowed = new("i1", Day, Day.AddDays(1));
    private static readonly HandleChoice Choice = new("@dawn", "us-account-1", Day);
    private static readonly CallBack Call = new("+1 555 0199", NumberSource.Directory, "Sgt. C", true, At, "user:lead");
    private static readonly CaseApproval Approval = new("user:lead", At, "0123456789abcdefghjkmnpqrs", "because", new DecisionRecord("facts", "link", "minimum"), true);
    private static readonly ItemRecord Record = new("i1", "us-account-1", ItemOutcome.Withheld, "privileged", At, "user:producer");

    private static readonly CaseClock Clock = new(
        "us-warrant", true, "until(order) or days(14), rolls", "America/Los_Angeles", At, Day, At.AddDays(14), At.AddDays(15), true, "day 0 …", "2026a us-federal/1", ClockStatus.Breached, 90, At,
        At.AddDays(15), "we were late", At.AddDays(16));

    public static ImmutableArray<CaseEvent> Events { get; } =
    [
        new CaseEvent.IntakeRecorded(Intake, [Verdict], "us-r-legal", true, ["user:intake", "user:senior"]),
        new CaseEvent.Misdirected(CaseKind.Warrant, "Agency", "Officer A", "26/0042", "us", "ie", At, At, "user:intake"),
        new CaseEvent.Remarked("a remark", At, "user:intake"),
        new CaseEvent.ClarificationRequested("Who signed?", At, "user:intake"),
        new CaseEvent.Clarified("Who signed?", "Judge B did.", At, "user:intake"),
        new CaseEvent.ScopeNarrowed([Narrowed], [Narrowed with { Until = Day }], "overbroad", At, "user:lead"),
        new CaseEvent.AccountChosen(Choice, Choice with { AccountId = "us-account-2" }, "the later one", At, "user:lead"),
        new CaseEvent.TranslationRecorded("T-1", At, "user:intake"),
        new CaseEvent.CalledBack(Call),
        new CaseEvent.ApprovalGiven(Approval),
        new CaseEvent.ApprovalsVoided(["user:lead"], "the scope was narrowed", At),
        new CaseEvent.RejectedByUs("no jurisdiction", At, "user:counsel"),
        new CaseEvent.ChallengeRaised(ChallengeGround.Comity, "conflict of laws", At, "user:counsel"),
        new CaseEvent.ChallengeResolved(true, "quashed", At, "user:counsel"),
        new CaseEvent.ItemRecorded(Record with { Outcome = ItemOutcome.NotFound }, Record),
        new CaseEvent.DisclosureApproved(Approval),
        new CaseEvent.DeliveryMade("D-1", "0123456789abcdefghjkmnpqrs", At, "user:producer"),
        new CaseEvent.ReceiptConfirmed("R-1", At, "user:producer"),
        new CaseEvent.WithdrawnByRequester("settled", true, At, "user:intake"),
        new CaseEvent.FoundDuplicate("us-c-2", "the same order", At, "user:intake"),
        new CaseEvent.ReopenedAgain("new facts", At, "user:lead"),
        new CaseEvent.BreakGlassReviewed("rightly so", At, "user:counsel"),
        new CaseEvent.FollowUpRecorded("W-9", At, "user:intake"),
        new CaseEvent.AccessGranted("user:bea", "second reviewer", At, "user:lead"),
        new CaseEvent.FieldAmended(CaseField.Officer, "Officer A", "Officer B", "misread", At, "user:intake"),
        new CaseEvent.AssigneeChanged("us-u-ben", "us-u-ana", "assigned by hand", At, "user:lead"),
        new CaseEvent.ClockStarted(Clock),
        new CaseEvent.ClockPaused("policy-answer", "the requester was asked", At),
        new CaseEvent.ClockResumed("policy-answer", At, At.AddDays(1), At),
        new CaseEvent.ClockWarned("us-warrant", 75, At),
        new CaseEvent.ClockBreached("us-warrant", At, At.AddSeconds(1)),
        new CaseEvent.BreachExplained("us-warrant", "we were late", At, "user:lead"),
        new CaseEvent.ClockMet("us-warrant", "produced", At),
        new CaseEvent.ClockCancelled("us-warrant", "withdrawn", At),
        new CaseEvent.ClockRestarted("us-warrant", At),
        new CaseEvent.ClockRecounted("us-warrant", Clock, Clock with { DueInternal = At.AddDays(13) }, At),
    ];

    public static CaseState Fill(CaseState old) => old with
    {
        Intake = Intake,
        Desk = "us-r-legal",
        Assignee = "us-u-ana",
        IsRestricted = true,
        Access = ["user:intake"],
        Verdicts = [Verdict],
        Narrowing = [Narrowed],
        NarrowingReason = "overbroad",
        Choices = [Choice],
        Clocks = [Clock],
        CallBacks = [Call],
        Approvals = [Approval],
        DisclosureApprovals = [Approval],
        Records = [Record],
        OpenQuestion = "Who signed?",
        Ending = "no jurisdiction",
        MayReleaseHolds = true,
        DuplicateOf = "us-c-2",
        BreakGlassBy = "user:lead",
        BreakGlassReview = "rightly so",
        FollowUp = "W-9",
        DeliveryReference = "D-1",
        IsComity = true,
    };
}
