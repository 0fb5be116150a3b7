using Grpc.Core;
using Lert.Chaos.Checks;
using Lert.Chaos.History;
using Lert.Chaos.Upgrades;
using Lert.Domain.Cases;
using Lert.Grains.Cases;

namespace Lert.Chaos.Tests.Checks;

/// <summary>What is judged of an upgrade beyond what is judged of every run, each broken by hand.</summary>
public class UpgradeCheckTests
{
    private const int Old = 1, New = 2;

    private static readonly DateTimeOffset Due = Story.End;

    [Fact]
    public void A_clock_that_ran_out_in_time_and_once_is_found_whole() => Assert.Empty(Found(RanOut(Due, Due)));

    [Fact]
    public void A_clock_that_ran_out_early_is_found() => Assert.Single(Found(RanOut(Due.AddTicks(-10), Due)));

    [Fact]
    public void A_clock_whose_end_was_committed_before_it_was_due_is_found() => Assert.Single(Found(RanOut(Due, Due.AddSeconds(-1))));

    [Fact]
    public void A_clock_that_ran_out_twice_is_found()
    {
        var story = RanOut(Due, Due);
        story.Write(Story.Case, Due, null, new CaseEvent.ClockBreached("us-takeitdown", Due, Due));
        Assert.Single(Found(story));
    }

    [Fact]
    public void A_clock_that_was_due_and_said_nothing_is_found()
    {
        var story = Started();
        Assert.Single(Found(story, Due.AddMinutes(1)));
        Assert.Empty(Found(story, Due.AddSeconds(1)));
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    [InlineData(1, false, true)]
    public void A_case_may_be_listed_anew_once_after_each_commit_of_an_old_silo(int missing, bool isOld, bool isBroken)
    {
        var story = Story.Placed();
        var line = story.Journal.Last(one => one.Entry.Actor == Story.Case);
        story.Replace(line, entry => entry with { Version = entry.Version + missing });
        var journal = story.Journal.Select(one => one with { CommittedAt = Story.Start }).ToArray();
        var evidence = story.Evidence() with { Journal = journal, RelistedUntil = isOld ? Story.Start : Story.Start.AddTicks(-10) };

        Assert.Equal(isBroken, Acknowledged.Find(evidence).Any());
    }

    [Theory]
    [InlineData("case", Old, StatusCode.Unavailable, "fault.newer-release", 1, 0, 0)]
    [InlineData("case", New, StatusCode.Unavailable, "fault.newer-release", 1, 0, 0)]
    [InlineData("hold", Old, StatusCode.Unavailable, "fault.newer-release", 1, 0, 0)]
    [InlineData("hold", New, StatusCode.Unavailable, "fault.newer-release", 0, 0, 1)]
    [InlineData("account", Old, StatusCode.Unavailable, "fault.newer-release", 0, 0, 1)]
    [InlineData("case", Old, StatusCode.Unavailable, "hold.not-settled", 0, 1, 0)]
    [InlineData("case", New, StatusCode.Unavailable, "hold.not-settled", 0, 0, 1)]
    [InlineData("case", Old, StatusCode.Unavailable, "fault.stopping", 0, 0, 1)]
    [InlineData("case", Old, StatusCode.DeadlineExceeded, null, 0, 0, 1)]
    public void A_call_that_did_not_end_well_is_a_failure_unless_it_was_promised_of_old_silos(string kind, int silo, StatusCode status, string? code, int turnedAway, int late, int failed)
    {
        var meter = new Meter(new StoppedClock(), number => number == Old);
        meter.Hear(new(kind, silo, 0, TimeSpan.FromMilliseconds(3), Ending.Unknown, status, code));
        meter.Hear(new(kind, silo, 0, TimeSpan.FromMilliseconds(5), Ending.Done, StatusCode.OK, null));

        Assert.Equal((2, turnedAway, late, failed), (meter.Total().Calls, meter.Total().TurnedAway, meter.Total().Late, meter.Total().Failed));
    }

    private static Breach[] Found(Story story, DateTimeOffset? readAt = null) =>
        [.. Chaos.Checks.Breaches.Find(story.Evidence() with { Journal = story.Journal, ReadAt = readAt ?? Due.AddMinutes(1) })];

    private static Story Started()
    {
        var story = Story.Placed();
        story.Write(Story.Case, Story.Start, "open-2", new CaseEvent.ClockStarted(new CaseClock(
            "us-takeitdown", true, "hours(48)", "UTC", Due.AddHours(-48), null, Due, Due, true, "by hand", "1", ClockStatus.Running, 0, null, null, null, null)));
        return story;
    }

    private static Story RanOut(DateTimeOffset at, DateTimeOffset committedAt)
    {
        var story = Started();
        story.Write(Story.Case, at, null, new CaseEvent.ClockBreached("us-takeitdown", Due, at));
        story.Journal[^1] = story.Journal[^1] with { CommittedAt = committedAt };
        return story;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
