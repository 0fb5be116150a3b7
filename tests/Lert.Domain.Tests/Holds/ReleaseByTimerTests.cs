using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Holds;

/// <summary>C6: never early, exactly once, caught up after downtime.</summary>
public class ReleaseByTimerTests
{
    private static readonly string HoldKey = Some.Order().HoldId;

    [Fact]
    public void C6_A_tick_20_seconds_early_does_nothing() => Given.Hold(Some.Placed)
        .At("2026-04-16T06:59:40Z").When(new HoldCommand.Tick()).ThenNothing()
        .At("2026-04-16T06:59:59.9999999Z").When(new HoldCommand.Tick()).ThenNothing();

    [Fact]
    public void C6_At_the_very_instant_it_is_released_and_then_the_account_and_the_case_are_told() => Given.Hold(Some.Placed)
        .At(Some.End)
        .When(new HoldCommand.Tick())
        .Then(Some.Released)
        .Sending(
            new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(HoldKey, Some.Instant(Some.End), 2)),
            new Outgoing.ToCase(Some.CaseId, new CaseCommand.NoteHoldEnded(HoldKey, Some.Instant(Some.End), false)))
        .Where(hold => Assert.Equal(HoldStatus.Released, hold.View!.Status))
        .Where(hold => Assert.Null(hold.WakeAt));

    [Fact]
    public void C6_After_downtime_over_the_expiry_it_is_released_once_when_the_cluster_is_up() => Given.Hold(Some.Placed)
        .At("2026-04-19T12:00:00Z")
        .When(new HoldCommand.Tick())
        .Then(Some.Released with { At = Some.Instant("2026-04-19T12:00:00Z") });

    [Fact]
    public void C6_A_repeated_tick_releases_nothing_twice() => Given.Hold(Some.Placed)
        .At(Some.End).When(new HoldCommand.Tick()).Then(Some.Released)
        .When(new HoldCommand.Tick()).ThenNothing()
        .At("2026-04-17T00:00:00Z").When(new HoldCommand.Tick()).ThenNothing();

    [Fact]
    public void C6_A_tick_at_the_old_end_of_an_extended_hold_does_nothing() => Given.Hold(
            Some.Placed, new HoldEvent.Extended(Some.Start, "letter 7", Some.ExtendedDates))
        .At(Some.End).When(new HoldCommand.Tick()).ThenNothing()
        .At(Some.ExtendedEnd).When(new HoldCommand.Tick())
        .Then(new HoldEvent.Released(Some.Instant(Some.ExtendedEnd), Some.Instant(Some.ExtendedEnd), false, []));

    [Fact]
    public void A_holiday_learnt_since_moves_the_end_later_and_nothing_is_released_before_it()
    {
        // The 90th day, Wednesday 2026-04-15, becomes a holiday: it rolls to Thursday.
        var learnt = Some.RulesWith(holidays: text => $"{text}us-federal,2026-04-15,Day of Mourning\n");
        var moved = Some.Dates with { RolledLastDay = new(2026, 4, 16), OwnEnd = Some.Instant("2026-04-17T07:00:00Z") };

        Given.Hold(Some.Placed).Under(learnt)
            .At(Some.End).When(new HoldCommand.Tick()).Then(new HoldEvent.Rescheduled(Some.Dates, moved)).SendingNothing()
            .When(new HoldCommand.Tick()).ThenNothing()
            .At("2026-04-17T07:00:00Z").When(new HoldCommand.Tick())
            .Then(new HoldEvent.Released(Some.Instant("2026-04-17T07:00:00Z"), Some.Instant("2026-04-17T07:00:00Z"), false, []));
    }

    [Fact]
    public void C6_Caught_up_after_the_moved_end_as_well_one_tick_moves_and_releases()
    {
        var learnt = Some.RulesWith(holidays: text => $"{text}us-federal,2026-04-15,Day of Mourning\n");
        var moved = Some.Dates with { RolledLastDay = new(2026, 4, 16), OwnEnd = Some.Instant("2026-04-17T07:00:00Z") };
        var late = Some.Instant("2026-04-20T00:00:00Z");

        Given.Hold(Some.Placed).Under(learnt)
            .At(late).When(new HoldCommand.Tick())
            .Then(new HoldEvent.Rescheduled(Some.Dates, moved), new HoldEvent.Released(late, moved.OwnEnd, false, []))
            .Sending(
                new Outgoing.ToAccount(Some.AccountId, new AccountCommand.Withdraw(HoldKey, late, 3)),
                new Outgoing.ToCase(Some.CaseId, new CaseCommand.NoteHoldEnded(HoldKey, late, false)))
            .Where(hold => Assert.Equal(3, hold.State.Revision))
            .Where(hold => Assert.Null(hold.WakeAt));
    }

    [Fact]
    public void A_holiday_taken_away_does_not_bring_the_end_forward()
    {
        // Received on 2026-04-04: the 90th day is Friday 3 July, the observed holiday, and rolls over the weekend to Monday.
        var forgotten = Some.RulesWith(holidays: text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("us-federal,2026-07-03", StringComparison.Ordinal))));
        Given.Hold()
            .When(new HoldCommand.Place(Some.Order(trigger: "2026-04-04T16:00:00Z"), null))
            .Under(forgotten)
            .At("2026-07-04T07:00:00Z").When(new HoldCommand.Tick()).ThenNothing()
            .At("2026-07-07T07:00:00Z").When(new HoldCommand.Tick())
            .Then(new HoldEvent.Released(Some.Instant("2026-07-07T07:00:00Z"), Some.Instant("2026-07-07T07:00:00Z"), false, []));
    }

    [Fact]
    public void The_listing_lets_the_database_refuse_a_release_before_its_time() => Given.Hold(Some.Placed)
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.Listing.ReleaseNotBefore))
        .At(Some.End).When(new HoldCommand.Tick())
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.Listing.ReleaseNotBefore))
        .Where(hold => Assert.Equal(Some.Instant(Some.End), hold.Listing.ReleasedAt))
        .Where(hold => Assert.False(hold.Listing.ReleasedEarly))
        .Where(hold => Assert.Null(hold.Listing.DueAt));
}
