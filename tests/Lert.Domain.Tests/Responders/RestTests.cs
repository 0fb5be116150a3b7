using Lert.Domain.Responders;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Responders;

public class RestTests
{
    private static readonly ResponderCommand Paged =
        new ResponderCommand.NotePaged("us-p-1", Some.Instant("2026-01-15T03:00:00Z"), Some.Instant("2026-01-15T04:30:00Z"));

    private static readonly ResponderEvent[] Woken =
    [
        SomeResponder.Registered,
        SomeResponder.OnDuty("2026-01-15T02:00:00Z", "2026-01-15T18:00:00Z"),
        SomeResponder.Viewed("2026-01-15T03:20:00Z", 40),
    ];

    [Fact]
    public void E11_paged_from_0300_to_0430_with_exposure_is_not_assignable_before_1630()
    {
        var scenario = Given.Responder(Woken).At("2026-01-15T04:30:00Z").When(Paged);
        Assert.Contains(new ResponderEvent.RestStarted("us-p-1", Some.Instant("2026-01-15T16:30:00Z")), scenario.Last.Events);
        var assign = new ResponderCommand.Assign(SomeResponder.Need(), null, IsOnCall: false);
        scenario.At("2026-01-15T16:29:59Z").When(assign).ThenRefused(RefusalCodes.ResponderNotAvailable);
        scenario.At("2026-01-15T16:29:59Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).ThenRefused(RefusalCodes.ResponderResting);
        Assert.Equal("us-c-1", Assert.Single(scenario.At("2026-01-15T16:30:00Z").When(assign).View!.OpenCases));
        Assert.NotNull(scenario.At("2026-01-15T16:30:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).View!.Session);
    }

    [Fact]
    public void E11_a_page_without_exposure_asks_for_no_rest()
    {
        var scenario = Given.Responder(SomeResponder.Registered, SomeResponder.Viewed("2026-01-15T01:00:00Z", 40)).At("2026-01-15T04:30:00Z").When(Paged);
        Assert.Null(scenario.State.RestUntil);
        Assert.Equal(1, Assert.Single(scenario.State.Days).Pages);
    }

    [Fact]
    public void E11_rest_begins_when_the_last_session_of_the_page_ends()
    {
        var scenario = Given.Responder(SomeResponder.Registered).At("2026-01-15T04:28:00Z").When(new ResponderCommand.StartViewing("us-c-1", Severe: false))
            .At("2026-01-15T04:30:00Z").When(Paged);
        Assert.Equal(Some.Instant("2026-01-15T16:30:00Z"), scenario.State.RestUntil);

        // What is being looked at is not taken away; the rest is counted from its end.
        Assert.NotNull(scenario.State.Session);
        scenario = scenario.At("2026-01-15T04:32:00Z").When(new ResponderCommand.StopViewing(1));
        Assert.Equal(Some.Instant("2026-01-15T16:32:00Z"), scenario.State.RestUntil);
    }

    [Fact]
    public void E11_the_same_page_twice_counts_once_and_a_longer_one_moves_the_rest()
    {
        var scenario = Given.Responder(Woken).At("2026-01-15T04:40:00Z").When(Paged);
        scenario.When(Paged).ThenNothing();
        scenario = scenario.When(new ResponderCommand.NotePaged("us-p-1", Some.Instant("2026-01-15T03:00:00Z"), Some.Instant("2026-01-15T04:35:00Z")));
        Assert.Equal(Some.Instant("2026-01-15T16:35:00Z"), scenario.State.RestUntil);
        Assert.Equal(1, Assert.Single(scenario.State.Days).Pages);
    }

    [Fact]
    public void E11_a_lead_may_say_that_rest_does_not_count_this_once()
    {
        var scenario = Given.Responder(Woken).At("2026-01-15T04:30:00Z").When(Paged).At("2026-01-15T08:00:00Z")
            .When(new ResponderCommand.Assign(SomeResponder.Need(estimate: 20), "a child is in danger and nobody else is there", IsOnCall: false));
        Assert.Equal("user:lead", Assert.Single(scenario.Last.Events.OfType<ResponderEvent.CaseTaken>()).Override!.By);
        Assert.NotNull(scenario.When(new ResponderCommand.StartViewing("us-c-1", Severe: false)).View!.Session);
        scenario.When(new ResponderCommand.StartViewing("us-c-2", Severe: false)).ThenRefused(RefusalCodes.ResponderResting);
    }

    [Fact]
    public void A_page_that_comes_days_late_says_nothing_about_today() =>
        Given.Responder(Woken).At("2026-01-18T04:30:00Z").When(Paged).ThenNothing();
}
