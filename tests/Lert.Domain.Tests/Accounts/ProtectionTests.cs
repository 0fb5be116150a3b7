using Lert.Domain.Accounts;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Accounts;

/// <summary>C1: the account is kept while any of its holds is active. C7: grace. C9: a lock that comes after the release.</summary>
public class ProtectionTests
{
    private static readonly HoldOrder First = Some.Order();
    private static readonly HoldOrder Second = Some.Order(caseId: "us-c-2");
    private static readonly DateTimeOffset End = Some.Instant(Some.End);

    [Fact]
    public void C1_The_account_is_protected_first_and_then_the_hold_is_placed() => Given.Account()
        .At(Some.Start)
        .When(new AccountCommand.Protect(First)).Then(Some.Attached())
        .Sending(new Outgoing.ToHold(First.HoldId, new HoldCommand.Place(First, null)))
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .When(new AccountCommand.Protect(First)).ThenNothing();

    [Fact]
    public void C1_It_is_kept_until_its_last_hold_ends() => Given.Account(Some.Attached(First), Some.Attached(Second))
        .At(End)
        .When(new AccountCommand.Withdraw(First.HoldId, End, 2)).Then(new AccountEvent.HoldDetached(First.HoldId, End, 2))
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .Where(account => Assert.Equal(Second.HoldId, Assert.Single(account.View!.HoldIds)))
        .When(new AccountCommand.Withdraw(First.HoldId, End, 2)).ThenNothing();

    [Fact]
    public void C7_When_the_last_hold_ends_thirty_days_of_grace_begin() => InGrace()
        .Where(account => Assert.Equal(PreservationStatus.Grace, account.View!.Status))
        .Where(account => Assert.Equal(Some.Instant(Some.GraceEnd), account.WakeAt))
        .At("2026-05-16T23:59:59Z").When(new AccountCommand.Tick()).ThenNothing()
        .At(Some.GraceEnd).When(new AccountCommand.Tick()).Then(new AccountEvent.GraceEnded(Some.Instant(Some.GraceEnd)))
        .Where(account => Assert.Equal(PreservationStatus.Free, account.View!.Status))
        .Where(account => Assert.Null(account.WakeAt))
        .When(new AccountCommand.Tick()).ThenNothing();

    [Fact]
    public void C7_Grace_runs_from_the_last_end_whatever_order_the_messages_come_in() => Given.Account(Some.Attached(First), Some.Attached(Second))
        .At("2026-04-20T00:00:00Z")
        .When(new AccountCommand.Withdraw(Second.HoldId, End, 2))
        .When(new AccountCommand.Withdraw(First.HoldId, Some.Instant("2026-03-01T00:00:00Z"), 2))
        .Then(
            new AccountEvent.HoldDetached(First.HoldId, Some.Instant("2026-03-01T00:00:00Z"), 2),
            new AccountEvent.GraceStarted(Some.Instant(Some.GraceEnd)));

    [Fact]
    public void C7_A_hold_that_arrives_in_grace_takes_the_same_data_on() => InGrace()
        .At("2026-05-01T00:00:00Z")
        .When(new AccountCommand.Protect(Second))
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .Where(account => Assert.Null(account.View!.GraceUntil))
        .Sending(new Outgoing.ToHold(Second.HoldId, new HoldCommand.Place(Second, null)))
        .At(Some.GraceEnd).When(new AccountCommand.Tick())
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .At("2026-08-01T12:00:00Z").When(new AccountCommand.Withdraw(Second.HoldId, Some.Instant("2026-08-01T12:00:00Z"), 2))
        .Where(account => Assert.Equal(Some.Instant("2026-09-01T00:00:00Z"), account.View!.GraceUntil));

    [Fact]
    public void C7_With_no_days_of_grace_deletion_is_allowed_at_the_release() => Given.Account(Some.Attached(First))
        .Under(Some.Rules with { GraceDays = 0 })
        .At(End).When(new AccountCommand.Withdraw(First.HoldId, End, 2))
        .Then(new AccountEvent.HoldDetached(First.HoldId, End, 2), new AccountEvent.GraceStarted(End))
        .When(new AccountCommand.AuthorizeDeletion("t-1"))
        .Where(account => Assert.Null(account.Last.Refusal));

    [Fact]
    public void C9_A_lock_in_grace_keeps_the_data_again_and_is_confirmed() => InGrace()
        .At("2026-05-01T00:00:00Z")
        .When(new AccountCommand.ProtectForLock(First, "warrant 1", 3))
        .Then(new AccountEvent.HoldAttached(First, Some.Instant("2026-05-01T00:00:00Z"), 3, Some.Instant("2026-05-31T00:00:00Z")))
        .Sending(new Outgoing.ToHold(First.HoldId, new HoldCommand.ConfirmLock("warrant 1")))
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status));

    [Fact]
    public void C9_After_the_grace_and_before_any_deletion_the_data_is_still_there_and_is_kept_again() => InGrace()
        .At(Some.GraceEnd).When(new AccountCommand.Tick())
        .At("2026-06-01T00:00:00Z").When(new AccountCommand.ProtectForLock(First, "warrant 1", 3))
        .Sending(new Outgoing.ToHold(First.HoldId, new HoldCommand.ConfirmLock("warrant 1")));

    [Fact]
    public void C9_After_deletion_was_authorised_it_is_too_late_for_a_lock() => InGrace()
        .At(Some.GraceEnd).When(new AccountCommand.AuthorizeDeletion("t-1"))
        .When(new AccountCommand.ProtectForLock(First, "warrant 1", 3))
        .Then().Sending(new Outgoing.ToHold(First.HoldId, new HoldCommand.RejectLock("warrant 1")))
        .Where(account => Assert.Equal(PreservationStatus.Free, account.View!.Status));

    [Fact]
    public void C9_The_message_of_the_release_does_not_undo_a_lock_that_overtook_it() => Given.Account(Some.Attached(First))
        .At("2026-04-20T00:00:00Z")
        .When(new AccountCommand.ProtectForLock(First, "warrant 1", 3))
        .When(new AccountCommand.Withdraw(First.HoldId, End, 2)).ThenNothing()
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .When(new AccountCommand.Withdraw(First.HoldId, Some.Instant("2026-04-21T00:00:00Z"), 5))
        .Where(account => Assert.Equal(PreservationStatus.Grace, account.View!.Status));

    private static Scenario<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView> InGrace() => Given.Account(Some.Attached(First))
        .At(End)
        .When(new AccountCommand.Withdraw(First.HoldId, End, 2))
        .Then(new AccountEvent.HoldDetached(First.HoldId, End, 2), new AccountEvent.GraceStarted(Some.Instant(Some.GraceEnd)));
}
