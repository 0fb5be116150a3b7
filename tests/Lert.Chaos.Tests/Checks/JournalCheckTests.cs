using Lert.Chaos.Checks;
using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Holds;

namespace Lert.Chaos.Tests.Checks;

/// <summary>Each promise that the journal alone can show broken, broken by hand. What is whole is found whole.</summary>
public class JournalCheckTests
{
    [Fact]
    public void A_whole_history_is_found_whole()
    {
        Assert.Empty(Story.Placed().Broken());
        Assert.Empty(Story.Released().Broken());
    }

    [Fact]
    public void A_release_that_says_itself_that_it_is_early_is_found()
    {
        var story = Story.Placed();
        story.Release(Story.End.AddTicks(-10));
        story.Follow();
        Assert.Equal(["I1"], story.Broken());
    }

    [Fact]
    public void A_release_that_a_wrong_clock_dated_later_than_the_database_committed_it_is_found()
    {
        var story = Story.Placed();
        story.Release(Story.End, committedAt: Story.End.AddMinutes(-10));
        story.Follow();
        Assert.Equal(["I1"], story.Broken());
    }

    [Fact]
    public void A_release_whose_commit_the_database_does_not_date_is_found_where_it_dates_commits()
    {
        var evidence = Story.Released().Evidence();
        Assert.True(Verdict.Of(evidence).IsGreen);
        Assert.Equal(["I1"], Verdict.Of(evidence with { TellsCommits = true }).Breaches.Select(breach => breach.Invariant));
    }

    [Fact]
    public void An_early_release_with_one_approver_is_found()
    {
        var story = Story.Placed();
        story.Write(Story.Hold, Story.Start, "release-1", new HoldEvent.ReleaseApproved(new("ann", Story.Start, ReleaseGround.Withdrawn, "letter", null, null)));
        story.Release(Story.Start, early: true);
        story.Follow();
        Assert.Equal(["I1"], story.Broken());
    }

    [Fact]
    public void A_second_release_is_found()
    {
        var story = Story.Released();
        story.Release(Story.End.AddSeconds(1));
        Assert.Contains("I2", story.Broken());
    }

    [Fact]
    public void A_line_that_was_changed_is_found()
    {
        var story = Story.Released();
        story.Replace(story.Journal[^1], entry => entry with { By = "somebody" });
        Assert.Equal(["I4"], story.Broken());
    }

