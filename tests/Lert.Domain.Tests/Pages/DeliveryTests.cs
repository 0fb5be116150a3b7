using Lert.Domain.Pages;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using static Lert.Domain.Tests.Pages.PageSamples;

namespace Lert.Domain.Tests.Pages;

/// <summary>How a message to one address is offered, tried again and given up, and what that means for the person.</summary>
public class DeliveryTests
{
    private static readonly DateTimeOffset Start = Some.Start;

    [Fact]
    public void What_nobody_says_anything_about_is_offered_again_after_five_seconds_and_ever_later()
    {
        var page = Given.Page().When(Open).When(Night().Tick);
        foreach (var second in (int[])[5, 15, 35, 75, 135, 195])
        {
            Assert.Equal(Start.AddSeconds(second), page.WakeAt);
            page = page.At(Start.AddSeconds(second)).When(Night().Tick);
            Assert.IsType<PageEvent.Offered>(Assert.Single(page.Last.Events));
        }

        Assert.Equal("us-p-1/1", Assert.Single(PageDecider.Wanted(page.Key, page.State)).DeliveryId);
    }

    [Fact]
    public void A_later_rule_waits_for_its_time() => Given.Page().When(Open).When(Night().Reachable(Ana, Device, Mailbox).Tick)
        .Where(page => Assert.Equal(["us-p-1/1"], PageDecider.Wanted(page.Key, page.State).Select(wanted => wanted.DeliveryId)))
        .When(new PageCommand.NoteSent("us-p-1/1", "gw"))
        .Where(page => Assert.Equal(Start.AddMinutes(2), page.WakeAt))
        .At(Start.AddMinutes(2)).When(Night().Tick)
        .Where(page => Assert.Equal(["us-p-1/2"], PageDecider.Wanted(page.Key, page.State).Select(wanted => wanted.DeliveryId)));

    [Fact]
    public void A_failure_is_tried_again_ever_later_and_is_final_after_six()
    {
        var page = Given.Page().When(Open).When(Night().Tick);
        foreach (var (attempt, pause) in (IEnumerable<(int, int)>)[(1, 2), (2, 4), (3, 8), (4, 16), (5, 32)])
        {
            page = page.When(new PageCommand.NoteFailed("us-p-1/1", attempt, "http-503", false, null))
                .Then(new PageEvent.DeliveryFailed("us-p-1/1", attempt, "http-503", page.Now, page.Now.AddSeconds(pause)))
                .Where(failed => Assert.Empty(PageDecider.Wanted(failed.Key, failed.State)))
                .When(new PageCommand.NoteFailed("us-p-1/1", attempt, "http-503", false, null)).ThenNothing()
                .At(page.Now.AddSeconds(pause)).When(Night().Tick);
            Assert.Equal(attempt + 1, Assert.Single(PageDecider.Wanted(page.Key, page.State)).Attempt);
        }

        page.When(new PageCommand.NoteFailed("us-p-1/1", 6, "http-503", false, null))
            .Then(
                new PageEvent.DeliveryFailed("us-p-1/1", 6, "http-503", page.Now, null),
                new PageEvent.PersonNotReached(Ana, page.Now, StepOver: true))
            .Where(failed => Assert.Equal((page.Now, PageProblems.NobodyReached), (failed.WakeAt!.Value, failed.View!.Problem)))
            .When(Night().Tick)
            .Where(next => Assert.Equal(Ben, Assert.Single(next.View!.Told).Responder))
            .When(new PageCommand.NoteSent("us-p-1/2", "gw"))
            .Where(reached => Assert.Null(reached.View!.Problem));
    }

    [Fact]
    public void When_one_way_to_a_person_fails_for_good_the_next_is_taken_at_once() => Given.Page().When(Open).When(Night().Reachable(Ana, Device, Mailbox).Tick)
        .When(new PageCommand.NoteFailed("us-p-1/1", 1, "http-404", true, null))
        .Then(new PageEvent.DeliveryFailed("us-p-1/1", 1, "http-404", Start, null))
        .Where(page => Assert.Equal(Start, page.WakeAt))
        .When(Night().Tick)
        .Where(page => Assert.Equal(ContactChannel.Mail, Assert.Single(PageDecider.Wanted(page.Key, page.State)).Channel));

    [Fact]
    public void A_gateway_that_asks_for_a_pause_gets_it_up_to_a_minute() => Given.Page().When(Open).When(Night().Tick)
        .When(new PageCommand.NoteFailed("us-p-1/1", 1, "http-429", false, TimeSpan.FromHours(3)))
        .Then(new PageEvent.DeliveryFailed("us-p-1/1", 1, "http-429", Start, Start.AddMinutes(1)));

    [Fact]
    public void As_long_as_somebody_of_the_step_may_still_be_reached_the_step_waits() => Given.Page().When(Open)
        .When((Night() with { Policy = new PolicyFact(Policy with { Steps = [new EscalationStep([Desk], [Lea], TimeSpan.FromMinutes(5))] }, true) }).Tick)
        .When(new PageCommand.NoteFailed("us-p-1/1", 1, "http-404", true, null))
        .Then(new PageEvent.DeliveryFailed("us-p-1/1", 1, "http-404", Start, null), new PageEvent.PersonNotReached(Ana, Start, StepOver: false))
        .Where(page => Assert.Equal(Start.AddMinutes(5), page.View!.NextAt));

    [Fact]
    public void A_page_that_is_open_for_days_with_a_dead_gateway_stays_small()
    {
        var far = Device with { After = TimeSpan.FromHours(1), Address = "far" };
        var night = Night().Reachable(Hal, Device, Mailbox, far);
        var page = Given.Page().When(Open).When(night.Tick);
        for (var ticks = 0; page.Now < Start.AddDays(4) && ticks < 60_000; ticks++)
        {
            page = page.At(page.WakeAt!.Value).When(night.Tick);
            if (PageDecider.Wanted(page.Key, page.State).FirstOrDefault() is { } wanted)
            {
                page = page.When(new PageCommand.NoteFailed(wanted.DeliveryId, wanted.Attempt, "timeout", false, null));
            }
        }

        Assert.True(page.Now >= Start.AddDays(4), $"{page.Now}");
        Assert.True(page.View!.BreakGlass > 1_000, $"{page.View.BreakGlass}");
        Assert.InRange(page.State.Deliveries.Length, 0, 10);
        Assert.InRange(Comparable.Text(page.State).Length, 0, 10_000);
    }
}
