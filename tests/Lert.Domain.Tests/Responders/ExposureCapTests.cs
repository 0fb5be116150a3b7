using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Responders;
using static Lert.Domain.Deciding.Outgoing;

namespace Lert.Domain.Tests.Responders;

public class ExposureCapTests
{
    private const string Noon = "2026-01-15T12:00:00Z";

    // Four sessions of 60, 60, 60 and 55 minutes, with breaks: 235 of 240.
    private static readonly ResponderEvent[] Used235 =
    [
        SomeResponder.Registered,
        SomeResponder.OnDuty("2026-01-15T04:00:00Z", "2026-01-15T20:00:00Z"),
        SomeResponder.Viewed("2026-01-15T04:00:00Z", 60),
        SomeResponder.Viewed("2026-01-15T06:00:00Z", 60),
        SomeResponder.Viewed("2026-01-15T08:00:00Z", 60),
        SomeResponder.Viewed("2026-01-15T10:00:00Z", 55),
    ];

    [Fact]
    public void E10_cap_240_used_235_estimate_20_is_not_assigned()
    {
        var take = new ResponderCommand.TakeCase(SomeResponder.Need(estimate: 20), 1, null, IsOnCall: false);
        Given.Responder(Used235).At(Noon).When(take)
            .Then(new ResponderEvent.CaseDeclined("us-c-1", 1, Unfit.DayCap, Some.Instant(Noon)))
            .Sending(new ToCase("us-c-1", new CaseCommand.NoteDeclined(SomeResponder.Id, 1, RefusalCodes.ResponderNotAvailable)));
    }

    [Fact]
    public void E10_five_minutes_are_left_and_may_be_assigned() =>
        Given.Responder(Used235).At(Noon).By("system:case/us-c-1").When(new ResponderCommand.TakeCase(SomeResponder.Need(estimate: 5), 1, null, IsOnCall: false))
            .Then(new ResponderEvent.CaseTaken("us-c-1", 1, 5, Severe: false, Some.Instant(Noon), new DateOnly(2026, 1, 15), "system:case/us-c-1", null))
            .Sending(new ToCase("us-c-1", new CaseCommand.NoteTaken(SomeResponder.Id, 1, "system:case/us-c-1")));

