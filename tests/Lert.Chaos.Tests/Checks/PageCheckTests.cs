using Lert.Chaos.History;
using Lert.Domain.Pages;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Paging.Gateway;
using Lert.Store;

namespace Lert.Chaos.Tests.Checks;

/// <summary>I10 finds what it is there to find, and nothing else.</summary>
public sealed class PageCheckTests
{
    private static readonly ActorId Page = new("page", "us-p-1"), Other = new("page", "us-p-2");
    private static readonly DateTimeOffset Told = Story.Start.AddSeconds(5), Answered = Told.AddSeconds(20), Much = Told.AddMinutes(2);

    [Fact]
    public void What_was_told_and_answered_is_well() => Assert.Empty(Paged().Broken());

    [Fact]
    public void The_same_delivery_twice_under_its_id_is_well()
    {
        var story = Paged();
        story.Arrivals.Add(Arrival("us-p-1/1", Told.AddSeconds(1)));
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void A_delivery_that_never_came_is_found()
    {
        var story = Paged();
        story.Arrivals.RemoveAt(0);
        Assert.Equal(["I10"], story.Broken());
    }

    [Fact]
    public void What_was_answered_or_given_up_before_it_came_need_not_come()
    {
        var story = Paged();
        story.Arrivals.RemoveAt(0);
        story.Write(Page, Told.AddSeconds(3), new PageEvent.DeliveryFailed("us-p-1/1", 6, "http-410", Told.AddSeconds(3), null));
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void A_delivery_after_the_answer_is_found()
    {
        var story = Paged();
        Answer(story);
        story.Arrivals.Add(Arrival("us-p-1/1", Answered.AddSeconds(3)));
        Assert.Equal(["I10"], story.Broken());
    }

    [Fact]
    public void What_a_silo_had_begun_to_send_before_it_stood_still_may_come_after()
    {
        var story = Paged();
        Answer(story);
        story.Arrivals.Add(Arrival("us-p-1/1", Answered.AddSeconds(8)));
        story.Held.Add((Answered.AddSeconds(-1), Answered.AddSeconds(7)));
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void One_id_for_two_things_is_found()
    {
        var story = Paged();
        story.Arrivals.Add(Arrival("us-p-1/1", Told.AddSeconds(1)) with { To = "another" });
        Assert.Equal(["I10"], story.Broken());
    }

    [Fact]
    public void A_delivery_that_no_journal_knows_is_found()
    {
        var story = Paged();
        story.Arrivals.Add(Arrival("us-p-1/9", Told));
        Assert.Equal(["I10"], story.Broken());
    }

    [Fact]
    public void A_delivery_without_a_good_signature_is_found()
    {
        var story = Paged();
        story.Arrivals.Add(Arrival("us-p-1/1", Told) with { IsSigned = false });
        Assert.Equal(["I10"], story.Broken());
    }

    [Fact]
    public void A_step_that_was_not_taken_after_healing_is_found()
    {
        var story = Paged();
        story.Recovery = new Recovery { AllPaged = TimeSpan.FromSeconds(11), Unpaged = ["page/us-p-1"] };
        Assert.Equal(["I8"], story.Broken());
    }

    private static Story Paged()
    {
        var story = Story.Released();
        Tell(story, Page, Told);
        // Time goes on, and others are told.
        Tell(story, Other, Much);
        return story;
    }

    private static void Tell(Story story, ActorId page, DateTimeOffset at)
    {
        story.Write(page, at, new PageEvent.Opened(new PageAlert("us-r-desk", AlertKind.Manual, Urgency.High, "request/1", "Look.", at, "ann")), $"open-{page.Key}");
        story.Write(page, at, new PageEvent.StepBegun(
            0, 0, at, at.AddSeconds(30), null, [new ToldPerson("us-u-ann", "named", at, Reach.Waiting)],
            [new Delivery($"{page.Key}/1", "us-u-ann", ContactChannel.Webhook, "ann", at, at.AddSeconds(5), 1, 0)]));
        story.Arrivals.Add(Arrival($"{page.Key}/1", at) with { PageId = page.Key });
    }

    private static void Answer(Story story) => story.Write(Page, Answered, new PageEvent.Acknowledged("ann", Answered, Answered.AddMinutes(30)), "ack-page");

    private static Arrival Arrival(string id, DateTimeOffset at) => new(1, at, id, id, 1, "us-p-1", "ann", "High", "Look.", IsSigned: true, "taken");
}
