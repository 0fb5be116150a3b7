using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Api.Tests.Running;

/// <summary>Test data.</summary>
public static partial class Some
{
    public const string Account = "us-1700000001";

    public static readonly string CaseId = ActorKey.CaseOf("us", "some-request");
    public static readonly string HoldId = Lert.Grains.Holds.HoldId.Of(CaseId, Account);
    public static readonly DateTimeOffset Instant = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);
    public static readonly string Sha256 = new('a', 64);

    public static CaseView Case(string key) => new(
        key, 7, CaseStatus.Preserved, CaseKind.Preservation, "us-2703f", Instant, "America/New_York", "Example County", "Officer Example", "REF-1",
        Instant.AddMinutes(1), "ann", 1, 2, 3, Instant.AddDays(9), "done")
    {
        File = CaseFiles.Full,
    };

    /// <summary>The same, and for everybody.</summary>
    public static CaseView OpenCase(string key) => Case(key) with { File = CaseFiles.Full with { IsRestricted = false, Access = [] } };

    public static HoldView Hold(string key) => Hold(key, CaseId, Account);

    public static HoldView Hold(string key, string caseId, string accountId) => new(
        key,
        3,
        HoldStatus.Locked,
        new HoldOrder(key, caseId, accountId, "us-2703f", Instant, "America/New_York", "REF-1", null),
        Instant.AddMinutes(2),
        new DateOnly(2026, 4, 15),
        new DateOnly(2026, 4, 16),
        Instant.AddDays(90),
        1,
        "because",
        [new HoldLock("W-1", Instant.AddDays(1), "joe")],
        null,
        [new ReleaseApproval("ann", Instant.AddDays(2), ReleaseGround.OrderToDestroy, "reason", "order", "basis")],
        Instant.AddDays(91),
        true,
        new Snapshot("snap-1", Sha256),
        Instant.AddDays(-1),
        "hold.calendar-unknown");

    public static readonly string PageId = PageKey.Of("us", AlertKind.Emergency, "case/some");

    public static PageView Page(string key) => new(
        key, 5, PageStatus.Acknowledged, "us-r-child-safety", AlertKind.Emergency, Urgency.Emergency, "case/some", "An emergency request waits.", Instant, "ann", 1, 2, 3, Instant.AddMinutes(5),
        [new ToldPerson("us-u-ana", "on-call us-r-child-safety", Instant.AddMinutes(1), Reach.Sent)],
        "ana", Instant.AddMinutes(2), Instant.AddMinutes(32), 39, 1, PageProblems.NobodyReached, Instant.AddHours(1), "ana", "answered");

    public static AccountView FreeAccount(string key) => new(key, 0, PreservationStatus.Free, [], null, null, null, []);

    public const string RotaId = "us-r-night-desk";

    public static RotaDefinition Desk() => new(
        "Night desk", "America/Los_Angeles",
        [
            new RotaLayer(
                "base", new(2026, 1, 5), new HandOffRule(TurnUnit.Week, 2, 1, new(9, 0)), ["us-u-ana", "us-u-bo"], [new CoverHours(5, new(18, 0), 1, new(9, 0))], "Europe/Dublin"),
        ]);

    public static EscalationPolicy Policy() => new(
        [new EscalationStep([RotaId], ["us-u-bo"], TimeSpan.FromSeconds(90))], 2, ["us-u-cy"], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    public static RotaView Rota(string key) => new(
        key,
        3,
        Desk(),
        [new RotaOverrideView("o1", Instant, Instant.AddHours(1), "us-u-ana", "us-u-cy", "ill", IsSwap: true, Instant, "ann")],
        [new DeskPolicy(AlertKind.Emergency, Policy())],
        [new HandoffNote("all quiet", Instant, "ann")],
        new RotaGap(Instant, Instant.AddHours(1)))
    {
        Gaps = [new RotaGap(Instant, Instant.AddHours(1))],
    };

    public static OnCallReport OnCall(RotaView rota, DateTimeOffset? at) => new(
        at ?? Instant, new OnCall("us-u-ana", Instant.AddHours(8)), new OnCall("us-u-bo", Instant.AddHours(16)), rota.Notes);

    public static RotaCalendar Calendar(RotaView rota) => new(
        rota, [new RotaShift(Instant, Instant.AddHours(8), "us-u-ana", "base")], [new RotaGap(Instant.AddHours(8), Instant.AddHours(9))], IsCut: true);

    public static V1.EscalationPolicy PolicyRequest() => new()
    {
        Steps = { new V1.EscalationStep { Rotas = { RotaId }, Responders = { "us-u-bo" }, Delay = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(90)) } },
        Repeats = 2,
        BreakGlass = { "us-u-cy" },
        BreakGlassEvery = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(5)),
        AcknowledgedFor = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(30)),
    };

    public static V1.RotaDefinition DeskRequest() => new()
    {
        Title = "Night desk",
        Zone = "America/Los_Angeles",
        Layers =
        {
            new V1.RotaLayer
            {
                Name = "base",
                StartOn = "2026-01-05",
                Rotation = new() { Unit = V1.TurnUnit.Week, Every = 2, Day = 1, At = "09:00" },
                People = { "us-u-ana", "us-u-bo" },
                Windows = { new V1.CoverHours { FromDay = 5, From = "18:00", ToDay = 1, To = "09:00" } },
                Zone = "Europe/Dublin",
            },
        },
    };

    public static AccountView FullAccount(string key) => new(
        key, 4, PreservationStatus.Grace, [HoldId], Instant.AddDays(30), Instant.AddDays(31), Instant.AddDays(31).AddHours(1), [HoldId]);

    public const string Ana = "us-u-ana";

    public static ResponderListing Responder(string key = Ana) => new(
        new ResponderView(
            key,
            5,
            new ResponderProfile("Ana", "Europe/Dublin", ["es"], ["edr"], Clearance.ChildSafety, ["us"], ["us-r-child-safety"]),
            [new ContactRule(ContactChannel.Mail, "ana@agency.example", TimeSpan.FromMinutes(1), Urgency.High)],
            Instant.AddHours(8),
            [CaseId],
            new ViewingSession(3, CaseId, Severe: true, Instant, Instant.AddMinutes(20.5), Instant.AddMinutes(5)),
            OptedOut: true),
        UnavailableReason.Unspecified);

    public static ExposureView Exposure(string key = Ana)
    {
        var amount = new ExposureAmount(TimeSpan.FromMinutes(235), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(240));
        return new ExposureView(
            key,
            5,
            Instant,
            "Europe/Dublin",
            amount,
            amount,
            amount,
            Instant.AddMinutes(15),
            Instant.AddHours(12),
            OptedOut: true,
            Responder().View.Session,
            [new ViewedSpan(CaseId, Severe: true, Instant, Instant.AddMinutes(40))],
            [new ExposureDay(new DateOnly(2026, 1, 15), TimeSpan.FromMinutes(235), 2, 1, 1, Worked: true)],
            [new CapOverride(CaseId, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(7), "lead", "nobody else", Instant, Instant.AddHours(12))]);
    }

    internal static Api.Identity.Caller Caller(string subject, params string[] roles) =>
        new(subject, roles.ToFrozenSet(StringComparer.Ordinal), ["us"], new Api.Identity.Cell(["us", "eu"]));

    public static JournalLine Line(long position, string kind, string key, long sequence, string type) => new(
        position, kind, key, sequence, sequence, type, Instant.AddMinutes(position), "ann", $"c-{position}",
        ImmutableArray.Create(Encoding.UTF8.GetBytes("{}")), [.. new byte[32]], [.. Enumerable.Repeat((byte)position, 32)]);

    public static V1.OpenCaseRequest OpenCase() => new()
    {
        RequestId = "some-request",
        Region = "us",
        Kind = V1.CaseKind.Preservation,
        Regime = "us-2703f",
        TriggerAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Instant),
        Agency = "Example County",
        Officer = "Officer Example",
        AgencyReference = "REF-1",
    };
}
