using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>A hold ends before its time only with two different approvers. C13: an order to destroy.</summary>
public class EarlyReleaseTests
{
    private const string Monday = "2026-02-02T09:00:00Z";

    private static readonly HoldCommand.Release Withdrawal = new(ReleaseGround.Withdrawn, "the agency withdrew", null, null);
    private static readonly HoldCommand.Release Destroy = new(ReleaseGround.OrderToDestroy, "the court says so", "order 4", Some.Order().Basis);

    [Fact]
    public void Two_different_people_end_a_hold_before_its_time()
    {
        var at = Some.Instant(Monday);
        Given.Hold(Some.Placed).At(at)
            .By("user:lead").When(Withdrawal).Then(new HoldEvent.ReleaseApproved(Approval("user:lead", Withdrawal))).SendingNothing()
            .Where(hold => Assert.Equal(HoldStatus.Active, hold.View!.Status))
            .By("user:counsel").When(Withdrawal)
            .Then(
                new HoldEvent.ReleaseApproved(Approval("user:counsel", Withdrawal)),
                new HoldEvent.Released(at, Some.Instant(Some.End), Early: true, ["user:lead", "user:counsel"]))
            .Sending(
                new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(Some.Order().HoldId, at, 4)),
                new Outgoing.ToCase(Some.CaseId, new CaseCommand.NoteHoldEnded(Some.Order().HoldId, at, true)))
            .Where(hold => Assert.Equal(4, hold.State.Revision))
            .Where(hold => Assert.True(hold.Listing.ReleasedEarly))
            .When(new HoldCommand.Tick()).ThenNothing()
            .When(Withdrawal).ThenRefused(RefusalCodes.HoldReleased);
    }

    [Fact]
    public void One_person_cannot_approve_twice() => Given.Hold(Some.Placed)
        .By("user:lead").When(Withdrawal)
        .When(Withdrawal).ThenRefused(RefusalCodes.HoldSecondApproverRequired)
        .Where(hold => Assert.Null(hold.State.ReleasedAt));

    [Fact]
    public void Two_approvals_of_different_grounds_are_not_two_approvals() => Given.Hold(Some.Placed)
        .By("user:lead").When(Withdrawal)
        .By("user:counsel").When(Withdrawal with { Ground = ReleaseGround.Quashed }).ThenRefused(RefusalCodes.HoldApprovalDiffers)
        .Where(hold => Assert.Equal("Withdrawn", hold.Last.Refusal!.Details["first_ground"]));

    [Fact]
    public void Whoever_approved_alone_may_correct_what_they_named() => Given.Hold(Some.Placed)
        .By("user:lead").When(Withdrawal)
        .When(Withdrawal with { Ground = ReleaseGround.Quashed })
        .Where(hold => Assert.Equal(ReleaseGround.Quashed, Assert.Single(hold.State.Approvals).Ground))
        .By("user:counsel").When(Withdrawal).ThenRefused(RefusalCodes.HoldApprovalDiffers)
        .When(Withdrawal with { Ground = ReleaseGround.Quashed })
        .Where(hold => Assert.True(hold.State.ReleasedEarly));

    [Fact]
    public void A_locked_hold_is_not_released_early() => Given.Hold(Some.Placed)
        .By("user:lead").When(Withdrawal)
        .When(new HoldCommand.LockForProduction("warrant 1"))
        .By("user:counsel").When(Withdrawal).ThenRefused(RefusalCodes.HoldLocked)
        .Where(hold => Assert.Equal("warrant 1", hold.Last.Refusal!.Details["open_references"]));

    [Fact]
    public void C13_An_order_to_destroy_names_itself_and_the_basis_it_stands_against() => Given.Hold(Some.Placed)
        .When(Destroy with { OrderReference = null, BasisSeen = "" }).ThenInvalid("order_reference", "basis_seen")
        .When(Destroy with { BasisSeen = "some other basis" }).ThenRefused(RefusalCodes.HoldBasisNotSeen)
        .Where(hold => Assert.Equal(Some.Order().Basis, hold.Last.Refusal!.Details["basis"]));

    [Fact]
    public void C13_Two_approvers_who_see_both_bases_destroy() => Given.Hold(Some.Placed)
        .By("user:lead").When(Destroy)
        .By("user:counsel").When(Destroy with { BasisSeen = "some other basis" }).ThenRefused(RefusalCodes.HoldBasisNotSeen)
        .When(Destroy with { OrderReference = "order 5" }).ThenRefused(RefusalCodes.HoldApprovalDiffers)
        .When(Destroy)
        .Where(hold => Assert.True(hold.View!.ReleasedEarly))
        .Where(hold => Assert.All(hold.View!.Approvals, approval => Assert.Equal(("order 4", Some.Order().Basis), (approval.OrderReference, approval.BasisSeen))));

    [Fact]
    public void C13_An_order_to_destroy_against_a_locked_hold_waits_for_the_unlock() => Given.Hold(
            Some.Placed, new HoldEvent.Locked(Some.Lock("warrant 1", Monday)))
        .When(Destroy).ThenRefused(RefusalCodes.HoldLocked);

    private static ReleaseApproval Approval(string by, HoldCommand.Release release) =>
        new(by, Some.Instant(Monday), release.Ground, release.Reason, release.OrderReference, release.BasisSeen);
}
