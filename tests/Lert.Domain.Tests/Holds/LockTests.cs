using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>C9: process served on held data locks it until it is produced.</summary>
public class LockTests
{
    private const string Served = "2026-04-10T00:00:00Z";
    private const string InGrace = "2026-04-20T00:00:00Z";

    private static readonly HoldEvent.Locked Locked = new(Some.Lock("warrant 1", Served));

    [Fact]
    public void C9_A_locked_hold_has_no_end() => Given.Hold(Some.Placed)
        .At(Served)
        .When(new HoldCommand.LockForProduction("warrant 1")).Then(Locked)
        .Where(hold => Assert.Null(hold.WakeAt))
        .Where(hold => Assert.Null(hold.View!.ReleaseNotBefore))
        .Where(hold => Assert.Equal(HoldStatus.Locked, hold.View!.Status))
        .At("2027-01-01T00:00:00Z").When(new HoldCommand.Tick()).ThenNothing();

    [Fact]
    public void C9_Locking_twice_under_one_reference_is_one_lock() => Given.Hold(Some.Placed, Locked)
        .When(new HoldCommand.LockForProduction("warrant 1")).ThenNothing();

    [Fact]
    public void C9_Unlocked_before_its_own_end_the_hold_ends_at_its_own_end() => Given.Hold(Some.Placed, Locked)
        .At("2026-04-12T00:00:00Z")
        .When(new HoldCommand.Unlock("warrant 1")).Then(new HoldEvent.Unlocked("warrant 1", Some.Instant("2026-04-12T00:00:00Z"))).SendingNothing()
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.WakeAt))
        .At(Some.End).When(new HoldCommand.Tick()).Then(Some.Released);

    [Fact]
    public void C9_Unlocked_after_its_own_end_the_hold_ends_at_the_unlock() => Given.Hold(Some.Placed, Locked)
        .At("2026-06-01T12:00:00Z")
        .When(new HoldCommand.Unlock("warrant 1")).SendingNothing()
        .Where(hold => Assert.Equal(Some.Instant("2026-06-01T12:00:00Z"), hold.WakeAt))
        .When(new HoldCommand.Tick())
        .Then(new HoldEvent.Released(Some.Instant("2026-06-01T12:00:00Z"), Some.Instant("2026-06-01T12:00:00Z"), false, []));

    [Fact]
    public void C9_With_several_references_the_last_one_to_be_produced_ends_it() => Given.Hold(Some.Placed, Locked)
        .At("2026-04-11T00:00:00Z").When(new HoldCommand.LockForProduction("mlat 2"))
        .At("2026-05-01T00:00:00Z").When(new HoldCommand.Unlock("warrant 1"))
        .Where(hold => Assert.Null(hold.WakeAt))
        .When(new HoldCommand.Tick()).ThenNothing()
        .At("2026-06-01T00:00:00Z").When(new HoldCommand.Unlock("mlat 2"))
        .Where(hold => Assert.Equal(Some.Instant("2026-06-01T00:00:00Z"), hold.WakeAt));

    [Fact]
    public void C9_Only_what_is_locked_can_be_unlocked() => Given.Hold(Some.Placed, Locked)
        .When(new HoldCommand.Unlock("warrant 9")).ThenRefused(RefusalCodes.HoldNotLocked)
        .Where(hold => Assert.Equal("warrant 1", hold.Last.Refusal!.Details["open_references"]));

    [Fact]
    public void C9_A_lock_after_the_end_but_before_the_release_is_accepted() => Given.Hold(Some.Placed)
        .At("2026-04-16T08:00:00Z")
        .When(new HoldCommand.LockForProduction("warrant 1"))
        .Then(new HoldEvent.Locked(Some.Lock("warrant 1", "2026-04-16T08:00:00Z")))
        .When(new HoldCommand.Tick()).ThenNothing();

    [Fact]
    public void C9_A_lock_in_grace_asks_the_account_and_is_pending_until_it_answers() => Given.Hold(Some.Placed, Some.Released)
        .At(InGrace)
        .When(new HoldCommand.LockForProduction("warrant 1"))
        .Then(new HoldEvent.LockAsked(Some.Lock("warrant 1", InGrace)))
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.ProtectForLock(Some.Order(), "warrant 1", 3)))
        .Where(hold => Assert.Equal("warrant 1", hold.View!.PendingLock))
        .Where(hold => Assert.Empty(hold.View!.Locks))
        .When(new HoldCommand.LockForProduction("warrant 1")).ThenNothing()
        .When(new HoldCommand.Unlock("warrant 1")).ThenRefused(RefusalCodes.HoldNotLocked);

    [Fact]
    public void C9_A_lock_in_grace_is_on_once_the_account_keeps_the_data_again() => InGraceAsked()
        .When(new HoldCommand.ConfirmLock("warrant 1"))
        .Then(new HoldEvent.Locked(Some.Lock("warrant 1", InGrace)))
        .Where(hold => Assert.Null(hold.View!.PendingLock))
        .Where(hold => Assert.Equal("warrant 1", Assert.Single(hold.View!.Locks).Reference))
        .When(new HoldCommand.ConfirmLock("warrant 1")).ThenNothing()
        .At("2026-04-21T00:00:00Z")
        .When(new HoldCommand.LockForProduction("mlat 2"))
        .Then(new HoldEvent.Locked(Some.Lock("mlat 2", "2026-04-21T00:00:00Z"))).SendingNothing();

    [Fact]
    public void C9_The_last_unlock_after_the_release_gives_the_data_up_from_then()
    {
        var unlocked = Some.Instant("2026-06-01T00:00:00Z");
        InGraceAsked().When(new HoldCommand.ConfirmLock("warrant 1")).When(new HoldCommand.LockForProduction("mlat 2"))
            .At("2026-05-01T00:00:00Z").When(new HoldCommand.Unlock("warrant 1")).SendingNothing()
            .At(unlocked).When(new HoldCommand.Unlock("mlat 2"))
            .Then(new HoldEvent.Unlocked("mlat 2", unlocked))
            .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(Some.Order().HoldId, unlocked, 7)))
            .When(new HoldCommand.Tick()).ThenNothing();
    }

    [Fact]
    public void C9_After_deletion_was_authorised_the_lock_does_not_take() => InGraceAsked()
        .When(new HoldCommand.RejectLock("warrant 1"))
        .Then(new HoldEvent.LockRejected("warrant 1"))
        .Where(hold => Assert.Null(hold.View!.PendingLock))
        .Where(hold => Assert.Empty(hold.View!.Locks))
        .Where(hold => Assert.Equal("warrant 1", Assert.Single(hold.View!.RejectedLocks)))
        .When(new HoldCommand.RejectLock("warrant 1")).ThenNothing()
        .When(new HoldCommand.ConfirmLock("warrant 1")).ThenNothing()
        .When(new HoldCommand.LockForProduction("warrant 1"))
        .Where(hold => Assert.Empty(hold.View!.RejectedLocks));

    [Fact]
    public void C9_An_answer_about_a_lock_that_nobody_asked_for_is_nothing() => Given.Hold(Some.Placed, Some.Released)
        .When(new HoldCommand.ConfirmLock("warrant 1")).ThenNothing()
        .When(new HoldCommand.RejectLock("warrant 1")).ThenNothing();

    [Fact]
    public void C9_Asked_while_locked_after_its_release_the_hold_still_needs_the_data() => InGraceAsked().When(new HoldCommand.ConfirmLock("warrant 1"))
        .When(new HoldCommand.Reaffirm(Some.Order(), null))
        .Then()
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.NoteHold(Some.Order().HoldId, null)));

    [Fact]
    public void C9_A_lock_makes_an_approval_of_an_early_release_void() => Given.Hold(
            Some.Placed,
            new HoldEvent.ReleaseApproved(new ReleaseApproval("user:a", Some.Start, ReleaseGround.Withdrawn, "they withdrew", null, null)))
        .When(new HoldCommand.LockForProduction("warrant 1"))
        .When(new HoldCommand.Unlock("warrant 1"))
        .Where(hold => Assert.Empty(hold.State.Approvals));

    private static Scenario<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView> InGraceAsked() =>
        Given.Hold(Some.Placed, Some.Released, new HoldEvent.LockAsked(Some.Lock("warrant 1", InGrace))).At(InGrace);
}
