using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Tests.Disclosures;

using Scene = Scenario<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>;

/// <summary>Who may approve what, for how long, and who may hand it out.</summary>
public class FourEyesTests
{
    private static readonly DisclosureCommand Deliver = new DisclosureCommand.Deliver { Facts = SomeDisclosure.Facts };
    private static readonly DisclosureCommand Fetch = new DisclosureCommand.Fetch { Facts = SomeDisclosure.Facts };

    [Fact]
    public void F1_Two_distinct_people_who_did_not_prepare_it_approve_exactly_this()
    {
        Prepared().By(SomeDisclosure.Pat).When(SomeDisclosure.Approve()).ThenRefused(RefusalCodes.DisclosureOwnPreparation);
        var once = Prepared().By("user:lead").When(SomeDisclosure.Approve());
        Assert.Equal(DisclosureStatus.Prepared, once.State.Status);
        once.By("user:lead").When(SomeDisclosure.Approve()).ThenRefused(RefusalCodes.CaseSecondApproverRequired);
        Assert.Equal(DisclosureStatus.Approved, once.By("user:counsel").When(SomeDisclosure.Approve()).State.Status);
        Prepared().By("user:lead").When(new DisclosureCommand.Approve("another", "fine") { Facts = SomeDisclosure.Facts }).ThenRefused(RefusalCodes.ScopeChanged);
    }

    [Fact]
    public void F1_One_data_type_added_after_the_approval_voids_it()
    {
        var revised = Approved().By(SomeDisclosure.Pat).When(new DisclosureCommand.Revise([SomeDisclosure.Produced("i1"), SomeDisclosure.Produced("i2")], SomeDisclosure.Recipient, "all") { Facts = SomeDisclosure.Facts });
        Assert.Equal((DisclosureStatus.Prepared, 0), (revised.State.Status, revised.State.Approvals.Length));
        Assert.NotEqual(SomeDisclosure.Hash, revised.State.ScopeHash);
        revised.By(SomeDisclosure.Producer).When(new DisclosureCommand.StartPackaging { Facts = SomeDisclosure.Facts }).ThenRefused(RefusalCodes.CaseSecondApproverRequired);
    }

    [Fact]
    public void F1_Whatever_is_handed_out_is_in_the_hash()
    {
        var scope = SomeDisclosure.Scope;
        ProductionScope With(Func<ProductionItem, ProductionItem> change) => scope with { Items = [change(scope.Items[0]), scope.Items[1]] };
        ProductionScope[] others =
        [
            scope with { CaseId = "us-c-2" },
            scope with { CaseScopeHash = "scope-2" },
            scope with { Recipient = scope.Recipient with { Name = "Somebody else" } },
            scope with { Recipient = scope.Recipient with { PublicKey = "MFkw" } },
            scope with { Items = [scope.Items[0]] },
            With(item => item with { ItemId = "i9" }),
            With(item => item with { Category = DataCategory.Contents }),
            With(item => item with { AccountId = "us-account-2" }),
            With(item => item with { From = new DateOnly(2026, 1, 1) }),
            With(item => item with { Until = new DateOnly(2026, 1, 1) }),
            With(item => item with { Outcome = ProductionOutcome.Withheld }),
            With(item => item with { Reason = "another" }),
            With(item => item with { HoldId = "us-h-2" }),
            With(item => item with { Snapshot = item.Snapshot! with { Id = "snap-2" } }),
            With(item => item with { Snapshot = item.Snapshot! with { ManifestSha256 = new string('d', 64) } }),
        ];
        Assert.Equal(others.Length + 1, others.Append(scope).Select(ProductionRules.Hash).Distinct().Count());
    }

