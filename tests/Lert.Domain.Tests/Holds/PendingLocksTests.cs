using Lert.Domain.Accounts;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>C9: between a lock asked for after the release and the account's answer, other messages are on their way.</summary>
public class PendingLocksTests
{
    private static readonly string HoldKey = Some.Order().HoldId;
    private static readonly HoldEvent.LockAsked First = new(Some.Lock("warrant 1", "2026-04-20T00:00:00Z"));
    private static readonly HoldEvent.LockAsked Second = new(Some.Lock("mlat 2", "2026-04-20T00:00:01Z"));

    [Fact]
    public void C9_Two_locks_asked_for_in_grace_are_both_on_once_the_account_has_answered_both() => BothAsked()
        .Where(hold => Assert.Equal("warrant 1", hold.View!.PendingLock))
        .When(new HoldCommand.ConfirmLock("mlat 2")).Then(new HoldEvent.Locked(Second.Lock))
        .Where(hold => Assert.Equal("warrant 1", hold.View!.PendingLock))
        .When(new HoldCommand.ConfirmLock("warrant 1")).Then(new HoldEvent.Locked(First.Lock))
        .Where(hold => Assert.Null(hold.View!.PendingLock))
        .Where(hold => Assert.Equal(2, hold.View!.Locks.Length));

    [Fact]
    public void C9_While_a_lock_is_pending_an_unlock_does_not_give_the_data_up() => BothAsked()
        .When(new HoldCommand.ConfirmLock("mlat 2"))
        .When(new HoldCommand.Unlock("mlat 2")).SendingNothing()
        .When(new HoldCommand.ConfirmLock("warrant 1"))
        .At("2026-05-01T00:00:00Z").When(new HoldCommand.Unlock("warrant 1"))
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(HoldKey, Some.Instant("2026-05-01T00:00:00Z"), 8)));

    [Fact]
    public void C9_Asked_while_a_lock_is_pending_the_hold_does_not_say_that_it_has_ended() => Given.Hold(Some.Placed, Some.Released, First)
        .When(new HoldCommand.Reaffirm(Some.Order(), null))
        .Then()
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.NoteHold(HoldKey, null)));

    [Fact]
    public void C9_Once_the_lock_is_rejected_it_says_so_again() => Given.Hold(Some.Placed, Some.Released, First, new HoldEvent.LockRejected("warrant 1"))
        .When(new HoldCommand.Reaffirm(Some.Order(), null))
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(HoldKey, Some.Instant(Some.End), 4)));

    [Fact]
    public void C9_A_lock_that_was_overtaken_does_not_let_an_older_withdrawal_in() => Given.Account(Some.Attached())
        .When(new AccountCommand.ProtectForLock(Some.Order(), "mlat 2", 4))
        .When(new AccountCommand.ProtectForLock(Some.Order(), "warrant 1", 3))
        .Where(account => Assert.Equal(4, account.State.Attached[HoldKey].Revision))
        .When(new AccountCommand.Withdraw(HoldKey, Some.Instant(Some.End), 3)).ThenNothing();

    private static Scenario<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView> BothAsked() =>
        Given.Hold(Some.Placed, Some.Released, First, Second);
}
