using System.Collections.Immutable;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Holds;
using Lert.Domain.Rotas;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Stored;

/// <summary>One sample of every event and every state, with nothing left out of it. Each has a golden file; a sample is never changed.</summary>
internal static partial class StoredSamples
{
    private static readonly DateTimeOffset At = Some.Instant("2026-04-16T07:00:00.123456Z");
    private static readonly DateTimeOffset East = Some.Instant("2026-04-16T12:30:00+05:30");
    private static readonly Snapshot Snapshot = new("snap-1", new string('a', 64));

    private static readonly HoldOrder Order = new(
        "us-h-1", "us-c-1", "us-account-1", "us-2703f", East, "America/New_York", "agency 26/0042 \"Ärmel\" & <co>", Snapshot);

    private static readonly HoldDates Counted = new(new(2026, 7, 4), new(2026, 7, 6), At, null, 1, "America/New_York", "day 90; 18 U.S.C. § 2703(f)");
    private static readonly HoldDates Open = new(new(2031, 1, 30), null, null, At, 0, "America/Los_Angeles", "the calendar is missing");
    private static readonly HoldLock Lock = new("warrant 1", At, "user:lead");
    private static readonly AuthorityAnswered Heard = new(AuthorityStance.WillNotRefuse, East, "EA 7/26", At, "user:counsel");
    private static readonly CaseLetter NotedLetter = new("us-l-1", LetterKind.ExtensionRefused, "ar", LetterStatus.SignedOff, East, "user:counsel");
    private static readonly ReleaseApproval Approval = new("user:lead", At, ReleaseGround.OrderToDestroy, "the court says so", "order 4", "agency 26/0042");

    public static ImmutableArray<HoldEvent> HoldEvents { get; } =
    [
        new HoldEvent.Placed(Order, At, Counted, East),
        new HoldEvent.Extended(East, "letter 7", Counted),
        new HoldEvent.Rescheduled(Open, Counted),
        new HoldEvent.Locked(Lock),
        new HoldEvent.LockAsked(Lock),
        new HoldEvent.LockRejected("warrant 1"),
        new HoldEvent.Unlocked("warrant 1", At),
        new HoldEvent.ReleaseApproved(Approval),
        new HoldEvent.Released(At, East, Early: true, ["user:lead", "user:counsel"]),
        new HoldEvent.SnapshotRecorded(Snapshot),
        new HoldEvent.AlarmRaised("hold.calendar-unknown", At),
    ];

    public static ImmutableArray<AccountEvent> AccountEvents { get; } =
    [
        new AccountEvent.HoldAttached(Order, At, 3, East),
        new AccountEvent.HoldDetached("us-h-1", At, 4),
        new AccountEvent.HoldAsked("us-h-1", At),
        new AccountEvent.HoldAnswered("us-h-1", At, Overdue: true),
        new AccountEvent.HoldOverdue("us-h-1", At),
        new AccountEvent.GraceStarted(At),
        new AccountEvent.GraceEnded(At),
        new AccountEvent.DeletionAuthorized("t-1", At, East),
        new AccountEvent.DeletionRefused("t-1", At),
    ];

    public static ImmutableArray<CaseEvent> CaseEvents { get; } =
    [
        new CaseEvent.Opened(CaseKind.CyberTip, "us-cybertip", East, "America/New_York", "Agency of .example", "Officer A", "agency 26/0042", At, "user:intake"),
        new CaseEvent.Moved(CaseStatus.Triaged, CaseStatus.Validating, At),
        new CaseEvent.HoldsRequested([Order, Order with { HoldId = "us-h-2", Zone = null, Snapshot = null }], At, "user:intake"),
        new CaseEvent.HoldActive("us-h-1"),
        new CaseEvent.HoldEnded("us-h-1", At, Early: true),
        new CaseEvent.Closed("done", At, "user:lead"),
        .. CaseWorkSamples.Events,
        .. CaseAskingSamples.Events,
        .. CaseAssignmentSamples.Events,
        .. CaseNoticeSamples.Events,
        .. CasePlaybookSamples.Events,
        .. CaseRulesSamples.Events,
        new CaseEvent.DisclosureNoted("us-d-1", DisclosureProgress.Delivered, At, "user:producer"),
        new CaseEvent.AuthorityHeard(Heard with { Stance = AuthorityStance.NotNotified }, Heard),
        new CaseEvent.LetterNoted(NotedLetter),
    ];

    private static readonly RotaDefinition Desk = new(
        "Night desk \"Ärmel\"", "America/Los_Angeles",
        [
            new RotaLayer(
                "base", new(2026, 1, 5), new HandOffRule(TurnUnit.Week, 2, 1, new(9, 0)), ["us-u-ana", "us-u-bo"],
                [new CoverHours(5, new(18, 0), 1, new(9, 0))], "Europe/Dublin"),
        ]);