    [Fact]
    public void F1_An_approval_expires_and_what_was_packed_on_it_is_of_no_use()
    {
        var packed = Packed();
        Assert.Equal(Some.Start.AddHours(72), packed.WakeAt);
        var late = packed.At(Some.Start.AddHours(72)).By(SomeDisclosure.Producer).When(Deliver);
        late.ThenRefused(RefusalCodes.CaseSecondApproverRequired);
        var ticked = packed.At(Some.Start.AddHours(72)).When(new DisclosureCommand.Tick());
        Assert.Equal((DisclosureStatus.Prepared, 0, (Package?)null), (ticked.State.Status, ticked.State.Approvals.Length, ticked.State.Package));
        Assert.Equal([SomeDisclosure.Package.Sha256], ticked.State.Leftovers.AsEnumerable());
        Assert.Equal(DisclosureStatus.Delivered, packed.At(Some.Start.AddHours(72).AddTicks(-1)).By(SomeDisclosure.Producer).When(Deliver).State.Status);
    }

    [Theory]
    [InlineData("user:lead")]
    [InlineData("user:counsel")]
    [InlineData("user:approver")]
    public void H6_Whoever_approved_the_case_or_this_neither_packs_nor_delivers_nor_fetches(string approver)
    {
        Approved().By(approver).When(new DisclosureCommand.StartPackaging { Facts = SomeDisclosure.Facts }).ThenRefused(RefusalCodes.CaseApproverDelivers);
        Packed().By(approver).When(Deliver).ThenRefused(RefusalCodes.CaseApproverDelivers);
        Packed().By(SomeDisclosure.Producer).When(Deliver).By(approver).When(Fetch).ThenRefused(RefusalCodes.CaseApproverDelivers);
    }

    [Fact]
    public void H3_That_content_is_read_and_that_it_leaves_is_journaled()
    {
        Approved().By(SomeDisclosure.Producer).When(new DisclosureCommand.StartPackaging { Facts = SomeDisclosure.Facts })
            .Then(new DisclosureEvent.PackagingStarted(1, Some.Start, SomeDisclosure.Producer, Some.Start.AddMinutes(10)));
        Packed().By(SomeDisclosure.Producer).When(Deliver).When(Fetch).Then(new DisclosureEvent.ContentTaken(SomeDisclosure.Package.Sha256, Some.Start, SomeDisclosure.Producer));
    }

    [Fact]
    public void F6_A_delivery_expires_by_itself_and_can_no_longer_be_fetched()
    {
        var delivered = Packed().By(SomeDisclosure.Producer).When(Deliver);
        Assert.Equal(Some.Start.AddDays(14), delivered.WakeAt);
        delivered.At(Some.Start.AddDays(14).AddTicks(-1)).When(Fetch).Where(scene => Assert.Null(scene.Last.Refusal));
        delivered.At(Some.Start.AddDays(14)).When(Fetch).ThenRefused(RefusalCodes.DisclosureNotAllowed);
        var over = delivered.At(Some.Start.AddDays(14)).By("system:timer").When(new DisclosureCommand.Tick());
        Assert.Equal(DisclosureStatus.Expired, over.State.Status);
        Assert.Contains(over.Last.Messages, message => message is Outgoing.ToCase { Command: CaseCommand.NoteDisclosure { Progress: DisclosureProgress.Ended } });
        over.By(SomeDisclosure.Producer).When(new DisclosureCommand.ConfirmReceipt("R") { Facts = SomeDisclosure.Facts }).ThenRefused(RefusalCodes.DisclosureNotAllowed);
    }

    [Fact]
    public void F7_A_partial_production_says_why_of_each_item()
    {
        Given.Disclosure().By(SomeDisclosure.Pat).When(Prepare(SomeDisclosure.Produced("i1"))).ThenInvalid("items");
        Given.Disclosure().By(SomeDisclosure.Pat).When(Prepare(
                SomeDisclosure.Produced("i1") with { HoldId = "" }, new ItemChoice("i2", ProductionOutcome.Later, "us-h-9", ""), SomeDisclosure.Produced("i1"), SomeDisclosure.Produced("i9")))
            .ThenInvalid("items[0].hold_id", "items[1].reason", "items[1].hold_id", "items[2].item_id", "items[3].item_id");
        var partial = Given.Disclosure().By(SomeDisclosure.Pat).When(Prepare(SomeDisclosure.Produced("i1"), new ItemChoice("i2", ProductionOutcome.Later, "", "being reviewed")));
        Assert.True(partial.State.Scope!.IsPartial() && !partial.State.Scope.IsFinal());
    }

