using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Intake;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Intake;

/// <summary>A1 to A4 and A9 to A17: what a request must say, and how far its process reaches.</summary>
public class IntakeTests
{
    [Fact]
    public void A1_An_EPOC_without_an_issuing_authority_names_every_missing_field_and_nothing_is_stored() => Given.Case().At(SomeRequest.Received)
        .When(SomeRequest.Epoc() with { Intake = SomeRequest.Epoc().Intake! with { IssuingAuthority = "", Certificate = "", Items = [] } })
        .ThenInvalid("issuing_authority", "certificate", "items");

    [Fact]
    public void A1_Each_kind_has_its_mandatory_fields()
    {
        foreach (var kind in IntakeBook.BuiltIn.Kinds.Where(kind => kind.Kind is not (CaseKind.Preservation or CaseKind.CyberTip)))
        {
            var open = SomeRequest.Open(kind.Kind, kind.Bases.Keys.Order(StringComparer.Ordinal).First() is var basis && basis == "none" ? "" : basis, IntakeFields.Nothing) with { Agency = "Europol" };
            var refused = Given.Case().At(SomeRequest.Received).When(open).Last.Refusal;
            Assert.Equal(RefusalCodes.RequestInvalid, refused?.Code);
            Assert.Equal(kind.Requires.ToArray(), refused!.Violations.Select(violation => violation.Field));
        }
    }

    [Fact]
    public void A1_A_kind_does_not_stand_on_another_kinds_regime() => Given.Case().At(SomeRequest.Received)
        .When(SomeRequest.Warrant() with { Regime = "us-subpoena" }).ThenInvalid("regime")
        .When(SomeRequest.Warrant() with { Regime = "xx-1" }).ThenInvalid("regime")
        .When(SomeRequest.Warrant() with { Kind = (CaseKind)99 }).ThenInvalid("kind");

    [Fact]
    public void A2_The_same_request_id_opens_one_case() => CaseStateTests.Opened(SomeRequest.Warrant()).When(SomeRequest.Subpoena()).ThenRefused(RefusalCodes.RequestIdReused);

    [Fact]
    public void A3_A_subpoena_for_contents_is_refused_that_item_and_its_subscriber_items_go_on() => CaseStateTests.Opened(SomeRequest.Subpoena())
        .Where(@case => Assert.Equal([null, RefusalCodes.ScopeRequiresWarrant], @case.View!.File.Verdicts.Select(verdict => verdict.Refusal)))
        .Where(@case => Assert.All(@case.View!.File.Verdicts, verdict => Assert.NotEmpty(verdict.Source)))
        .Where(@case => Assert.Equal("i1", Assert.Single(ScopeRules.InForce(@case.State)).ItemId));

    [Theory]
    [InlineData("consent", true, true, true, true)]
    [InlineData("emergency", true, true, true, true)]
    [InlineData("subpoena", true, false, false, false)]
    [InlineData("court-order", true, true, false, false)]
    [InlineData("warrant", true, true, true, true)]
    [InlineData("preservation", false, false, false, false)]
    public void A3_The_matrix_of_process_and_data_is_that_of_the_product(string process, bool subscriber, bool records, bool contents, bool location)
    {
        bool Reaches(DataCategory category) => IntakeBook.BuiltIn.Judge(process, category).Refusal is null;
        Assert.Equal((subscriber, records, contents, location), (Reaches(DataCategory.BasicSubscriber), Reaches(DataCategory.OtherRecords), Reaches(DataCategory.Contents), Reaches(DataCategory.PreciseLocation)));
        Assert.False(Reaches(DataCategory.Future));
    }

