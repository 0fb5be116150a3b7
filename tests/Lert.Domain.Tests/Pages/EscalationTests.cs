using Lert.Domain.Deciding;
using Lert.Domain.Pages;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using static Lert.Domain.Tests.Pages.PageSamples;

namespace Lert.Domain.Tests.Pages;

/// <summary>E5 and E6: who is told, in which order, and that it never ends silently.</summary>
public class EscalationTests
{
    private static readonly DateTimeOffset Start = Some.Start;

    [Fact]
    public void A_page_takes_a_copy_of_its_desks_policy_and_tells_who_is_on_call() => Given.Page()
        .By("system:case/us-c-1").When(Open)
        .Then(new PageEvent.Opened(Alert with { Urgency = Urgency.Emergency }))
        .Where(page => Assert.Equal(Start, page.WakeAt))
        .When(Night().Tick)
        .Then(
            new PageEvent.PolicyTaken(Policy, null, Start),
            new PageEvent.StepBegun(
                0, 0, Start, Start.AddMinutes(5), null, [new ToldPerson(Ana, $"on-call {Desk}", Start, Reach.Waiting)], [Delivery(1, Ana)]));

    [Fact]
    public void E5_an_unanswered_page_goes_through_its_steps_repeats_them_and_breaks_the_glass_for_ever()
    {
        var page = Given.Page().When(Open).When(Night().Tick);
        string[] expected = [Ana, Ben, Lea, Ana, Ben, Lea, Hal, Hal, Hal];
        int[] minutes = [0, 5, 10, 20, 25, 30, 40, 45, 50];
        for (var i = 0; i < expected.Length; i++)
        {
            page = page.At(Start.AddMinutes(minutes[i])).When(Night().Tick);
            var told = Assert.Single(page.View!.Told);
            Assert.Equal((expected[i], Start.AddMinutes(minutes[i])), (told.Responder, told.At));
        }

        Assert.Equal(3, page.View!.BreakGlass);
        for (var i = 0; i < 1_000; i++)
        {
            page = page.At(page.WakeAt!.Value).When(Night().Tick);
        }

        Assert.Equal(PageStatus.Open, page.View!.Status);
        Assert.NotNull(page.WakeAt);
    }

    [Fact]
    public void E6_a_step_with_nobody_is_passed_at_once_and_journaled() => Given.Page().When(Open)
        .When(Night().Nobody(Desk).Tick)
        .Where(page => Assert.Equal(new PageEvent.StepPassed(0, 0, Start, "nobody", []).ToString(), page.Last.Events[1].ToString()))
        .Where(page => Assert.Equal(Ben, Assert.Single(page.View!.Told).Responder))
        .Where(page => Assert.Equal(Start.AddMinutes(5), page.View!.NextAt));

    [Fact]
    public void E6_a_person_who_cannot_be_reached_counts_as_nobody() => Given.Page().When(Open)
        .When(Night().Reachable(Ana).Tick)
        .Where(page => Assert.Equal("no-contact", Assert.IsType<PageEvent.StepPassed>(page.Last.Events[1]).Why))
        .Where(page => Assert.Equal(Ben, Assert.Single(page.View!.Told).Responder));

    [Fact]
    public void With_nobody_anywhere_the_glass_is_broken_at_once_and_the_page_says_that_it_is_in_trouble() => Given.Page().When(Open)
        .When((Night() with { Contacts = [] }).Reachable(Ana).Reachable(Ben).Reachable(Lea).Reachable(Hal).Tick)
        .Where(page => Assert.IsType<PageEvent.GlassBroken>(page.Last.Events[^1]))
        .Where(page => Assert.Equal(PageProblems.NobodyReached, page.View!.Problem))
        .Where(page => Assert.Equal(Start.AddMinutes(5), page.WakeAt));

