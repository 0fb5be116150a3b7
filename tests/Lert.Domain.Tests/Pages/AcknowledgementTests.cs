using Lert.Domain.Deciding;
using Lert.Domain.Pages;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using static Lert.Domain.Tests.Pages.PageSamples;

namespace Lert.Domain.Tests.Pages;

/// <summary>E7 and E13: what quiets a page, for how long, and what joins it.</summary>
public class AcknowledgementTests
{
    [Fact]
    public void E7_an_acknowledgement_expires_when_nothing_is_done_for_thirty_minutes() => Given.Page()
        .At("2026-01-17T02:00:00Z").When(Open).When(Night().Tick)
        .At("2026-01-17T02:01:00Z").By("ana").When(new PageCommand.Acknowledge())
        .Then(new PageEvent.Acknowledged("ana", Some.Instant("2026-01-17T02:01:00Z"), Some.Instant("2026-01-17T02:31:00Z")))
        .At("2026-01-17T02:30:59Z").When(Night().Tick).ThenNothing()
        .At("2026-01-17T02:31:00Z").When(Night().Tick)
        .Where(page => Assert.IsType<PageEvent.AcknowledgementExpired>(page.Last.Events[0]))
        .Where(page => Assert.Equal((Ana, Some.Instant("2026-01-17T02:31:00Z")), (page.View!.Told[0].Responder, page.View.Told[0].At)))
        .Where(page => Assert.Null(page.View!.AcknowledgedBy));

    [Fact]
    public void E7_what_is_done_about_it_keeps_the_acknowledgement_good() => Given.Page()
        .At("2026-01-17T02:00:00Z").When(Open).When(Night().Tick)
        .At("2026-01-17T02:01:00Z").When(new PageCommand.Acknowledge())
        .At("2026-01-17T02:20:00Z").When(new PageCommand.NoteProgress("case.moved"))
        .Where(page => Assert.Equal(Some.Instant("2026-01-17T02:50:00Z"), page.WakeAt))
        .At("2026-01-17T02:40:00Z").When(new PageCommand.Acknowledge())
        .Where(page => Assert.Equal(Some.Instant("2026-01-17T03:10:00Z"), page.WakeAt));

    [Fact]
    public void Nothing_more_is_sent_after_an_acknowledgement() => Given.Page().When(Open).When(Night().Tick)
        .Where(page => Assert.Single(PageDecider.Wanted(page.Key, page.State)))
        .When(new PageCommand.Acknowledge())
        .Where(page => Assert.Empty(PageDecider.Wanted(page.Key, page.State)))
        .When(new PageCommand.NoteFailed("us-p-1/1", 1, "timeout", false, null)).ThenNothing();

    [Fact]
    public void Whoever_was_woken_and_is_not_needed_may_sleep_again()
    {
        var (first, later) = (Some.Start, Some.Start.AddMinutes(6));
        Given.Page().When(Open).When(Night().Tick).When(new PageCommand.NoteSent("us-p-1/1", "gw-1"))
            .At(first.AddMinutes(5)).When(Night().Tick).When(new PageCommand.NoteSent("us-p-1/2", "gw-2"))
            .At(later).By("ben").When(new PageCommand.Acknowledge())
            .Sending(new Outgoing.ToResponder(Ana, new ResponderCommand.NotePaged("us-p-1", first, later)))
            .At(later.AddMinutes(9)).By("ben").When(new PageCommand.Resolve("answered"))
            .Sending(new Outgoing.ToResponder(Ben, new ResponderCommand.NotePaged("us-p-1", first.AddMinutes(5), later.AddMinutes(9))))
            .Where(page => Assert.Null(page.WakeAt))
            .When(new PageCommand.Resolve("again")).ThenNothing()
            .When(new PageCommand.Acknowledge()).ThenRefused(RefusalCodes.PageResolved)
            .When(new PageCommand.Snooze(later.AddHours(1))).ThenRefused(RefusalCodes.PageResolved)
            .When(new PageCommand.Escalate()).ThenRefused(RefusalCodes.PageResolved);
    }

