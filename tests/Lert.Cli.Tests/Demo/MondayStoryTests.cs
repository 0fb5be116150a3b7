using Lert.Cli.Demo.Monday;
using Lert.Cli.Demo.Night;
using Lert.V1;

namespace Lert.Cli.Tests.Demo;

/// <summary>A Monday that went as it must is called so, and each thing that must not happen is found.</summary>
public sealed class MondayStoryTests
{
    private static MondayStory Good { get; } = new()
    {
        Emergency = (
            Of("emergency", CaseStatus.Reopened, new CaseFile { FollowUp = "warrant 27-SW-0931", Clocks = { new CaseClock { ClockId = "policy-follow-up", Status = ClockStatus.Met } } }),
            new Disclosure { DisclosureId = "emergency-production", Status = DisclosureStatus.Receipted, Package = new DisclosurePackage() }),
        Warrant = (
            Of("warrant", CaseStatus.Reopened, new CaseFile
            {
                Intake = new CaseIntake { Items = { new ScopeItem { ItemId = "i1" }, new ScopeItem { ItemId = "i2" } } },
                Narrowing = { new NarrowedItem { ItemId = "i1" }, new NarrowedItem { ItemId = "i2", From = "2027-05-01", Until = "2027-05-31" } },
            }),
            new Disclosure { DisclosureId = "production", Status = DisclosureStatus.Cancelled, Package = new DisclosurePackage { ManifestSha256 = "m" } }),
        Stopped = (Of("stopped", CaseStatus.LegalReview), new Disclosure { DisclosureId = "stopped-production", Status = DisclosureStatus.Cancelled }),
        Impostor = Of("impostor", CaseStatus.Rejected, new CaseFile
        {
            Asking = new CaseAsking { Fraud = new FraudScore { Score = 90, Threshold = 50, Reasons = { new FraudReason { Weight = 50 }, new FraudReason { Weight = 40 } } } },
        }),
        ImpostorsDisclosures = 0,
        Officer = new Requester
        {
            Status = RequesterStatus.Compromised,
            Recall = new RecallProgress { Total = RecallScene.Affected, Told = RecallScene.Affected, Done = RecallScene.Affected, Returned = 1, Reopened = 2, Held = RecallScene.Affected - 3 },
        },
        RecallPage = "recall-page",
        Refusals = [new Refused("max delivers what he approved", "case.approver-delivers", "case.approver-delivers")],
        Openings = new Dictionary<string, Ended> { [WarrantScene.Opened] = new(0, "", ""), [WarrantScene.WithWrongKey] = new(1, "", "x"), [WarrantScene.Changed] = new(1, "", "x") },
        Taken = new Dictionary<string, string> { ["basic-subscriber/a"] = "1", ["contents/2027-04-19/b"] = "2", ["contents/2027-05-03/c"] = "3", ["precise-location/2027-05-03/d"] = "4" },
        Found = new Dictionary<string, string> { ["i1/basic-subscriber/a"] = "1", ["i2/contents/2027-05-03/c"] = "3", ["manifest.json"] = "m", ["certificate.txt"] = "5", ["certificate.json"] = "6" },
        Leftovers = [],
        Looks = [0, 10, 10, RecallScene.Affected],
        Journal =
        [
            .. Lines("emergency", ("case.called-back.v1", "ivo"), ("case.called-back.v1", "ivo"), ("case.approval-given.v1", "max"), ("case.approval-given.v1", "cora"), ("case.delivery-made.v1", "pia"), ("case.receipt-confirmed.v1", "ben"), ("case.recalled.v1", "system")),
            .. Lines("warrant", ("case.approval-given.v1", "max"), ("case.scope-narrowed.v1", "cora"), ("case.approvals-voided.v1", "cora"), ("case.approval-given.v1", "max"), ("case.approval-given.v1", "cora"), ("case.delivery-made.v1", "pia"), ("case.recalled.v1", "system"), ("case.approvals-voided.v1", "system")),
            .. Lines("stopped", ("case.recalled.v1", "system")),
            .. Enumerable.Range(0, RecallScene.Affected - 3).SelectMany(i => Lines($"other-{i}", ("case.recalled.v1", "system"))),
            .. Lines("emergency-production", [.. Packed, ("disclosure.delivered.v1", "pia"), ("disclosure.content-taken.v1", "pia"), ("disclosure.receipt-confirmed.v1", "ben")]),
            .. Lines(
                "production", [("disclosure.prepared.v1", "ben"), ("disclosure.approved.v1", "max"), ("disclosure.revised.v1", "ben"), ("disclosure.approvals-voided.v1", "ben"), .. Packed.Skip(1), ("disclosure.delivered.v1", "pia"), ("disclosure.content-taken.v1", "pia")]),
            .. Lines("stopped-production", [.. Packed]),
            .. Lines("recall-page", ("page.opened.v1", "system")),
        ],
        Verified = new Ended(0, "9 lines", ""),
        Rings = [new Ring("d", "recall-page", NightDesk.PhoneOf(NightDesk.Lena), MondayRun.Start)],
        Took = TimeSpan.FromSeconds(1),
        StopCode = 0,
    };

    private static (string Type, string By)[] Packed =>
        [("disclosure.prepared.v1", "ben"), ("disclosure.approved.v1", "max"), ("disclosure.approved.v1", "cora"), ("disclosure.packaging-started.v1", "pia"), ("disclosure.packaged.v1", "system")];

    [Fact]
    public void A_Monday_as_it_must_be_has_no_breach() => Assert.Empty(Good.Breaches());

    public static TheoryData<string> Stories => [.. Broken.Keys];