    private static readonly EscalationPolicy DeskEscalation = new(
        [new EscalationStep(["us-r-night-desk"], ["us-u-bo"], TimeSpan.FromSeconds(90))], 2, ["us-u-cy"], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    private static readonly RotaOverrideView Override = new("o1", At, East, "us-u-ana", "us-u-cy", "ill", IsSwap: true, At, "user:lead");
    private static readonly HandoffNote HandOff = new("the phone is in the drawer", At, "user:ana");
    private static readonly RotaGap Gap = new(At, East);

    public static ImmutableArray<RotaEvent> RotaEvents { get; } =
    [
        new RotaEvent.Defined(Desk, Desk with { Title = "Night desk, west" }, At, "user:lead"),
        new RotaEvent.Overridden([Override], At, "user:lead"),
        new RotaEvent.Swapped([Override, Override with { Replaces = "us-u-cy", Person = "us-u-ana" }], At, "user:lead"),
        new RotaEvent.OverrideRemoved([Override], At, "user:lead"),
        new RotaEvent.PolicyPut(AlertKind.Emergency, DeskEscalation, DeskEscalation with { Repeats = 3 }, At, "user:lead"),
        new RotaEvent.PolicyRemoved(AlertKind.Unspecified, DeskEscalation, At, "user:lead"),
        new RotaEvent.NoteWritten(HandOff),
        new RotaEvent.GapAhead(Gap, East, At),
        new RotaEvent.GapsClosed(East, At),
        new RotaEvent.LookedAhead(Gap, East, At),
    ];

    public static RotaState Rota { get; } = new()
    {
        Definition = Desk,
        Overrides = [Override],
        OverridesMade = 7,
        Policies = [new DeskPolicy(AlertKind.ClockBreach, DeskEscalation)],
        Notes = [HandOff],
        Gap = Gap,
        LookAt = East,
    };

    public static HoldState Hold { get; } = new()
    {
        Order = Order,
        PlacedAt = At,
        Dates = Counted,
        Locks = [Lock],
        PendingLocks = [Lock with { Reference = "mlat 2" }],
        RejectedLocks = ["warrant 9"],
        UnlockedAt = At,
        Approvals = [Approval],
        ReleasedAt = East,
        ReleasedEarly = true,
        Snapshot = Snapshot,
        DeletionAuthorizedAt = At,
        Alarm = "hold.calendar-unknown",
        AlarmedAt = At,
        Revision = 12,
    };

    public static AccountState Account { get; } = AccountState.Initial with
    {
        Attached = AccountState.Initial.Attached.Add("us-h-1", new AttachedHold(Order, 3, At, Asked: true, Overdue: true)),
        Detached = AccountState.Initial.Detached.Add("us-h-2", new DetachedHold(At, 4)),
        GraceUntil = At,
        DeletionAuthorizedAt = At,
        AuthorizationExpiresAt = East,
    };

    /// <summary>As the first release wrote it.</summary>
    public static CaseState CaseOfFormat1 { get; } = CaseState.Initial with
    {
        Request = (CaseEvent.Opened)CaseEvents[0],
        Status = CaseStatus.Preserved,
        Holds = CaseState.Initial.Holds.Add("us-h-1", HoldProgress.Active).Add("us-h-2", HoldProgress.Ended),
        ClosedAt = At,
        CloseReason = "done",
    };

    /// <summary>As format 2 wrote it.</summary>
    public static CaseState CaseOfFormat2 { get; } = CaseWorkSamples.Fill(CaseOfFormat1);

    /// <summary>Before cases found somebody to work on them by themselves.</summary>
    public static CaseState CaseOfFormat3 { get; } = CaseAskingSamples.Fill(CaseOfFormat2);

    /// <summary>Before a case had a checklist, its notice and its letters.</summary>
    public static CaseState CaseOfFormat4 { get; } = CaseAssignmentSamples.Fill(CaseOfFormat3) with
    {
        Disclosures = CaseState.Initial.Disclosures.Add("us-d-1", DisclosureProgress.Delivered).Add("us-d-2", DisclosureProgress.Ended),
        Authority = Heard,
    };

    /// <summary>Before it said by which rules it was opened.</summary>
    public static CaseState CaseOfFormat5 { get; } = CasePlaybookSamples.Fill(CaseNoticeSamples.Fill(CaseOfFormat4)) with { Letters = [NotedLetter] };

    public static CaseState Case { get; } = CaseRulesSamples.Fill(CaseOfFormat5);
}