    [Fact]
    public void A4_A_request_to_the_wrong_entity_starts_no_clock_and_leaves_its_receipt_in_the_journal()
    {
        var open = SomeRequest.Warrant(SomeRequest.Item(DataCategory.BasicSubscriber, "eu-account-1"));
        Given.Case().At(SomeRequest.Received).When(open)
            .ThenRefused(
                RefusalCodes.IntakeWrongEntity,
                new CaseEvent.Misdirected(CaseKind.Warrant, "Agency of .example", "Officer A", "agency 26/0042", "us", "ie", SomeRequest.Received, SomeRequest.Received, "user:lead"))
            .Where(@case => Assert.Equal("ie", @case.Last.Refusal!.Details["right_entity"]))
            .Where(@case => Assert.Null(@case.View))
            .Where(@case => Assert.Null(@case.WakeAt))
            .When(new CaseCommand.Triage("")).ThenRefused(RefusalCodes.CaseNotFound);
    }

    [Theory]
    [InlineData("us-1", "us")]
    [InlineData("uk-1", "uk")]
    [InlineData("eu-1", "ie")]
    [InlineData("ch-1", "ie")]
    [InlineData("br-1", "sg")]
    public void A4_The_entity_follows_from_the_accounts_region(string account, string entity) => Assert.Equal(entity, IntakeBook.BuiltIn.EntityOf(account));

    [Fact]
    public void A4_One_account_of_another_entity_does_not_hold_up_the_others() => CaseStateTests
        .Opened(SomeRequest.Warrant(SomeRequest.Item(DataCategory.Contents), SomeRequest.Item(DataCategory.Contents, "eu-account-1")))
        .Where(@case => Assert.Equal([null, RefusalCodes.IntakeWrongEntity], @case.View!.File.Verdicts.Select(verdict => verdict.Refusal)));