    [Fact]
    public void E10_a_leads_override_is_journaled_and_good_for_viewing()
    {
        var word = new LeadOverride("user:lead", "nobody else speaks Spanish");
        var scenario = Given.Responder(Used235).At(Noon).When(new ResponderCommand.Assign(SomeResponder.Need(estimate: 20), word.Reason, IsOnCall: false))
            .Then(
                new ResponderEvent.CaseTaken("us-c-1", 0, 20, Severe: false, Some.Instant(Noon), new DateOnly(2026, 1, 15), "user:lead", word),
                new ResponderEvent.CapOverridden(new CapOverride(
                    "us-c-1", TimeSpan.FromMinutes(20), TimeSpan.Zero, "user:lead", word.Reason, Some.Instant(Noon), Some.Instant("2026-01-16T00:00:00Z"))))
            .Sending(new ToCase("us-c-1", new CaseCommand.NoteTaken(SomeResponder.Id, 0, "user:lead")));

        // Five of the day, and the twenty that the lead allowed; another case has the five alone.
        Assert.Equal(25, Allowed(scenario.When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
        Assert.Equal(5, Allowed(scenario.When(new ResponderCommand.StartViewing("us-c-2", Severe: false))));
    }

    [Fact]
    public void E10_an_override_is_used_up()
    {
        var scenario = Given.Responder(Used235).At(Noon).When(new ResponderCommand.OverrideCap("us-c-1", 20, "nobody else"))
            .When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        var later = scenario.At("2026-01-15T12:04:00Z").When(new ResponderCommand.ExtendViewing(1)).At("2026-01-15T12:08:00Z").When(new ResponderCommand.ExtendViewing(1))
            .At("2026-01-15T12:12:00Z").When(new ResponderCommand.StopViewing(1));
        var spent = Assert.Single(later.State.Overrides);
        Assert.Equal(TimeSpan.FromMinutes(7), spent.Used);
        Assert.Equal(13, Allowed(later.When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
        later.When(new ResponderCommand.StartViewing("us-c-2", Severe: false)).ThenRefused(RefusalCodes.ResponderCapReached);
    }

    [Fact]
    public void E10_a_refusal_to_a_lead_tells_no_minutes()
    {
        var refusal = Given.Responder(Used235).At(Noon).When(new ResponderCommand.Assign(SomeResponder.Need(estimate: 20), null, IsOnCall: false))
            .ThenRefused(RefusalCodes.ResponderNotAvailable).Last.Refusal!;
        Assert.Equal("protected", refusal.Details["reason"]);
        Assert.DoesNotContain(refusal.Message, char.IsDigit);
    }

    [Fact]
    public void E10_nobody_lifts_their_own_caps()
    {
        var scenario = Given.Responder(Used235).At(Noon).By("Ana");
        scenario.When(new ResponderCommand.Assign(SomeResponder.Need(estimate: 20), "I can", IsOnCall: false)).ThenRefused(RefusalCodes.ResponderOwnOverride);
        scenario.When(new ResponderCommand.OverrideCap("us-c-1", 20, "I can")).ThenRefused(RefusalCodes.ResponderOwnOverride);
    }

    [Fact]
    public void E10_viewing_says_how_long_is_allowed_and_the_timer_ends_it_at_the_cap()
    {
        var started = Given.Responder(Used235).At("2026-01-15T11:30:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        Assert.Equal(5, Allowed(started));
        Assert.Equal(Some.Instant("2026-01-15T11:35:00Z"), started.WakeAt);
        var ended = started.At("2026-01-15T11:35:00Z").When(new ResponderCommand.Tick());
        var over = Assert.Single(ended.Last.Events.OfType<ResponderEvent.ViewingEnded>());
        Assert.Equal((ViewingEnd.CapReached, Some.Instant("2026-01-15T11:35:00Z")), (over.Why, over.Until));
        ended.At("2026-01-15T19:00:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).ThenRefused(RefusalCodes.ResponderCapReached);
        Assert.Equal(60, Allowed(ended.At("2026-01-16T00:00:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
    }

    [Fact]
    public void E10_sixty_minutes_in_a_row_then_a_break_of_fifteen()
    {
        var scenario = Given.Responder(SomeResponder.Registered).At(Noon).When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        Assert.Equal(60, Allowed(scenario));
        var viewed = View(scenario, 50);

        // Five minutes are no break, so ten are left of the row.
        var again = viewed.At("2026-01-15T12:55:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false));
        Assert.Equal(10, Allowed(again));
        var full = View(again, 10);
        full.At("2026-01-15T13:19:59Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).ThenRefused(RefusalCodes.ResponderBreakDue);
        Assert.Equal(60, Allowed(full.At("2026-01-15T13:20:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
    }

    [Fact]
    public void E10_a_week_has_its_cap_and_begins_on_monday()
    {
        // 240 minutes on each of five days from Monday.
        var week = Enumerable.Range(0, 20).Select(i => SomeResponder.Viewed(Some.Instant("2026-01-12T08:00:00Z").AddDays(i / 4).AddHours(2 * (i % 4)), 60));
        var scenario = Given.Responder([SomeResponder.Registered, .. week]);
        scenario.At("2026-01-18T23:30:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false))
            .ThenRefused(RefusalCodes.ResponderCapReached).Where(refused => Assert.Equal("week", refused.Last.Refusal!.Details["cap"]));
        Assert.Equal(60, Allowed(scenario.At("2026-01-19T00:00:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
    }

    [Fact]
    public void E10_no_second_severe_case_in_a_row()
    {
        var scenario = Given.Responder(
            SomeResponder.Registered, SomeResponder.OnDuty("2026-01-15T09:00:00Z", "2026-01-15T20:00:00Z"), SomeResponder.Viewed("2026-01-15T10:00:00Z", 20, "us-c-1", severe: true)).At(Noon);
        scenario.When(new ResponderCommand.StartViewing("us-c-2", Severe: true)).ThenRefused(RefusalCodes.ResponderSevereInARow);
        scenario.When(new ResponderCommand.Assign(SomeResponder.Need("us-c-2", severe: true), null, IsOnCall: false)).ThenRefused(RefusalCodes.ResponderNotAvailable);

        // The same case again is no second one, and one of another kind lets the next follow; so does half a day.
        Assert.Equal(60, Allowed(scenario.When(new ResponderCommand.StartViewing("us-c-1", Severe: true))));
        var between = View(scenario.When(new ResponderCommand.StartViewing("us-c-3", Severe: false)), 2);
        Assert.NotNull(between.When(new ResponderCommand.StartViewing("us-c-2", Severe: true)).View!.Session);
        Assert.Equal(60, Allowed(scenario.At("2026-01-15T22:20:00Z").When(new ResponderCommand.StartViewing("us-c-2", Severe: true))));
    }

    [Fact]
    public void Minutes_promised_to_open_cases_are_not_given_twice()
    {
        var scenario = Given.Responder(SomeResponder.Registered, SomeResponder.OnDuty("2026-01-15T09:00:00Z", "2026-01-15T20:00:00Z")).At(Noon)
            .When(new ResponderCommand.Assign(SomeResponder.Need(estimate: 200), null, IsOnCall: false));
        scenario.When(new ResponderCommand.Assign(SomeResponder.Need("us-c-2", 60), null, IsOnCall: false)).ThenRefused(RefusalCodes.ResponderNotAvailable);
        var released = scenario.When(new ResponderCommand.ReleaseCase("us-c-1", 0)).When(new ResponderCommand.Assign(SomeResponder.Need("us-c-2", 60), null, IsOnCall: false));
        Assert.Equal("us-c-2", Assert.Single(released.View!.OpenCases));
    }

    [Fact]
    public void Another_zone_is_no_new_day()
    {
        // 20:00 in Dublin is the next morning in Tokyo.
        var scenario = Given.Responder(Used235).At("2026-01-15T20:00:00Z").When(new ResponderCommand.Put(SomeResponder.Profile with { Zone = "Asia/Tokyo" }));
        Assert.Equal(5, Allowed(scenario.When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
    }

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    public void E10_a_day_is_the_zones_own_when_clocks_change(string date, int hours)
    {
        var (day, calendar) = (DateOnly.Parse(date), new PersonalCalendar(SomeResponder.Profile));
        var (start, end) = (calendar.EndOf(day.AddDays(-1)), calendar.EndOf(day));
        Assert.Equal(TimeSpan.FromHours(hours), end - start);

        // 235 minutes of it are used; at its last minutes five are left, and then the next day's.
        var used = new ResponderEvent.ViewingEnded(1, "us-c-9", Severe: false, start, start.AddMinutes(235), ViewingEnd.Stopped, [new ViewedDay(day, TimeSpan.FromMinutes(235))], TimeSpan.Zero, TimeSpan.Zero);
        var scenario = Given.Responder(SomeResponder.Registered, used);
        Assert.Equal(5, Allowed(scenario.At(end.AddMinutes(-30)).When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
        Assert.Equal(60, Allowed(scenario.At(end.AddMinutes(-3)).When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
        Assert.Equal(60, Allowed(scenario.At(end).When(new ResponderCommand.StartViewing("us-c-1", Severe: false))));
    }

    private static double Allowed(Scenario<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView> scenario) =>
        scenario is { Last.Refusal: null, View.Session: { } open } ? (open.AllowedUntil - open.StartedAt).TotalMinutes : -1;

    private static Scenario<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView> View(
        Scenario<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView> scenario, int minutes)
    {
        var (number, start) = (scenario.State.Session!.Number, scenario.State.Session.StartedAt);
        for (var minute = 1; minute < minutes; minute++)
        {
            scenario = scenario.At(start.AddMinutes(minute)).When(new ResponderCommand.ExtendViewing(number));
        }

        return scenario.At(start.AddMinutes(minutes)).When(new ResponderCommand.StopViewing(number));
    }
}