    [Fact]
    public void A_line_that_was_taken_out_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        var gone = story.Journal[^1];
        story.Lock("lock-2", "w-2");
        story.Journal.Remove(gone);
        Assert.Contains("I4", story.Broken());
        Assert.Contains("I3", story.Broken());
    }

    [Fact]
    public void A_version_that_nothing_tells_of_is_found()
    {
        var story = Story.Placed();
        var line = story.Lock("lock-1");
        story.Replace(line, entry => entry with { Version = entry.Version + 1 });
        Assert.Contains("I3", story.Broken());
    }

    [Fact]
    public void A_commit_without_events_is_no_gap_when_its_message_tells_of_it()
    {
        var story = Story.Placed();
        var line = story.Lock("lock-1");
        story.Replace(line, entry => entry with { Version = entry.Version + 1 });
        story.Undelivered.Add($"{Story.Hold}/2/0");
        Assert.DoesNotContain("I3", story.Broken());
    }

    [Fact]
    public void A_command_that_was_done_twice_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Lock("lock-1", "w-2");
        Assert.Equal(["I3"], story.Broken());
    }

    [Fact]
    public void A_message_that_was_never_delivered_is_found()
    {
        var story = Story.Placed();
        story.Release(Story.End);
        story.Undelivered.Add($"{Story.Hold}/2/0");
        Assert.Equal(["I6"], story.Broken());
    }

    [Fact]
    public void A_message_that_was_lost_is_found_by_the_effect_that_it_did_not_have()
    {
        var story = Story.Placed();
        story.Release(Story.End);
        Assert.Equal(["I6"], story.Broken());
    }

    [Fact]
    public void A_lock_after_the_release_keeps_the_account_until_it_is_taken_off_and_then_the_account_must_let_go()
    {
        var story = Story.Released();
        story.Write(Story.Hold, Story.End, "lock-1", new HoldEvent.LockAsked(new("w-1", Story.End, "ann")));
        Assert.Equal(["I6"], story.Broken());
        story.Write(Story.Kept, Story.End, $"{Story.Hold}/3/0", new AccountEvent.HoldAttached(Story.Order, Story.End, 3, Story.End.AddDays(30)));
        Assert.Equal(["I6"], story.Broken());
        story.Write(Story.Hold, Story.End, $"{Story.Kept}/3/0", new HoldEvent.Locked(new("w-1", Story.End, "ann")));
        Assert.Empty(story.Broken());
        story.Write(Story.Hold, Story.End, "unlock-1", new HoldEvent.Unlocked("w-1", Story.End));
        Assert.Equal(["I6"], story.Broken());
        story.Write(Story.Kept, Story.End, $"{Story.Hold}/5/0", new AccountEvent.HoldDetached(Story.HoldId, Story.End, 5));
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void An_account_that_lets_go_of_a_hold_that_was_locked_late_is_found()
    {
        var story = Story.Released();
        story.Write(Story.Hold, Story.End, "lock-1", new HoldEvent.LockAsked(new("w-1", Story.End, "ann")));
        story.Write(Story.Hold, Story.End, $"{Story.Kept}/3/0", new HoldEvent.Locked(new("w-1", Story.End, "ann")));
        Assert.Contains("I6", story.Broken());
    }

    [Fact]
    public void A_message_that_had_its_effect_twice_is_found()
    {
        var story = Story.Released();
        story.Write(Story.Kept, Story.End, $"{Story.Hold}/2/0", new AccountEvent.HoldDetached(Story.HoldId, Story.End, 2));
        Assert.Equal(["I3", "I6"], story.Broken());
    }

    [Fact]
    public void An_account_that_lets_go_before_the_release_is_found()
    {
        var story = Story.Placed();
        story.Write(Story.Kept, Story.End, $"{Story.Hold}/2/0", new AccountEvent.HoldDetached(Story.HoldId, Story.End, 2));
        story.Release(Story.End);
        story.Write(Story.Case, Story.End, $"{Story.Hold}/2/1", new Domain.Cases.CaseEvent.HoldEnded(Story.HoldId, Story.End, false));
        Assert.Equal(["I7"], story.Broken());
    }

    [Fact]
    public void A_deletion_that_was_authorised_while_a_hold_kept_the_account_is_found()
    {
        var story = Story.Placed();
        story.Write(Story.Kept, Story.Start, "delete-1", new AccountEvent.DeletionAuthorized("T-1", Story.Start, Story.End));
        Assert.Equal(["I7"], story.Broken());
    }

    [Fact]
    public void A_deletion_after_the_release_is_none_of_that()
    {
        var story = Story.Released();
        story.Write(Story.Kept, Story.End, "delete-1", new AccountEvent.DeletionAuthorized("T-1", Story.End, Story.End.AddHours(1)));
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void A_hold_that_was_active_before_its_account_knew_of_it_is_found()
    {
        var story = Story.Placed();
        var attached = story.Journal.Single(line => line.Entry.Type == "account.hold-attached.v1");
        story.Replace(attached, entry => entry with { Position = 100 });
        Assert.Equal(["I7"], story.Broken());
    }

    [Theory]
    [InlineData(10.1, 1, 1, true)]
    [InlineData(1, 10.1, 1, true)]
    [InlineData(1, 1, 20.1, true)]
    [InlineData(9.9, 9.9, 19.9, false)]
    public void What_takes_longer_than_ten_seconds_to_come_back_or_twice_as_long_for_a_silo_is_found(double fired, double answered, double back, bool broken)
    {
        var story = Story.Released();
        story.Recovery = new() { AllFired = TimeSpan.FromSeconds(fired), AllAnswered = TimeSpan.FromSeconds(answered), AllBack = TimeSpan.FromSeconds(back) };
        Assert.Equal(broken ? ["I8"] : [], story.Broken());
    }

    [Fact]
    public void What_never_comes_back_is_found()
    {
        var story = Story.Released();
        story.Recovery = new() { AllFired = null, Unfired = [Story.HoldId] };
        Assert.Equal(["I8"], story.Broken());
        Assert.False(story.Recovery.IsComplete);
    }

    /// <summary>Seconds until the last came back, the idle part of the processors, and milliseconds that the judge waited for one.</summary>
    [Theory]
    [InlineData(9, 0.9, 0, true)]
    [InlineData(19, 0.9, 0, true)]
    [InlineData(21, 0.9, 0, false)]
    [InlineData(21, 0.2, 0, true)]
    [InlineData(21, 0.9, 300, true)]
    public void What_is_much_too_late_is_excused_by_a_busy_machine_alone(int seconds, double idle, int starved, bool isExcused)
    {
        var late = TimeSpan.FromSeconds(seconds);
        var recovery = new Recovery { Idle = idle, Starved = TimeSpan.FromMilliseconds(starved) };
        Assert.Equal([isExcused], new[] { recovery with { AllFired = late }, recovery with { AllAnswered = late }, recovery with { AllPaged = late }, recovery with { AllBack = late } }
            .Select(one => one.IsExcused).Distinct());
        Assert.False((recovery with { AllFired = null }).IsExcused);
    }

    [Fact]
    public void What_the_processors_did_is_read_as_the_system_tells_it()
    {
        var before = Report.Processors.Parse("cpu  100 0 50 800 50 0 0 0 7 7");
        Assert.Equal(new(800, 1_000), before);
        Assert.Equal(0.5, Report.Processors.Parse("cpu  140 0 55 850 55 0 0 0 9 9").IdleSince(before));
        Assert.Equal(0, before.IdleSince(before));
    }

    [Fact]
    public void A_silo_that_never_comes_back_is_found_and_is_more_than_late()
    {
        var story = Story.Released();
        story.Recovery = new() { AllBack = null, Missing = ["silo 2 does not answer at its own door"] };
        Assert.Equal(["I8"], story.Broken());
        Assert.False(story.Recovery.IsComplete);
    }

    [Fact]
    public void A_command_that_is_not_answered_long_after_healing_is_found_and_is_more_than_late()
    {
        var story = Story.Released();
        story.Recovery = new() { Unanswered = [new() { Client = 1, Verb = Verb.Lock, Actor = Story.Hold, RequestId = "lock-1", Invoked = 10, Ending = Ending.Unknown }] };
        Assert.Equal(["I8"], story.Broken());
        Assert.False(story.Recovery.IsComplete);
    }
}