    [Fact]
    public void Somebody_who_comes_on_call_while_the_step_waits_is_told_too_and_nobody_twice()
    {
        var change = Start.AddMinutes(2);
        Given.Page().When(Open).When(Night().OnCall(Desk, Ana, change).Tick)
            .Where(page => Assert.Equal(change, page.State.LookAt))
            .At(change).When(Night().OnCall(Desk, Ben).Tick)
            .Then(new PageEvent.LookedAgain(
                change, null, Unread: false, [new ToldPerson(Ben, $"on-call {Desk}", change, Reach.Waiting)],
                [Delivery(2, Ben) with { DueAt = change, NextAt = change.AddSeconds(5) }]), new PageEvent.Offered([new DeliveryOffer("us-p-1/1", change.AddSeconds(10))], change))
            .Where(page => Assert.Equal([Ana, Ben], page.View!.Told.Select(told => told.Responder)))
            .Where(page => Assert.Equal(Start.AddMinutes(5), page.View!.NextAt));
    }

    [Fact]
    public void A_shift_that_goes_on_with_the_same_person_tells_nobody_again()
    {
        var change = Start.AddMinutes(2);
        Given.Page().When(Open).When(Night().OnCall(Desk, Ana, change).Tick).When(new PageCommand.NoteSent("us-p-1/1", "gw"))
            .At(change).When(Night().Tick)
            .Then(new PageEvent.LookedAgain(change, null, Unread: false, [], []));
    }

    [Fact]
    public void A_rota_that_cannot_be_asked_is_asked_again_and_then_passed()
    {
        var page = Given.Page().When(Open);
        foreach (var second in (int[])[0, 1, 3])
        {
            page = page.At(Start.AddSeconds(second)).When(Night().Unread(Desk).Tick);
            Assert.Equal(Desk, Assert.IsType<PageEvent.NotRead>(page.Last.Events[^1]).What);
        }

        page.At(Start.AddSeconds(7)).When(Night().Unread(Desk).Tick)
            .Where(passed => Assert.Equal("not-read", Assert.IsType<PageEvent.StepPassed>(passed.Last.Events[0]).Why))
            .Where(passed => Assert.Equal(Ben, Assert.Single(passed.View!.Told).Responder));
    }

    [Fact]
    public void A_desk_without_a_policy_is_made_up_for_and_everybody_sees_that() => Given.Page()
        .Under(Some.Rules with { LastResort = [Hal, "uk-u-una"] })
        .When(Open).When((Night() with { Policy = new PolicyFact(null, true) }).Tick)
        .Where(page => Assert.Equal(PageProblems.DeskWithoutPolicy, page.View!.Problem))
        .Where(page => Assert.Equal(Hal, Assert.Single(page.State.Policy!.BreakGlass)))
        .Where(page => Assert.Equal(Ana, Assert.Single(page.View!.Told).Responder));

    [Fact]
    public void A_desk_that_cannot_be_asked_at_all_is_made_up_for_within_seconds()
    {
        var page = Given.Page().Under(Some.Rules with { LastResort = [Hal] }).When(Open);
        for (var i = 0; i < 20 && page.View!.BreakGlass == 0; i++)
        {
            page = page.At(page.WakeAt!.Value).When(new PageCommand.Tick(null));
        }

        Assert.True(page.Now < Start.AddSeconds(30), $"{page.Now}");
        Assert.Equal(PageProblems.NobodyReached, page.View!.Problem);
        Assert.Equal(PageProblems.DeskUnread, page.State.PolicyProblem);
    }

    [Fact]
    public void Escalating_tells_the_next_at_once_even_after_an_acknowledgement() => Given.Page().When(Open).When(Night().Tick)
        .When(new PageCommand.Acknowledge()).When(new PageCommand.Escalate())
        .Then(new PageEvent.Escalated("user:lead", Start))
        .Where(page => Assert.Equal(Start, page.WakeAt))
        .When(Night().Tick)
        .Where(page => Assert.Equal(Ben, Assert.Single(page.View!.Told).Responder));

    [Fact]
    public void A_page_that_is_not_there_says_so() => Given.Page()
        .When(new PageCommand.Acknowledge()).ThenRefused(RefusalCodes.PageNotFound)
        .When(new PageCommand.Resolve("done")).ThenRefused(RefusalCodes.PageNotFound)
        .When(new PageCommand.NoteSent("us-p-1/1", "")).ThenNothing();
}