    [Fact]
    public void A9_While_the_requester_is_asked_the_internal_clock_pauses_and_the_legal_one_does_not() => CaseStateTests.Opened(SomeRequest.Warrant())
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating))
        .When(new CaseCommand.RequestClarification("The signature is missing.")).Where(CaseStateTests.IsIn(CaseStatus.AwaitingRequester))
        .Where(@case => Assert.Equal(
            [("us-warrant", ClockStatus.Running), ("policy-answer", ClockStatus.Paused)], @case.View!.File.Clocks.Select(clock => (clock.ClockId, clock.Status))))
        .At(SomeRequest.Received.AddDays(2)).When(new CaseCommand.Answer("Here it is.")).Where(CaseStateTests.IsIn(CaseStatus.Validating))
        .Where(@case => Assert.Equal(SomeRequest.Received.AddHours(72).AddDays(2), @case.View!.File.Clocks[1].DueInternal));

    [Fact]
    public void A11_A_handle_of_two_accounts_needs_a_choice_and_the_other_is_never_produced() => CaseStateTests.InReview(SomeRequest.Handle())
        .When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.ScopeAccountNotChosen)
        .When(new CaseCommand.ChooseAccount(new HandleChoice("@dawn", "us-account-1", new DateOnly(2026, 5, 1)), "x")).ThenRefused(RefusalCodes.ScopeChoiceInvalid)
        .When(new CaseCommand.ChooseAccount(new HandleChoice("@dawn", "us-account-2", new DateOnly(2026, 5, 1)), "the posts are of May"))
        .When(new CaseCommand.Approve("fine", null, false)).By("user:counsel").When(new CaseCommand.Approve("fine", null, false))
        .When(new CaseCommand.Advance(CaseStatus.Collecting))
        .When(new CaseCommand.RecordItem("i1", "us-account-1", ItemOutcome.Collected, "")).ThenRefused(RefusalCodes.ScopeOtherAccount)
        .When(new CaseCommand.RecordItem("i1", "us-account-2", ItemOutcome.Collected, "")).Where(@case => Assert.Null(@case.Last.Refusal));

    [Fact]
    public void A12_What_is_in_no_accepted_language_needs_a_translation_where_the_kind_asks_for_it()
    {
        var open = SomeRequest.Epoc() with { Intake = SomeRequest.Epoc().Intake! with { Language = "fr" } };
        CaseStateTests.Opened(open).When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating))
            .When(new CaseCommand.Advance(CaseStatus.LegalReview)).ThenRefused(RefusalCodes.IntakeTranslationRequired)
            .When(new CaseCommand.RecordTranslation("T-1"))
            .When(new CaseCommand.Advance(CaseStatus.LegalReview)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview));
    }

    [Fact]
    public void A13_A_special_target_restricts_the_case_and_asks_for_a_senior_review() => CaseStateTests.Opened(SomeRequest.Restricted())
        .Where(@case => Assert.Equal(["user:intake", "user:senior"], @case.View!.File.Access.ToArray()))
        // H5: not on the list is the same as not there.
        .When(new CaseCommand.Triage("")).ThenRefused(RefusalCodes.CaseNotFound)
        .By("user:senior").When(new CaseCommand.GrantAccess("user:lead", "review")).When(new CaseCommand.GrantAccess("user:counsel", "review"))
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview))
        .By("user:lead").When(new CaseCommand.Approve("fine", null, false))
        .By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
        .By("user:senior").When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

    [Fact]
    public void A13_A_special_target_without_a_reviewer_is_invalid() => Given.Case().At(SomeRequest.Received)
        .When(SomeRequest.Restricted() with { Intake = SomeRequest.Restricted().Intake! with { SeniorReviewer = "" } }).ThenInvalid("senior_reviewer");

    [Fact]
    public void A16_A_foreign_request_for_contents_without_an_agreement_is_shown_the_way_of_mutual_assistance()
    {
        var open = SomeRequest.Open(
            CaseKind.NationalOrder, "", SomeRequest.Intake(SomeRequest.Item(DataCategory.Contents), SomeRequest.Item(DataCategory.BasicSubscriber)) with { Country = "IN" });
        CaseStateTests.Opened(open)
            .Where(@case => Assert.Equal([RefusalCodes.ScopeRequiresMlat, null], @case.View!.File.Verdicts.Select(verdict => verdict.Refusal)))
            .Where(@case => Assert.Contains("hold is offered", @case.View!.File.Verdicts[0].Remark, StringComparison.Ordinal));
        CaseStateTests.Opened(open with { Intake = open.Intake! with { Agreement = "us-au" } })
            .Where(@case => Assert.All(@case.View!.File.Verdicts, verdict => Assert.Null(verdict.Refusal)));
    }

    [Fact]
    public void A16_When_nothing_is_reached_there_is_nothing_to_review() => CaseStateTests
        .Opened(SomeRequest.Subpoena(SomeRequest.Item(DataCategory.Contents)))
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating))
        .When(new CaseCommand.Advance(CaseStatus.LegalReview)).ThenRefused(RefusalCodes.ScopeNothingLeft)
        .When(new CaseCommand.Reject("a warrant is needed")).Where(CaseStateTests.IsIn(CaseStatus.Rejected));

    [Fact]
    public void A17_A_regime_before_its_first_day_is_refused() => Given.Case().At(SomeRequest.Received)
        .When(SomeRequest.Epoc() with { TriggerAt = Some.Instant("2026-08-17T22:59:59Z") }).ThenRefused(RefusalCodes.RegimeNotApplicable)
        .When(SomeRequest.Epoc() with { TriggerAt = Some.Instant("2026-08-17T23:00:00Z") }).Where(@case => Assert.Null(@case.Last.Refusal));

    [Fact]
    public void A_request_for_data_takes_no_holds_of_its_own() => CaseStateTests.Opened(SomeRequest.Warrant())
        .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-1")])).ThenRefused(RefusalCodes.CaseHasNoPreservation);

    [Fact]
    public void An_EPOC_PR_preserves_as_a_preservation_does() => CaseStateTests
        .Opened(SomeRequest.Open(CaseKind.EpocPr, "eu-epoc-pr", SomeRequest.Intake() with { Country = "FR" }))
        .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-1")])).Where(CaseStateTests.IsIn(CaseStatus.Validating))
        .Where(@case => Assert.Single(@case.Last.Messages));
}