    [Fact]
    public void A_snoozed_page_starts_over_when_its_hour_has_come()
    {
        var until = Some.Start.AddHours(2);
        Given.Page().When(Open).When(Night().Tick).When(new PageCommand.Snooze(until))
            .Then(new PageEvent.Snoozed("user:lead", Some.Start, until))
            .At(until.AddTicks(-1)).When(Night().Tick).ThenNothing()
            .At(until).When(Night().Tick)
            .Where(page => Assert.IsType<PageEvent.SnoozeEnded>(page.Last.Events[0]))
            .Where(page => Assert.Equal(Ana, Assert.Single(page.View!.Told).Responder));
    }

    [Theory]
    [InlineData("2026-01-15T10:00:00Z")]
    [InlineData("2026-01-15T09:00:00Z")]
    [InlineData("2026-01-16T10:00:01Z")]
    public void A_page_is_not_snoozed_into_the_past_or_for_good(string until) =>
        Given.Page().When(Open).When(new PageCommand.Snooze(Some.Instant(until))).ThenInvalid("until");

    [Fact]
    public void E13_forty_reports_on_one_account_in_five_minutes_are_one_page()
    {
        var page = Given.Page().When(Open).When(Night().Tick);
        for (var i = 1; i < 40; i++)
        {
            page = page.At(Some.Start.AddSeconds(7 * i)).When(Open);
            Assert.IsType<PageEvent.Joined>(Assert.Single(page.Last.Events));
        }

        Assert.Equal(39, page.View!.Joined);
        Assert.Equal(1, page.State.Delivered);
        Assert.Equal(Ana, Assert.Single(page.View.Told).Responder);
    }

    [Fact]
    public void E13_the_name_of_a_page_is_what_it_is_about_and_the_kind_of_alert()
    {
        var account = PageKey.Of("us", AlertKind.Emergency, "account/us-1700000001");
        Assert.Equal(account, PageKey.Of("us", AlertKind.Emergency, "account/us-1700000001"));
        Assert.NotEqual(account, PageKey.Of("us", AlertKind.ClockWarning, "account/us-1700000001"));
        Assert.NotEqual(account, PageKey.Of("us", AlertKind.Emergency, "account/us-1700000002"));
    }

    [Fact]
    public void A_flood_is_counted_once_a_minute()
    {
        var page = Given.Page().When(Open);
        for (var i = 0; i < 6_000; i++)
        {
            page = page.At(Some.Start.AddMilliseconds(100 * i)).When(Open);
        }

        Assert.InRange(page.View!.Joined, PageDecider.MostCounted, PageDecider.MostCounted + 10);
    }

    [Fact]
    public void A_more_urgent_alert_wakes_a_page_that_was_put_away() => Given.Page()
        .When(Open with { Urgency = Urgency.Normal }).When(Night().Tick).When(new PageCommand.Snooze(Some.Start.AddHours(8)))
        .When(Open with { Urgency = Urgency.Normal })
        .Where(page => Assert.Equal(PageStatus.Snoozed, page.View!.Status))
        .When(Open)
        .Then(new PageEvent.Joined(2, Some.Start, Urgency.Emergency, StartsOver: true))
        .Where(page => Assert.Equal((PageStatus.Open, Urgency.Emergency), (page.View!.Status, page.View.Urgency)))
        .Where(page => Assert.Equal(Some.Start, page.WakeAt));

    [Fact]
    public void An_alert_after_the_end_opens_the_page_again_with_new_deliveries() => Given.Page()
        .When(Open).When(Night().Tick).When(new PageCommand.Resolve("done")).When(Open).When(Night().Tick)
        .Where(page => Assert.Equal("us-p-1/2", Assert.Single(page.State.Deliveries).Id))
        .Where(page => Assert.Null(page.View!.ResolvedAt));

    [Fact]
    public void An_alert_is_never_refused_for_what_is_wrong_with_it() => Given.Page()
        .When(new PageCommand.Open("", AlertKind.Unspecified, (Urgency)99, "", new string('x', 5_000)))
        .Where(page => Assert.Null(page.Last.Refusal))
        .Where(page => Assert.Equal((Urgency.High, 200), (page.View!.Urgency, page.View.Text.Length)))
        .When(new PageCommand.Tick(null))
        .Where(page => Assert.NotNull(page.WakeAt));
}
