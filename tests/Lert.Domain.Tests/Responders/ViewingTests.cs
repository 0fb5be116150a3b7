using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

public class ViewingTests
{
    private static readonly DateTimeOffset Start = Some.Instant("2026-01-15T12:00:00Z");

    [Fact]
    public void A_viewer_that_says_nothing_ends_with_its_lease_and_counts_to_its_end()
    {
        var started = Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        Assert.Equal(Start.AddMinutes(5), started.WakeAt);

        // However late the timer is: until the lease, and not a second more.
        var ended = started.At("2026-01-15T18:00:00Z").When(new ResponderCommand.Tick());
        var over = Assert.Single(ended.Last.Events.OfType<ResponderEvent.ViewingEnded>());
        Assert.Equal((ViewingEnd.LeaseOver, Start.AddMinutes(5)), (over.Why, over.Until));
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(ended.State.Days).Viewed);
        Assert.Null(ended.WakeAt);
    }

    [Fact]
    public void A_stop_that_comes_after_the_lease_counts_as_the_timer_would()
    {
        var started = Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        var next = started.At(Start.AddMinutes(9)).When(new ResponderCommand.StartViewing("us-c-2", Severe: false));
        Assert.Equal(Start.AddMinutes(5), Assert.Single(next.Last.Events.OfType<ResponderEvent.ViewingEnded>()).Until);
        started.At(Start.AddMinutes(9)).When(new ResponderCommand.ExtendViewing(1)).ThenRefused(RefusalCodes.ResponderViewingOver);
    }

    [Fact]
    public void A_word_of_the_viewer_moves_the_lease_but_never_past_the_cap()
    {
        var scenario = Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        for (var minute = 1; minute < 60; minute++)
        {
            scenario = scenario.At(Start.AddMinutes(minute)).When(new ResponderCommand.ExtendViewing(1));
            Assert.Null(scenario.Last.Refusal);
        }

        Assert.Equal(Start.AddMinutes(60), scenario.State.Session!.EndsAt);
    }

    [Fact]
    public void A_stop_counts_to_the_second_and_a_second_one_changes_nothing() =>
        Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.StartViewing("us-c-1", Severe: true))
            .At(Start.AddSeconds(95)).When(new ResponderCommand.StopViewing(1))
            .Then(new ResponderEvent.ViewingEnded(
                1, "us-c-1", Severe: true, Start, Start.AddSeconds(95), ViewingEnd.Stopped, [new ViewedDay(new DateOnly(2026, 1, 15), TimeSpan.FromSeconds(95))], TimeSpan.FromSeconds(95), TimeSpan.Zero))
            .When(new ResponderCommand.StopViewing(1)).ThenNothing();

    [Fact]
    public void A_session_over_midnight_counts_for_both_days()
    {
        var ended = Given.Responder(SomeResponder.Registered).At("2026-01-15T23:58:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false))
            .At("2026-01-16T00:01:00Z").When(new ResponderCommand.StopViewing(1));
        Assert.Equal([(15, 2.0), (16, 1.0)], ended.State.Days.Select(day => (day.Day.Day, day.Viewed.TotalMinutes)));
    }

    [Fact]
    public void An_opt_out_ends_severe_material_at_once_and_bars_it_whatever_a_lead_says()
    {
        var scenario = Given.Responder(SomeResponder.Registered, SomeResponder.OnDuty("2026-01-15T09:00:00Z", "2026-01-15T20:00:00Z")).At(Start)
            .When(new ResponderCommand.OverrideCap("us-c-1", 60, "urgent")).When(new ResponderCommand.StartViewing("us-c-1", Severe: true))
            .At(Start.AddMinutes(1)).When(new ResponderCommand.OptOut());
        Assert.Equal(ViewingEnd.OptedOut, Assert.Single(scenario.Last.Events.OfType<ResponderEvent.ViewingEnded>()).Why);
        scenario.When(new ResponderCommand.StartViewing("us-c-1", Severe: true)).ThenRefused(RefusalCodes.ResponderOptedOut);
        scenario.When(new ResponderCommand.Assign(SomeResponder.Need("us-c-2", severe: true), "urgent", IsOnCall: false)).ThenRefused(RefusalCodes.ResponderNotAvailable);
        Assert.NotNull(scenario.When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).View!.Session);
        Assert.NotNull(scenario.When(new ResponderCommand.OptIn()).When(new ResponderCommand.StartViewing("us-c-1", Severe: true)).View!.Session);
    }

    [Fact]
    public void A_break_ends_the_session_and_lasts_until_it_is_over_or_they_come_back()
    {
        var scenario = Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.StartViewing("us-c-1", Severe: false))
            .At(Start.AddMinutes(1)).When(new ResponderCommand.TakeBreak(30));
        Assert.Null(scenario.State.Session);
        scenario.At(Start.AddMinutes(30)).When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).ThenRefused(RefusalCodes.ResponderBreakDue);
        Assert.NotNull(scenario.At(Start.AddMinutes(31)).When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).View!.Session);

        // They come back themselves; a lead who puts them on duty does not call them back.
        var back = scenario.At(Start.AddMinutes(5));
        back.When(new ResponderCommand.GoOnDuty(null)).When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).ThenRefused(RefusalCodes.ResponderBreakDue);
        Assert.NotNull(back.By("ana").When(new ResponderCommand.GoOnDuty(null)).When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).View!.Session);
    }

    [Fact]
    public void Duty_ends_by_itself()
    {
        var scenario = Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.GoOnDuty(null));
        Assert.Equal(("Working", Start.AddHours(16)), (scenario.Listing.Status, scenario.WakeAt));
        scenario.At(Start.AddHours(16)).When(new ResponderCommand.Tick()).Then(new ResponderEvent.WentOffDuty(Start.AddHours(16)));
        Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.GoOnDuty(Start.AddHours(17))).ThenInvalid("until");
        Given.Responder(SomeResponder.Registered).At(Start).When(new ResponderCommand.GoOnDuty(Start)).ThenInvalid("until");
    }

    [Fact]
    public void What_is_kept_is_bounded_however_long_somebody_works()
    {
        var events = Enumerable.Range(0, 3_000).Select(i => SomeResponder.Viewed(Start.AddMinutes(i * 60), 3, $"us-c-{i % 7}"));
        var state = Given.Responder([SomeResponder.Registered, .. events]).State;
        Assert.True(state.Days.Length <= 90);
        Assert.True(state.Recent.Length <= 200);
        var often = Given.Responder([SomeResponder.Registered, .. Enumerable.Range(0, 1_000).Select(i => SomeResponder.Viewed(Start.AddMinutes(i), 1))]).State;
        Assert.Equal(200, often.Recent.Length);
        Assert.Equal(Start, often.Recent[0].From);
    }
}
