using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Tests.Cases;

using Scene = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>A case and its disclosures.</summary>
public class CaseDisclosingTests
{
    [Theory]
    [InlineData("withdrawn")]
    [InlineData("challenged")]
    public void A15_B13_A_case_that_goes_back_or_ends_stops_its_undelivered_disclosures(string how)
    {
        var ready = Ready().When(Note("us-d-1", DisclosureProgress.Prepared)).When(Note("us-d-2", DisclosureProgress.Delivered, isFinal: false)).When(Note("us-d-3", DisclosureProgress.Ended));
        var over = ready.By("user:lead").When(how == "withdrawn" ? new CaseCommand.Withdraw("settled", false) : new CaseCommand.Challenge(ChallengeGround.Comity, "conflict"));
        Assert.Equal(["us-d-1", "us-d-2"], over.Last.Messages.OfType<Outgoing.ToDisclosure>().Select(message => message.Key));
    }

    [Fact]
    public void A15_A_disclosure_of_which_a_case_hears_too_late_is_stopped_at_once()
    {
        var withdrawn = Ready().By("user:lead").When(new CaseCommand.Withdraw("settled", false));
        var late = withdrawn.By("system:disclosure/us-d-1").When(Note("us-d-1", DisclosureProgress.Prepared));
        Assert.Equal("us-d-1", Assert.IsType<Outgoing.ToDisclosure>(Assert.Single(late.Last.Messages)).Key);
    }

    [Fact]
    public void F7_Only_the_last_production_takes_the_case_along_and_messages_may_overtake_each_other()
    {
        var part = Ready().By("system:disclosure/us-d-1").When(Note("us-d-1", DisclosureProgress.Delivered, isFinal: false));
        Assert.Equal(CaseStatus.DisclosureApproval, part.State.Status);
        var last = part.When(Note("us-d-2", DisclosureProgress.Delivered));
        Assert.Equal(CaseStatus.Delivered, last.State.Status);
        Assert.Equal(CaseStatus.Acknowledged, last.When(Note("us-d-2", DisclosureProgress.Receipted)).State.Status);
        // The receipt came first.
        var early = part.When(Note("us-d-2", DisclosureProgress.Receipted));
        Assert.Equal(CaseStatus.Acknowledged, early.State.Status);
        early.When(Note("us-d-2", DisclosureProgress.Delivered)).ThenNothing();
    }

    [Fact]
    public void F1_Approvals_of_another_scope_or_of_one_person_do_not_deliver_the_case()
    {
        var ready = Ready().By("system:disclosure/us-d-1");
        Assert.Equal(CaseStatus.DisclosureApproval, ready.When(Note("us-d-1", DisclosureProgress.Delivered, hash: "another")).State.Status);
        var note = (CaseCommand.NoteDisclosure)Note("us-d-1", DisclosureProgress.Delivered);
        Assert.Equal(CaseStatus.DisclosureApproval, ready.When(note with { Approvals = [note.Approvals[0], note.Approvals[0]] }).State.Status);
    }

    [Fact]
    public void F10_The_window_ends_at_the_outer_date_or_with_the_authoritys_word_and_a_refusal_is_for_good()
    {
        var epoc = Given.Case().At(SomeRequest.Received).When(SomeRequest.Epoc());
        TransmissionWindow Window(Scene scene) => CaseDecider.ScopeOf(Some.CaseId, scene.State, new Moment(scene.Now, "", Some.Rules))!.Window;
        var due = epoc.State.Clocks.Single(clock => clock.ClockId == "eu-epoc").DueLegalOuter;
        Assert.Equal(due, Window(epoc).NotBefore);
        Assert.NotNull(Window(epoc.At(due.AddTicks(-1))).NotBefore);
        Assert.Equal(TransmissionWindow.Open, Window(epoc.At(due)));

        var said = SomeRequest.Received.AddDays(2);
        var fine = epoc.At(said).By("user:counsel").When(new CaseCommand.RecordAuthorityAnswer(AuthorityStance.WillNotRefuse, said, "EA 7/26"));
        Assert.Equal(TransmissionWindow.Open, Window(fine));
        Assert.Equal(TransmissionWindow.Open, Window(epoc.When(new CaseCommand.RecordAuthorityAnswer(AuthorityStance.NotNotified, said, "section K"))));

        var refused = fine.At(due.AddDays(30)).When(new CaseCommand.RecordAuthorityAnswer(AuthorityStance.Refuses, said, "EA 8/26"));
        Assert.True(Window(refused).IsBlocked);
        refused.When(new CaseCommand.RecordAuthorityAnswer(AuthorityStance.WillNotRefuse, said, "EA 9/26")).ThenRefused(RefusalCodes.CaseAuthorityRefused);
        Assert.Equal(TransmissionWindow.Open, Window(Ready()));
    }

    private static CaseCommand Note(string id, DisclosureProgress progress, bool isFinal = true, string? hash = null) => new CaseCommand.NoteDisclosure(
        id, progress, isFinal, [Approval("user:a", hash), Approval("user:b", hash)], progress == DisclosureProgress.Receipted ? "R-1" : "", SomeRequest.Received, "user:producer");

    private static CaseApproval Approval(string by, string? hash) => new(by, SomeRequest.Received, hash ?? ScopeRules.Hash(Ready().State), "fine", null, false);

    private static Scene Ready()
    {
        var at = Given.Case().At(SomeRequest.Received).By("user:intake").When(SomeRequest.Warrant(SomeRequest.Item(DataCategory.BasicSubscriber)))
            .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview))
            .By("user:lead").When(new CaseCommand.Approve("fine", null, false)).By("user:counsel").When(new CaseCommand.Approve("fine", null, false))
            .When(new CaseCommand.Advance(CaseStatus.Collecting)).When(new CaseCommand.RecordItem("i1", Some.AccountId, ItemOutcome.Collected, ""))
            .When(new CaseCommand.Advance(CaseStatus.QualityCheck)).When(new CaseCommand.Advance(CaseStatus.DisclosureApproval));
        Assert.Equal(CaseStatus.DisclosureApproval, at.State.Status);
        return at;
    }
}
