using Google.Protobuf;
using Google.Protobuf.Reflection;
using Lert.Api.Accounts;
using Lert.Api.Cases;
using Lert.Api.Disclosures;
using Lert.Api.Holds;
using Lert.Api.Identity;
using Lert.Api.Letters;
using Lert.Api.Notices;
using Lert.Api.Pages;
using Lert.Api.Requesters;
using Lert.Api.Responders;
using Lert.Api.Rotas;
using Lert.Api.Tests.Running;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Api.Tests.Mapping;

public sealed class MappingTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Theory]
    [InlineData(typeof(CaseKind), typeof(V1.CaseKind))]
    [InlineData(typeof(CaseStatus), typeof(V1.CaseStatus))]
    [InlineData(typeof(DataCategory), typeof(V1.DataCategory))]
    [InlineData(typeof(SpecialTarget), typeof(V1.SpecialTarget))]
    [InlineData(typeof(NumberSource), typeof(V1.NumberSource))]
    [InlineData(typeof(ChallengeGround), typeof(V1.ChallengeGround))]
    [InlineData(typeof(ItemOutcome), typeof(V1.ItemOutcome))]
    [InlineData(typeof(ClockStatus), typeof(V1.ClockStatus))]
    [InlineData(typeof(CaseField), typeof(V1.CaseField))]
    [InlineData(typeof(Grains.Links.LinkGround), typeof(V1.LinkGround))]
    [InlineData(typeof(Grains.Links.LinkStatus), typeof(V1.LinkStatus))]
    [InlineData(typeof(RequestAnomaly), typeof(V1.RequestAnomaly))]
    [InlineData(typeof(Grains.Requesters.AgencyKind), typeof(V1.AgencyKind))]
    [InlineData(typeof(Grains.Requesters.RequesterStatus), typeof(V1.RequesterStatus))]
    [InlineData(typeof(HoldStatus), typeof(V1.HoldStatus))]
    [InlineData(typeof(ReleaseGround), typeof(V1.ReleaseGround))]
    [InlineData(typeof(PreservationStatus), typeof(V1.PreservationStatus))]
    [InlineData(typeof(Clearance), typeof(V1.Clearance))]
    [InlineData(typeof(ContactChannel), typeof(V1.ContactChannel))]
    [InlineData(typeof(UnavailableReason), typeof(V1.UnavailableReason))]
    [InlineData(typeof(AlertKind), typeof(V1.AlertKind))]
    [InlineData(typeof(Urgency), typeof(V1.Urgency))]
    [InlineData(typeof(PageStatus), typeof(V1.PageStatus))]
    [InlineData(typeof(Reach), typeof(V1.Reach))]
    [InlineData(typeof(Grains.Disclosures.DisclosureStatus), typeof(V1.DisclosureStatus))]
    [InlineData(typeof(Grains.Disclosures.ProductionOutcome), typeof(V1.ProductionOutcome))]
    [InlineData(typeof(Grains.Letters.LetterKind), typeof(V1.LetterKind))]
    [InlineData(typeof(Grains.Letters.LetterStatus), typeof(V1.LetterStatus))]
    [InlineData(typeof(AuthorityStance), typeof(V1.AuthorityStance))]
    [InlineData(typeof(Grains.Notices.SilenceBasis), typeof(V1.SilenceBasis))]
    [InlineData(typeof(Grains.Notices.SilenceLength), typeof(V1.SilenceLength))]
    [InlineData(typeof(Grains.Notices.NoticeDuty), typeof(V1.NoticeDuty))]
    [InlineData(typeof(Grains.Notices.NoticeGround), typeof(V1.NoticeGround))]
    [InlineData(typeof(Grains.Notices.NoticeChannel), typeof(V1.NoticeChannel))]
    [InlineData(typeof(Grains.Rotas.TurnUnit), typeof(V1.TurnUnit))]
    public void Enums_have_the_same_names_and_numbers_on_both_sides(Type contract, Type wire) =>
        Assert.Equal(Named(contract), Named(wire));

    [Fact]
    public void Every_field_of_a_case_is_mapped()
    {
        var @case = Some.Case(Some.CaseId).ToProto();
        AssertFull(@case);
        AssertFull(@case.File);
        AssertFull(@case.File.Intake);
        AssertFull(@case.File.Intake.Items[0]);
        AssertFull(@case.File.Intake.Items[0].UsedBy[0]);
        AssertFull(@case.File.Verdicts[0]);
        AssertFull(@case.File.Narrowing[0]);
        AssertFull(@case.File.Choices[0]);
        AssertFull(@case.File.Clocks[0]);
        AssertFull(@case.File.CallBacks[0]);
        AssertFull(@case.File.Approvals[0]);
        AssertFull(@case.File.Records[0]);
        AssertFull(@case.File.Links[0]);
        AssertFull(@case.File.Letters[0]);
        AssertFull(@case.File.Checklist);
        AssertFull(@case.File.Checklist.Steps[0]);
        AssertFull(@case.File.Asking);
        AssertFull(@case.File.Asking.Requester);
        AssertFull(@case.File.Asking.Fraud);
        AssertFull(@case.File.Asking.Fraud.Reasons[0]);
        AssertFull(@case.File.Asking.Recall);
    }

    [Fact]
    public void Every_field_of_a_requester_is_mapped()
    {
        var requester = Some.Requester("us-q-1").ToProto([]);
        AssertFull(requester);
        AssertFull(requester.Profile);
        AssertFull(requester.Profile.Numbers[0]);
        AssertFull(requester.Calls[0]);
        AssertFull(requester.Recall);
        Assert.Equal(10, requester.Recall.Done);
    }

    [Fact]
    public void Every_field_of_a_timeline_is_mapped()
    {
        var timeline = new CaseTimeline(Some.Case(Some.CaseId), [new TimelineEntry(1, Some.Instant, "ann", "case.opened.v1", "received")], 1, Some.Instant).ToProto();
        AssertFull(timeline);
        AssertFull(timeline.Entries[0]);
    }

    [Fact]
    public void Every_field_of_a_notice_is_mapped()
    {
        var notice = Some.Case(Some.CaseId).ToNotice(new Grains.Notices.NoticeGate("notice.period-running", "not yet", Some.Instant));
        AssertFull(notice);
        AssertFull(notice.Orders[0]);
        AssertFull(notice.Orders[0].Term);
        AssertFull(notice.Exception);
        AssertFull(notice.Exception.Approvals[0]);
        AssertFull(notice.Given[0]);
        AssertFull(notice.Clocks[0]);
    }

    [Fact]
    public void Every_field_of_a_disclosure_is_mapped()
    {
        var disclosure = Some.Disclosure(Some.DisclosureId).ToProto();
        AssertFull(disclosure);
        AssertFull(disclosure.Recipient);
        AssertFull(disclosure.Approvals[0]);
        AssertFull(disclosure.Package);
        AssertFull(disclosure.Items[0]);
    }

    [Fact]
    public void Every_field_of_a_letter_is_mapped()
    {
        var letter = Some.Letter(Some.LetterId).ToProto();
        AssertFull(letter);
        AssertFull(letter.Template);
        AssertFull(letter.Fields[0]);
        AssertFull(Some.Letter(Some.LetterId).Render(V1.LetterFormat.Html));
        var template = new Grains.Letters.LetterTemplateView(
            Grains.Letters.LetterKind.Refusal, "fr", new(2, "Counsel", new DateOnly(2026, 5, 4)), [new("answer-by", IsGiven: true, IsDay: true)], "# Refus").ToProto();
        AssertFull(template);
        AssertFull(template.Stamp);
        AssertFull(template.Fields[0]);
    }

    [Fact]
    public void Every_field_of_an_account_is_mapped() => AssertFull(Some.FullAccount(Some.Account).ToProto(_ => true));

    [Fact]
    public void Every_field_of_a_hold_is_mapped()
    {
        var hold = (Some.Hold(Some.HoldId) with { PendingLock = "W-2" }).ToProto();
        AssertFull(hold);
        AssertFull(hold.Locks[0]);
        AssertFull(hold.Approvals[0]);
        AssertFull(hold.Snapshot);
        Assert.Equal(("2026-04-15", "2026-04-16", "3"), (hold.NominalLastDay, hold.RolledLastDay, hold.Etag));
    }

    [Fact]
    public void Every_field_of_a_responder_is_mapped()
    {
        var responder = (Some.Responder() with { Reason = UnavailableReason.Protected }).ToProto(Some.Caller("ana", Roles.Lead), []);
        AssertFull(responder);
        AssertFull(responder.Profile);
        AssertFull(responder.ContactRules[0]);
        AssertFull(responder.Own);
        AssertFull(responder.Own.Session);
        Assert.Equal(20, responder.Own.Session.AllowedMinutes);
    }

    [Fact]
    public void Every_field_of_an_exposure_is_mapped()
    {
        var exposure = Some.Exposure().ToProto();
        AssertFull(exposure);
        AssertFull(exposure.Day);
        AssertFull(exposure.Recent[0]);
        AssertFull(exposure.Days[0]);
        AssertFull(exposure.Overrides[0]);
    }

    [Fact]
    public void Every_field_of_a_page_is_mapped()
    {
        var page = Some.Page(Some.PageId).ToProto();
        AssertFull(page);
        AssertFull(page.Told[0]);
    }

    [Fact]
    public void What_is_not_there_is_absent_on_the_wire()
    {
        var hold = (Some.Hold(Some.HoldId) with { RolledLastDay = null, ReleaseNotBefore = null, ReleasedAt = null, Snapshot = null, DeletionAuthorizedAt = null, Alarm = null }).ToProto();
        Assert.Equal(("", null, null, null, null, ""), (hold.RolledLastDay, hold.ReleaseNotBefore, hold.ReleasedAt, hold.Snapshot, hold.DeletionAuthorizedAt, hold.Alarm));
    }

    [Fact]
    public void Every_field_of_a_rota_is_mapped()
    {
        var rota = Some.Rota(Some.RotaId).ToProto();
        AssertFull(rota);
        AssertFull(rota.Definition);
        AssertFull(rota.Definition.Layers[0]);
        AssertFull(rota.Definition.Layers[0].Rotation);
        AssertFull(rota.Definition.Layers[0].Windows[0]);
        AssertFull(rota.Overrides[0]);
        AssertFull(rota.Policies[0]);
        AssertFull(rota.Policies[0].Policy);
        AssertFull(rota.Policies[0].Policy.Steps[0]);
        AssertFull(rota.Notes[0]);
        AssertFull(rota.Gaps[0]);
        // What is written is what is read.
        Assert.Equal(Some.DeskRequest(), rota.Definition);
        Assert.Equal(Some.PolicyRequest(), rota.Policies[0].Policy);
    }

    [Fact]
    public async Task An_opening_reaches_its_case_word_for_word()
    {
        api.Cluster.Calls.Clear();
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        var request = Some.OpenCase();
        request.Zone = "America/New_York";
        request.Kind = V1.CaseKind.CyberTip;
        request.TriggerAt.Nanos = 123_456_789;
        request.Accounts.Add(new V1.HoldTarget { AccountId = "us-1", Snapshot = new() { Id = "s", ManifestSha256 = Some.Sha256 } });
        await api.Cases(Roles.Intake).OpenAsync(request);
        var open = Assert.Single(api.Cluster.Calls).Command<CaseCommand.Open>();
        Assert.Equal(
            (CaseKind.CyberTip, "us-2703f", "America/New_York", "Example County", "Officer Example", "REF-1"),
            (open.Kind, open.Regime, open.Zone, open.Agency, open.Officer, open.AgencyReference));
        // Kept to the microsecond.
        Assert.Equal(Some.Instant.AddMicroseconds(123_456), open.TriggerAt);
        Assert.Equal([new HoldRequest("us-1", new Snapshot("s", Some.Sha256))], open.Accounts.AsEnumerable());
    }

    [Fact]
    public async Task Each_command_on_a_hold_reaches_it_word_for_word()
    {
        api.Cluster.Hold = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Hold(key));
        var at = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Some.Instant);
        var lead = api.Holds(Roles.Lead);
        await Sends(() => lead.ExtendAsync(new() { HoldId = Some.HoldId, RequestId = "r", AskedAt = at, Reference = "x" }).ResponseAsync, new HoldCommand.Extend(Some.Instant, "x"));
        await Sends(() => lead.LockForProductionAsync(new() { HoldId = Some.HoldId, RequestId = "r", Reference = "x" }).ResponseAsync, new HoldCommand.LockForProduction("x"));
        await Sends(() => lead.UnlockAsync(new() { HoldId = Some.HoldId, RequestId = "r", Reference = "x" }).ResponseAsync, new HoldCommand.Unlock("x"));
        await Sends(
            () => lead.ReleaseAsync(new() { HoldId = Some.HoldId, RequestId = "r", Ground = V1.ReleaseGround.OrderToDestroy, Reason = "why", OrderReference = "o", BasisSeen = "b" }).ResponseAsync,
            new HoldCommand.Release(ReleaseGround.OrderToDestroy, "why", "o", "b"));
        await Sends(
            () => lead.ReleaseAsync(new() { HoldId = Some.HoldId, RequestId = "r", Ground = V1.ReleaseGround.Quashed, Reason = "why" }).ResponseAsync,
            new HoldCommand.Release(ReleaseGround.Quashed, "why", null, null));
        await Sends(
            () => api.Holds(Roles.Producer).RecordSnapshotAsync(new() { HoldId = Some.HoldId, RequestId = "r", Snapshot = new() { Id = "s", ManifestSha256 = Some.Sha256 } }).ResponseAsync,
            new HoldCommand.RecordSnapshot(new Snapshot("s", Some.Sha256)));
    }

    [Fact]
    public async Task Leave_to_delete_says_until_when_and_nothing_of_holds()
    {
        api.Cluster.Account = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.FullAccount(key));
        var leave = await api.Accounts(Roles.DeletionPipeline).AuthorizeDeletionAsync(new() { AccountId = Some.Account, RequestId = "r", Ticket = "t" });
        Assert.Equal(Some.FullAccount(Some.Account).AuthorizationExpiresAt, leave.ExpiresAt.ToDateTimeOffset());
        Assert.DoesNotContain("-h-", leave.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leave_without_an_instant_is_no_leave()
    {
        api.Cluster.Account = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.FreeAccount(key));
        var error = await ErrorDetails.Of(api.Accounts(Roles.DeletionPipeline).AuthorizeDeletionAsync(new() { AccountId = Some.Account, RequestId = "r", Ticket = "t" }));
        Assert.Equal(Grpc.Core.StatusCode.Internal, error.Code);
    }

    private async Task Sends(Func<Task> call, HoldCommand expected)
    {
        api.Cluster.Calls.Clear();
        await call();
        var sent = Assert.Single(api.Cluster.Calls, made => made.Method == "Execute");
        Assert.Equal((Some.HoldId, "r", "ann"), (sent.Key, sent.Stamp.CommandId, sent.Stamp.By));
        Assert.Equal(expected, sent.Command<HoldCommand>());
    }

    private static List<string> Named(Type type) => [.. Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt32(Enum.Parse(type, name))}").Order(StringComparer.Ordinal)];

    /// <summary>A field that the mapping forgets is left at its default, and this says which.</summary>
    private static void AssertFull(IMessage message) =>
        Assert.Empty(message.Descriptor.Fields.InDeclarationOrder().Where(field => IsDefault(field, message)).Select(field => field.Name));

    private static bool IsDefault(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        null or "" or false or 0 or 0L => true,
        System.Collections.ICollection { Count: 0 } => true,
        Enum value => Convert.ToInt32(value) == 0,
        _ => false,
    };
}