    private static Dictionary<string, MondayStory> Broken { get; } = new()
    {
        ["done and not refused"] = Good with { Refusals = [Good.Refusals[0] with { Answer = "" }] },
        ["refused for another reason"] = Good with { Refusals = [Good.Refusals[0] with { Answer = "auth.role-missing" }] },
        ["emergency approved before the call"] = Without("emergency", "case.called-back.v1"),
        ["emergency approved by one"] = By("emergency", "case.approval-given.v1", "max"),
        ["emergency taken before it was approved"] = Without("emergency-production", "disclosure.approved.v1"),
        ["no follow-up"] = Good with { Emergency = (Of("emergency", CaseStatus.Reopened), Good.Emergency.Disclosure) },
        ["not narrowed"] = Without("warrant", "case.scope-narrowed.v1"),
        ["approval of the wide scope stands"] = Without("warrant", "case.approvals-voided.v1"),
        ["original scope gone"] = Good with { Warrant = (Of("warrant", CaseStatus.Reopened), Good.Warrant.Disclosure) },
        ["approval of the small production stands"] = Without("production", "disclosure.approvals-voided.v1"),
        ["approver delivers"] = By("production", "disclosure.delivered.v1", "max"),
        ["preparer approves"] = By("stopped-production", "disclosure.prepared.v1", "cora"),
        ["one approver twice"] = By("stopped-production", "disclosure.approved.v1", "max"),
        ["another day in the package"] = Good with { Found = new Dictionary<string, string>(Good.Found) { ["i2/contents/2027-04-19/b"] = "2" } },
        ["another category in the package"] = Good with { Found = new Dictionary<string, string>(Good.Found) { ["i2/precise-location/2027-05-03/d"] = "4" } },
        ["a file is missing"] = Good with { Found = Good.Found.Where(file => !file.Key.EndsWith('c')).ToDictionary() },
        ["a file is not what it was"] = Good with { Found = new Dictionary<string, string>(Good.Found) { ["i1/basic-subscriber/a"] = "9" } },
        ["another manifest"] = Good with { Found = new Dictionary<string, string>(Good.Found) { ["manifest.json"] = "9" } },
        ["opened with the wrong key"] = Good with { Openings = new Dictionary<string, Ended>(Good.Openings) { [WarrantScene.WithWrongKey] = new(0, "", "") } },
        ["opened though changed"] = Good with { Openings = new Dictionary<string, Ended>(Good.Openings) { [WarrantScene.Changed] = new(0, "", "") } },
        ["not opened"] = Good with { Openings = new Dictionary<string, Ended>(Good.Openings) { [WarrantScene.Opened] = new(1, "", "") } },
        ["something left behind"] = Good with { Leftovers = [WarrantScene.Changed] },
        ["no score"] = Good with { Impostor = Of("impostor", CaseStatus.Rejected) },
        ["a score without its reasons"] = Good with
        {
            Impostor = Of("impostor", CaseStatus.Rejected, new CaseFile { Asking = new CaseAsking { Fraud = new FraudScore { Score = 90, Threshold = 50 } } }),
        },
        ["impostor approved"] = Good with { Impostor = Of("impostor", CaseStatus.Approved, Good.Impostor.File) },
        ["impostor produced for"] = Good with { ImpostorsDisclosures = 1 },
        ["a case not recalled"] = Without("other-7", "case.recalled.v1"),
        ["a case recalled twice"] = Good with { Journal = [.. Good.Journal, .. Lines("other-7", ("case.recalled.v1", "system"))] },
        ["recall not done"] = Good with { Officer = new Requester { Status = RequesterStatus.Compromised, Recall = new RecallProgress(Good.Officer.Recall) { Done = 9 } } },
        ["progress goes backwards"] = Good with { Looks = [0, 10, 9] },
        ["delivered after the recall"] = Good with { Journal = [.. Good.Journal, .. Lines("stopped-production", ("disclosure.delivered.v1", "pia"))] },
        ["not back in review"] = Good with { Stopped = (Of("stopped", CaseStatus.DisclosureApproval), Good.Stopped.Disclosure) },
        ["not cancelled"] = Good with { Stopped = (Good.Stopped.Case, new Disclosure(Good.Stopped.Disclosure) { Status = DisclosureStatus.Packaged }) },
        ["delivered and not opened again"] = Good with { Emergency = (Of("emergency", CaseStatus.Acknowledged, Good.Emergency.Case.File), Good.Emergency.Disclosure) },
        ["leads paged twice"] = Good with { Journal = [.. Good.Journal, .. Lines("recall-page", ("page.opened.v1", "system"))] },
        ["leads not told"] = Good with { Rings = [] },
        ["journal broken"] = Good with { Verified = new Ended(1, "", "error: the journal is broken") },
        ["killed at the end"] = Good with { StopCode = null },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void What_must_not_happen_is_found(string story) => Assert.NotEmpty(Broken[story].Breaches());

    private static MondayStory Without(string actor, string type) =>
        Good with { Journal = [.. Good.Journal.Where(line => line.Key != actor || line.Type != type)] };

    private static MondayStory By(string actor, string type, string by) =>
        Good with { Journal = [.. Good.Journal.Select(line => line.Key == actor && line.Type == type ? new JournalLine(line) { By = by } : line)] };

    private static Case Of(string id, CaseStatus status, CaseFile? file = null)
    {
        var made = new CaseFile(file ?? new CaseFile());
        made.Asking ??= new CaseAsking();
        made.Intake ??= new CaseIntake();
        return new Case { CaseId = id, Status = status, File = made };
    }

    private static IEnumerable<JournalLine> Lines(string actor, params (string Type, string By)[] lines) =>
        lines.Select((line, i) => new JournalLine { Key = actor, Sequence = i + 1, Type = line.Type, By = line.By });
}