    [Fact]
    public void A11_F2_An_item_comes_from_a_snapshot_of_its_own_account_and_was_collected()
    {
        var other = SomeDisclosure.Facts with { Holds = [new HoldFact(SomeDisclosure.Hold, "us-account-2", Some.Snapshot)] };
        Given.Disclosure().When(SomeDisclosure.Prepare with { Facts = other }).ThenInvalid("items[0].hold_id");
        Given.Disclosure().When(SomeDisclosure.Prepare with { Facts = other with { Holds = [new HoldFact(SomeDisclosure.Hold, Some.AccountId, null)] } }).ThenInvalid("items[0].hold_id");
        Given.Disclosure().When(SomeDisclosure.Prepare with { Facts = other with { Holds = [new HoldFact(SomeDisclosure.Hold, "", null)] } }).ThenInvalid("items[0].hold_id");
        var withheld = SomeDisclosure.Case with { Records = [SomeDisclosure.Case.Records[0] with { Outcome = ItemOutcome.Withheld }] };
        Given.Disclosure().When(SomeDisclosure.Prepare with { Facts = SomeDisclosure.Facts with { Case = withheld } }).ThenInvalid("items[0].outcome");
    }

    [Fact]
    public void F9_An_order_is_declined_on_a_ground_of_its_form_and_no_other_request_is()
    {
        var epoc = SomeDisclosure.Facts with { Case = SomeDisclosure.Case with { Kind = CaseKind.Epoc, Status = CaseStatus.Validating } };
        DisclosureCommand Decline(string ground, ProductionFacts facts) => new DisclosureCommand.DeclineExecution(Some.CaseId, ground, "the subscriber left in 2019") { Facts = facts };
        var declined = Given.Disclosure().By("user:counsel").When(Decline("data-not-stored", epoc));
        Assert.Equal((DisclosureStatus.NotExecuted, "Reg. (EU) 2023/1543 Annex III, section D"), (declined.State.Status, declined.State.NonExecution!.Source));
        Given.Disclosure().When(Decline("no-time", epoc)).ThenInvalid("ground");
        Given.Disclosure().When(Decline("incomplete", SomeDisclosure.Facts)).ThenRefused(RefusalCodes.DisclosureNoSuchForm);
        Assert.Equal(10, NonExecutionBook.BuiltIn.Grounds.Select(ground => ground.Id).Distinct().Count());
    }

    [Fact]
    public void F10_Within_the_window_nothing_is_read_or_handed_out_and_a_refusal_is_for_good()
    {
        ProductionFacts Until(TransmissionWindow window) => SomeDisclosure.Facts with { Case = SomeDisclosure.Case with { Window = window } };
        var waits = Until(new TransmissionWindow(false, Some.Start.AddTicks(1), "not yet"));
        var packed = Packed().By(SomeDisclosure.Producer);
        packed.When(Deliver with { Facts = waits }).ThenRefused(RefusalCodes.DisclosureTransmissionWindow);
        Approved().By(SomeDisclosure.Producer).When(new DisclosureCommand.StartPackaging { Facts = waits }).ThenRefused(RefusalCodes.DisclosureTransmissionWindow);
        var delivered = packed.At(Some.Start.AddTicks(1)).When(Deliver with { Facts = waits });
        Assert.Equal(DisclosureStatus.Delivered, delivered.State.Status);
        delivered.When(Fetch with { Facts = Until(new TransmissionWindow(true, null, "refused")) }).ThenRefused(RefusalCodes.DisclosureTransmissionBlocked);
    }

