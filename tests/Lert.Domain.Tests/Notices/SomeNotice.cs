using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Notices;

using Scene = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>Test data: orders of silence and notices of a warrant that came on Monday 2026-09-07.</summary>
internal static class SomeNotice
{
    /// <summary>Day 180 is Saturday 2027-03-06 in Los Angeles.</summary>
    public const string EndOf180Days = "2027-03-07T08:00:00Z";

    /// <summary>One year on is Tuesday 2027-09-07.</summary>
    public const string EndOfOneYear = "2027-09-08T07:00:00Z";

    public static SilenceTerm Days(int days, string? from = null) => new(from is null ? SomeRequest.Received : Some.Instant(from), SilenceLength.Days, days, null, null);

    public static SilenceTerm NoEnd(string? from = null) => new(from is null ? SomeRequest.Received : Some.Instant(from), SilenceLength.NoEnd, null, null, null);

    public static SilenceTerm OneYear { get; } = new(SomeRequest.Received, SilenceLength.OneYear, null, null, null);

    public static SilenceTerm Until(DateOnly day, string? zone = null) => new(SomeRequest.Received, SilenceLength.UntilDate, null, day, zone);

    public static CaseCommand.RecordSilence Order(SilenceTerm? term = null, SilenceBasis basis = SilenceBasis.CourtOrder) => new(basis, "N.D. Cal.", "26-mj-118", term ?? Days(180));

    public static CaseCommand.ExtendSilence Extension(SilenceTerm term, string order = "o1") => new(order, "27-mj-9", term);

    public static CaseCommand.LiftSilence Lift(string order = "o1") => new(order, "26-mj-118, vacated", "the court vacated it");

    public static CaseCommand.RecordNotice Given(string at, params ReadOnlySpan<string> accounts) => new([.. accounts], NoticeChannel.Mail, Some.Instant(at), "notice-7");

    public static CaseCommand.ExceptNotice Except(NoticeGround ground = NoticeGround.DangerToLife) => new(ground, "he has threatened the witness");

    public static NoticeGate Gate(Scene scene) => CaseDecider.ScopeOf(Some.CaseId, scene.State, new Moment(scene.Now, "", scene.Rules))!.Notice;

    /// <summary>Two people have approved it: a notice is due.</summary>
    public static Scene Approved(CaseCommand.Open? open = null) => CaseStateTests.Approved(open ?? SomeRequest.Warrant()).By("user:lead");

    /// <summary>All is ready to go out but for what the notice says.</summary>
    public static Scene Ready(CaseCommand.Open? open = null) => Approved(open)
        .When(new CaseCommand.Advance(CaseStatus.Collecting))
        .When(new CaseCommand.RecordItem("i1", "us-account-1", ItemOutcome.Collected, "")).When(new CaseCommand.RecordItem("i2", "us-account-1", ItemOutcome.NotFound, "never wrote"))
        .When(new CaseCommand.Advance(CaseStatus.QualityCheck)).When(new CaseCommand.Advance(CaseStatus.DisclosureApproval)) is var ready
            ? ready.By("user:lead").When(new CaseCommand.ApproveDisclosure(ready.View!.File.ScopeHash, "fine"))
                .By("user:counsel").When(new CaseCommand.ApproveDisclosure(ready.View!.File.ScopeHash, "fine")).By("user:producer")
            : ready;

    public static CaseClock? Clock(Scene scene, string id) => scene.View!.File.Clocks.FirstOrDefault(clock => clock.ClockId == id);
}
