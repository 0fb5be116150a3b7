using Lert.Architecture.Tests.Reading;
using Lert.Domain.Cases;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Architecture.Tests.Events;

/// <summary>The page about stored events is what the code has. To write it again, run this with <c>LERT_WRITE_DOCS</c> set to 1.</summary>
public class EventsPageTests
{
    private const string Page = "docs/events.md";

    [Fact]
    public void The_page_of_events_is_what_the_code_has()
    {
        if (Environment.GetEnvironmentVariable("LERT_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), EventsPage.Write());
        }

        Assert.Equal(EventsPage.Write(), Repository.Text(Page));
    }

    /// <summary>A whole hierarchy that the tests of stored shapes were never told of would have no golden bytes.</summary>
    [Fact]
    public void Every_event_of_every_actor_has_its_golden_bytes_and_its_format() => Assert.All(
        EventsPage.Actors.SelectMany(actor => EventsPage.Names(actor.Events).Select(named => (actor.Kind, named.Name))),
        stored =>
        {
            Assert.True(HasGolden(stored.Name), $"{stored.Name} has no golden bytes.");
            Assert.StartsWith($"{stored.Kind}.", stored.Name, StringComparison.Ordinal);
            Assert.True(
                File.Exists(Path.Combine(Repository.Root, "tests/Lert.Domain.Tests/Golden/formats", $"{stored.Kind}.{EventsPage.Since(stored.Kind, stored.Name)}.txt")),
                $"{stored.Name} is in no format of {stored.Kind}.");
        });

    [Fact]
    public void An_event_without_golden_bytes_would_be_found() => Assert.False(HasGolden("case.forgotten.v1"));

    [Fact]
    public void Every_event_is_made_by_something()
    {
        foreach (var (_, events) in EventsPage.Actors)
        {
            var makers = new EventMakers(typeof(CaseEvent).Assembly, events, EventsPage.Commands(events));
            Assert.All(EventsPage.Names(events), named => Assert.True(makers.Of(named.Event) is { Commands.Count: > 0 } or { Follows: true }, $"{named.Name} is made by nothing that was found."));
        }
    }

    [Fact]
    public void Who_makes_an_event_is_read_from_the_rules()
    {
        var cases = new EventMakers(typeof(CaseEvent).Assembly, typeof(CaseEvent), typeof(CaseCommand));
        Assert.Equal("Narrow", Made<CaseEvent.ScopeNarrowed>(cases));
        Assert.Equal("NoteHoldActive", Made<CaseEvent.HoldActive>(cases));
        Assert.Equal("TickStep", Made<CaseEvent.StepTicked>(cases));
        Assert.Equal("Challenge, ChooseAccount, Narrow, NoteRecall, Reopen, Withdraw", Made<CaseEvent.ApprovalsVoided>(cases));
        Assert.Equal("Open", Made<CaseEvent.Opened>(cases));
        Assert.EndsWith("*follows*", Made<CaseEvent.ClockCancelled>(cases), StringComparison.Ordinal);
        Assert.Equal("Extend", Made<HoldEvent.Extended>(new EventMakers(typeof(HoldEvent).Assembly, typeof(HoldEvent), typeof(HoldCommand))));
    }

    [Fact]
    public void What_the_comments_say_is_found()
    {
        var docs = new DocComments(typeof(CaseEvent), typeof(RefusalCodes));
        Assert.Equal("A step is open again.", docs.Of(typeof(CaseEvent.StepUnticked)));
        Assert.Equal("What to do, in a sentence.", docs.Of(typeof(PlaybookStep), nameof(PlaybookStep.Text)));
        Assert.Equal("", docs.Of(typeof(CaseEvent.Moved), nameof(CaseEvent.Moved.At)));
    }

    private static string Made<TEvent>(EventMakers makers) => EventsPage.MadeBy(makers, typeof(TEvent));

    private static bool HasGolden(string name) => File.Exists(Path.Combine(Repository.Root, "tests/Lert.Domain.Tests/Golden/events", $"{name}.json"));
}