    [Fact]
    public void A15_B13_What_the_case_no_longer_lets_out_stays_in_even_before_its_message_comes()
    {
        var delivered = Packed().By(SomeDisclosure.Producer).When(Deliver);
        foreach (var status in Enum.GetValues<CaseStatus>().Except([CaseStatus.DisclosureApproval, CaseStatus.Delivered]))
        {
            var facts = SomeDisclosure.Facts with { Case = SomeDisclosure.Case with { Status = status } };
            delivered.When(Fetch with { Facts = facts }).ThenRefused(RefusalCodes.DisclosureCaseNotReady);
            Packed().By(SomeDisclosure.Producer).When(Deliver with { Facts = facts }).ThenRefused(RefusalCodes.DisclosureCaseNotReady);
        }

        delivered.When(Fetch with { Facts = SomeDisclosure.Facts with { Case = SomeDisclosure.Case with { ScopeHash = "scope-2" } } }).ThenRefused(RefusalCodes.ScopeChanged);
        delivered.By("system:case/us-c-1").When(new DisclosureCommand.Cancel("the case is Challenged")).By(SomeDisclosure.Producer).When(Fetch).ThenRefused(RefusalCodes.DisclosureNotAllowed);
    }

    [Fact]
    public void H5_A_restricted_cases_disclosure_is_not_there_for_people_who_are_not_on_its_list()
    {
        var restricted = SomeDisclosure.Facts with { Case = SomeDisclosure.Case with { IsRestricted = true, Access = [SomeDisclosure.Producer] } };
        Packed().By("user:bob").When(Deliver with { Facts = restricted }).ThenRefused(RefusalCodes.DisclosureNotFound);
        Packed().By("user:bob").When(new DisclosureCommand.Cancel("x") { Facts = restricted }).ThenRefused(RefusalCodes.DisclosureNotFound);
        Given.Disclosure().By("user:bob").When(SomeDisclosure.Prepare with { Facts = restricted }).ThenRefused(RefusalCodes.CaseNotFound);
        Assert.Equal(DisclosureStatus.Delivered, Packed().By(SomeDisclosure.Producer).When(Deliver with { Facts = restricted }).State.Status);
    }

    [Fact]
    public void What_is_said_of_an_old_attempt_changes_nothing()
    {
        var packing = Approved().By(SomeDisclosure.Producer).When(new DisclosureCommand.StartPackaging { Facts = SomeDisclosure.Facts });
        packing.When(new DisclosureCommand.NotePackaged(2, SomeDisclosure.Package)).ThenNothing();
        var failed = packing.When(new DisclosureCommand.NoteNotPackaged(1, "source.changed", "It was changed."));
        Assert.Equal((DisclosureStatus.Approved, "source.changed"), (failed.State.Status, failed.State.Problem!.Code));
        failed.When(new DisclosureCommand.NotePackaged(1, SomeDisclosure.Package)).ThenNothing();
        failed.When(new DisclosureCommand.StartPackaging { Facts = SomeDisclosure.Facts }).Where(scene => Assert.Equal(2, scene.State.Attempt!.Number));
        // Nobody said anything: a packer is looked for again, and later each time.
        var again = packing.At(Some.Start.AddMinutes(10)).By("system:timer").When(new DisclosureCommand.Tick());
        Assert.Equal(Some.Start.AddMinutes(30), again.WakeAt);
    }

    internal static Scene Prepared() => Given.Disclosure().By(SomeDisclosure.Pat).When(SomeDisclosure.Prepare);

    internal static Scene Approved() => Prepared().By("user:lead").When(SomeDisclosure.Approve()).By("user:counsel").When(SomeDisclosure.Approve());

    internal static Scene Packed() => Approved().By(SomeDisclosure.Producer).When(new DisclosureCommand.StartPackaging { Facts = SomeDisclosure.Facts })
        .By("system:packer").When(new DisclosureCommand.NotePackaged(1, SomeDisclosure.Package));

    private static DisclosureCommand Prepare(params ItemChoice[] items) => new DisclosureCommand.Prepare(Some.CaseId, [.. items], SomeDisclosure.Recipient) { Facts = SomeDisclosure.Facts };
}
