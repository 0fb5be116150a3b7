using Lert.Domain.Accounts;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Accounts;

/// <summary>C15: a hold that has expired and is not released for 24 hours is an alarm. The account finds it by its own timer.</summary>
public class OverdueTests
{
    private static readonly string HoldKey = Some.Order().HoldId;
    private static readonly DateTimeOffset End = Some.Instant(Some.End);

    [Fact]
    public void An_hour_after_its_end_a_hold_that_has_said_nothing_is_asked() => Given.Account(Some.Attached())
        .At("2026-04-16T07:59:59Z").When(new AccountCommand.Tick()).ThenNothing()
        .At("2026-04-16T08:00:00Z").When(new AccountCommand.Tick())
        .Then(new AccountEvent.HoldAsked(HoldKey, Some.Instant("2026-04-17T08:00:00Z")))
        .Sending(new Outgoing.ToHold(HoldKey, new HoldCommand.Reaffirm(Some.Order(), null)))
        .When(new AccountCommand.Tick()).ThenNothing();

    [Fact]
    public void The_question_says_whether_deletion_had_been_authorised_before_the_hold_came()
    {
        var authorized = Some.Instant("2026-01-10T00:00:00Z");
        Given.Account(new AccountEvent.DeletionAuthorized("t-1", authorized, authorized.AddHours(1)), Some.Attached())
            .At("2026-04-16T08:00:00Z").When(new AccountCommand.Tick())
            .Sending(new Outgoing.ToHold(HoldKey, new HoldCommand.Reaffirm(Some.Order(), authorized)));
    }

    [Fact]
    public void C15_A_hold_that_does_not_answer_for_a_day_is_overdue_and_its_data_stays() => Given.Account(Some.Attached())
        .At("2026-04-16T08:00:00Z").When(new AccountCommand.Tick())
        .At("2026-04-17T08:00:00Z").When(new AccountCommand.Tick())
        .Then(
            new AccountEvent.HoldOverdue(HoldKey, Some.Instant("2026-04-17T08:00:00Z")),
            new AccountEvent.HoldAsked(HoldKey, Some.Instant("2026-04-18T08:00:00Z")))
        .Where(account => Assert.Equal(HoldKey, Assert.Single(account.View!.Overdue)))
        .Where(account => Assert.Equal(PreservationStatus.Kept, account.View!.Status))
        .At("2026-04-18T08:00:00Z").When(new AccountCommand.Tick())
        .Then(new AccountEvent.HoldAsked(HoldKey, Some.Instant("2026-04-19T08:00:00Z")));

    [Fact]
    public void A_hold_that_was_extended_is_asked_again_after_its_new_end() => Given.Account(Some.Attached())
        .At("2026-04-16T08:00:00Z").When(new AccountCommand.Tick())
        .When(new AccountCommand.NoteHold(HoldKey, Some.Instant(Some.ExtendedEnd)))
        .Where(account => Assert.Equal(Some.Instant("2026-07-15T08:00:00Z"), account.WakeAt))
        .Where(account => Assert.Empty(account.View!.Overdue));

    [Fact]
    public void A_hold_without_an_end_is_asked_every_thirty_days() => Given.Account(Some.Attached())
        .At("2026-04-16T08:00:00Z").When(new AccountCommand.Tick())
        .When(new AccountCommand.NoteHold(HoldKey, null))
        .Where(account => Assert.Equal(Some.Instant("2026-05-16T08:00:00Z"), account.WakeAt));

    [Fact]
    public void C15_A_hold_that_answers_that_it_should_have_ended_yesterday_is_overdue() => Given.Account(Some.Attached())
        .At("2026-04-16T08:00:00Z").When(new AccountCommand.Tick())
        .At("2026-04-17T06:59:59Z").When(new AccountCommand.NoteHold(HoldKey, End))
        .Where(account => Assert.Empty(account.View!.Overdue))
        .At("2026-04-17T07:59:59Z").When(new AccountCommand.Tick())
        .When(new AccountCommand.NoteHold(HoldKey, End))
        .Where(account => Assert.Equal(HoldKey, Assert.Single(account.View!.Overdue)));

    [Fact]
    public void C15_The_alarm_is_raised_once_and_stays_while_the_hold_is_overdue() => Given.Account(Some.Attached())
        .At("2026-04-17T08:00:00Z").When(new AccountCommand.NoteHold(HoldKey, End))
        .Then(
            new AccountEvent.HoldAnswered(HoldKey, Some.Instant("2026-04-17T09:00:00Z"), Overdue: true),
            new AccountEvent.HoldOverdue(HoldKey, Some.Instant("2026-04-17T08:00:00Z")))
        .At("2026-04-17T09:00:00Z").When(new AccountCommand.Tick())
        .When(new AccountCommand.NoteHold(HoldKey, End))
        .Then(new AccountEvent.HoldAnswered(HoldKey, Some.Instant("2026-04-17T10:00:00Z"), Overdue: true))
        .Where(account => Assert.Equal(HoldKey, Assert.Single(account.View!.Overdue)))
        .When(new AccountCommand.NoteHold(HoldKey, Some.Instant(Some.ExtendedEnd)))
        .Then(new AccountEvent.HoldAnswered(HoldKey, Some.Instant("2026-07-15T08:00:00Z"), Overdue: false))
        .Where(account => Assert.Empty(account.View!.Overdue));

    [Fact]
    public void A_late_answer_of_a_hold_that_is_gone_is_nothing() => Given.Account()
        .When(new AccountCommand.NoteHold(HoldKey, End)).ThenNothing();
}
