using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

public class PlacingTests
{
    [Fact]
    public void C1_A_hold_is_placed_with_its_dates_and_tells_its_case() => Given.Hold()
        .At(Some.Start).By("system:account/us-account-1")
        .When(new HoldCommand.Place(Some.Order(), null))
        .Then(Some.Placed)
        .Sending(new Outgoing.ToCase(Some.CaseId, new CaseCommand.NoteHoldActive(Some.Order().HoldId)))
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.WakeAt))
        .Where(hold => Assert.Equal(HoldStatus.Active, hold.View!.Status));

    [Fact]
    public void C1_One_hold_per_legal_basis_and_account_so_its_id_follows_from_both()
    {
        Assert.Equal(HoldId.Of("us-c-1", "us-a-1"), HoldId.Of("us-c-1", "us-a-1"));
        Assert.NotEqual(HoldId.Of("us-c-1", "us-a-1"), HoldId.Of("us-c-2", "us-a-1"));
        Assert.NotEqual(HoldId.Of("us-c-1", "us-a-1"), HoldId.Of("us-c-1", "us-a-2"));
    }

    [Fact]
    public void C1_Placing_again_changes_nothing_even_with_another_order() => Given.Hold(Some.Placed)
        .When(new HoldCommand.Place(Some.Order() with { Regime = "ca-487012" }, null))
        .ThenNothing();

    [Fact]
    public void A_hold_that_never_was_is_not_found() => Given.Hold()
        .When(new HoldCommand.Extend(Some.Start, "x")).ThenRefused(RefusalCodes.HoldNotFound)
        .When(new HoldCommand.LockForProduction("warrant 1")).ThenRefused(RefusalCodes.HoldNotFound)
        .When(new HoldCommand.Unlock("warrant 1")).ThenRefused(RefusalCodes.HoldNotFound)
        .When(new HoldCommand.Tick()).ThenNothing()
        .Where(hold => Assert.Null(hold.View));

    [Fact]
    public void Every_date_explains_itself_with_its_law_and_the_data_it_was_counted_with()
    {
        var explanation = Given.Hold().When(new HoldCommand.Place(Some.Order(), null)).View!.Explanation;

        Assert.Contains("2026-04-15", explanation, StringComparison.Ordinal);
        Assert.Contains("18 U.S.C. § 2703(f)", explanation, StringComparison.Ordinal);
        Assert.Contains("America/Los_Angeles", explanation, StringComparison.Ordinal);
        Assert.Contains(Some.Rules.Regimes.TzdbVersion, explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hold_that_came_after_deletion_was_authorised_says_so()
    {
        var authorized = Some.Instant("2026-01-15T09:30:00Z");
        Given.Hold()
            .When(new HoldCommand.Place(Some.Order(), authorized))
            .Then(Some.Placed with { DeletionAuthorizedAt = authorized })
            .Where(hold => Assert.Equal(authorized, hold.View!.DeletionAuthorizedAt));
    }

    [Fact]
    public void C2_A_snapshot_is_recorded_once() => Given.Hold(Some.Placed)
        .When(new HoldCommand.RecordSnapshot(Some.Snapshot))
        .Then(new HoldEvent.SnapshotRecorded(Some.Snapshot))
        .Where(hold => Assert.Equal(Some.Snapshot, hold.View!.Snapshot))
        .When(new HoldCommand.RecordSnapshot(Some.Snapshot))
        .ThenNothing();

    [Fact]
    public void C2_A_snapshot_is_a_picture_of_then_not_of_later() => Given.Hold(Some.Placed, new HoldEvent.SnapshotRecorded(Some.Snapshot))
        .When(new HoldCommand.RecordSnapshot(Some.Snapshot with { ManifestSha256 = new string('b', 64) }))
        .ThenRefused(RefusalCodes.HoldSnapshotExists)
        .Where(hold => Assert.Equal(Some.Snapshot, hold.View!.Snapshot));

    [Fact]
    public void C2_A_snapshot_taken_before_the_hold_comes_with_its_order() => Given.Hold()
        .When(new HoldCommand.Place(Some.Order() with { Snapshot = Some.Snapshot }, null))
        .Where(hold => Assert.Equal(Some.Snapshot, hold.View!.Snapshot))
        .When(new HoldCommand.RecordSnapshot(Some.Snapshot with { Id = "snap-2" }))
        .ThenRefused(RefusalCodes.HoldSnapshotExists);

    [Fact]
    public void Asked_whether_it_still_needs_the_data_an_active_hold_says_until_when() => Given.Hold(Some.Placed)
        .When(new HoldCommand.Reaffirm(Some.Order(), null))
        .Then()
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.NoteHold(Some.Order().HoldId, Some.Instant(Some.End))));

    [Fact]
    public void Asked_by_an_account_that_keeps_data_for_it_a_hold_that_was_never_placed_is_placed_whole()
    {
        var authorized = Some.Instant("2026-01-15T09:30:00Z");
        Given.Hold()
            .When(new HoldCommand.Reaffirm(Some.Order(), authorized))
            .Then(Some.Placed with { DeletionAuthorizedAt = authorized })
            .Sending(
                new Outgoing.ToCase(Some.CaseId, new CaseCommand.NoteHoldActive(Some.Order().HoldId)),
                new Outgoing.ToAccount(Some.AccountId, new AccountCommand.NoteHold(Some.Order().HoldId, Some.Instant(Some.End))))
            .When(new HoldCommand.Place(Some.Order(), authorized)).ThenNothing();
    }

    [Fact]
    public void Asked_again_a_released_hold_repeats_that_it_has_ended() => Given.Hold(Some.Placed, Some.Released)
        .When(new HoldCommand.Reaffirm(Some.Order(), null))
        .Then()
        .Sending(new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(Some.Order().HoldId, Some.Instant(Some.End), 2)));
}
