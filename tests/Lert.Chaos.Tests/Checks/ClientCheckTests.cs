using Lert.Chaos.Checks;
using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Holds;

namespace Lert.Chaos.Tests.Checks;

/// <summary>Each promise to a client, broken by hand.</summary>
public class ClientCheckTests
{
    [Fact]
    public void An_acknowledged_command_that_is_not_in_the_journal_is_found()
    {
        var story = Story.Placed();
        story.Command(Story.Hold, "lock-1", 2, 10, 20);
        Assert.Equal(["I3"], story.Broken());
    }

    [Fact]
    public void An_acknowledgement_that_names_another_version_than_the_journal_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Command(Story.Hold, "lock-1", 3, 10, 20);
        Assert.Contains("I3", story.Broken());
    }

    [Fact]
    public void A_command_without_an_answer_may_be_in_the_journal_or_not()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Operations.Add(new() { Client = 1, Verb = Verb.Lock, Actor = Story.Hold, RequestId = "lock-1", Invoked = 10, Ending = Ending.Unknown });
        story.Operations.Add(new() { Client = 1, Verb = Verb.Lock, Actor = Story.Hold, RequestId = "lock-2", Invoked = 10, Ending = Ending.Unknown });
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void A_repetition_that_is_answered_otherwise_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        var first = story.Command(Story.Hold, "lock-1", 2, 10, 20) with { Reply = new V1.Hold { Etag = "2" } };
        story.Resends.Add(new(first, Ending.Done, null, new V1.Hold { Etag = "2" }, 1));
        Assert.Empty(story.Broken());
        story.Resends.Add(new(first, Ending.Done, null, new V1.Hold { Etag = "3" }, 1));
        Assert.Equal(["I5"], story.Broken());
    }

    [Fact]
    public void A_repetition_that_is_refused_is_found_except_for_a_permission_that_is_over()
    {
        var story = Story.Released();
        var first = new Operation { Client = 1, Verb = Verb.Authorize, Actor = Story.Kept, Invoked = 1, Returned = 2, Ending = Ending.Done };
        story.Resends.Add(new(first, Ending.Refused, RefusalCodes.AccountAuthorizationSuperseded, null, 1));
        Assert.Empty(story.Broken());
        story.Resends.Add(new(first, Ending.Refused, RefusalCodes.AccountRetained, null, 1));
        Assert.Equal(["I5"], story.Broken());
    }

    [Fact]
    public void A_read_that_overlaps_a_command_may_see_it_or_not()
    {
        foreach (var version in new[] { 1, 2 })
        {
            var story = Story.Placed();
            story.Lock("lock-1");
            story.Command(Story.Hold, "lock-1", 2, invoked: 10, returned: 20);
            story.Read(version, invoked: 15, returned: 18);
            Assert.Empty(story.Broken());
        }
    }

    [Fact]
    public void A_read_that_does_not_see_what_was_acknowledged_before_it_began_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Command(Story.Hold, "lock-1", 2, invoked: 10, returned: 20);
        story.Read(1, invoked: 21, returned: 22);
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_read_that_goes_back_behind_another_read_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Operations.Add(new() { Client = 1, Verb = Verb.Lock, Actor = Story.Hold, RequestId = "lock-1", Invoked = 10, Ending = Ending.Unknown });
        story.Read(2, invoked: 11, returned: 12);
        story.Read(1, invoked: 13, returned: 14);
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_version_that_was_read_before_its_command_was_asked_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Read(2, invoked: 1, returned: 2);
        story.Command(Story.Hold, "lock-1", 2, invoked: 10, returned: 20);
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void Two_commands_in_an_order_that_time_forbids_are_found()
    {
        var story = Story.Placed();
        story.Lock("second");
        story.Lock("first", "w-2");
        story.Command(Story.Hold, "first", 3, invoked: 1, returned: 2);
        story.Command(Story.Hold, "second", 2, invoked: 3, returned: 4);
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_read_after_a_client_was_told_of_a_release_must_know_of_it()
    {
        var story = Story.Released();
        story.Operations.Add(new()
        {
            Client = 1, Verb = Verb.Extend, Actor = Story.Hold, RequestId = "extend-1", Invoked = 1, Returned = 2, Ending = Ending.Refused, Code = RefusalCodes.HoldReleased,
        });
        story.Read(1, invoked: 3, returned: 4);
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_command_that_was_done_and_then_refused_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        Refused(story, Verb.Lock, RefusalCodes.HoldExtensionTooLate, "lock-1");
        Assert.Equal(["I5"], story.Broken());
    }

    /// <summary>The hold was locked when the release was refused, at the twentieth second, and no longer when it was done, at the thirtieth.</summary>
    [Theory]
    [InlineData(3, 20, false)]
    [InlineData(3, 40, true)]
    [InlineData(1, 20, true)]
    public void What_was_on_its_way_while_a_later_try_was_refused_may_be_done_after_it(int attempts, int answered, bool isBroken)
    {
        var story = Locked();
        story.Write(Story.Hold, Story.Start, "release-1", new HoldEvent.ReleaseApproved(new("ann", Story.Start, ReleaseGround.Withdrawn, "letter", null, null)), committedAt: Story.Start.AddSeconds(30));
        story.Operations.Add(new()
        {
            Client = 1, Verb = Verb.Release, Actor = Story.Hold, RequestId = "release-1", Invoked = 24, Returned = 25, Answered = Story.Start.AddSeconds(answered), Attempts = attempts,
            Ending = Ending.Refused, Code = RefusalCodes.HoldLocked,
        });
        Assert.Equal(isBroken ? ["I5", "I9"] : [], story.Broken());
    }

    [Fact]
    public void A_refusal_that_is_written_down_is_none_of_that_and_must_be_there()
    {
        var story = Story.Placed();
        story.Write(Story.Kept, Story.Start, "delete-1", new AccountEvent.DeletionRefused("T-1", Story.Start));
        Refused(story, Verb.Authorize, RefusalCodes.AccountRetained, "delete-1", Story.Kept);
        Assert.Empty(story.Broken());
        Refused(story, Verb.Authorize, RefusalCodes.AccountRetained, "delete-2", Story.Kept);
        Assert.Equal(["I3"], story.Broken());
    }

    [Fact]
    public void A_lock_that_came_too_late_was_asked_for_and_then_refused()
    {
        var story = Story.Released();
        story.Write(Story.Kept, Story.End, "delete-1", new AccountEvent.DeletionAuthorized("T-1", Story.End, Story.End.AddHours(1)));
        story.Write(Story.Hold, Story.End, "lock-1", new HoldEvent.LockAsked(new("w-1", Story.End, "ann")));
        story.Write(Story.Hold, Story.End, $"{Story.Kept}/4/0", new HoldEvent.LockRejected("w-1"));
        Refused(story, Verb.Lock, RefusalCodes.HoldDataGone, "lock-1");
        Assert.Empty(story.Broken());
    }

    [Fact]
    public void An_actor_that_is_not_there_after_it_was_seen_is_found()
    {
        foreach (var (verb, code) in new[] { (Verb.Read, RefusalCodes.HoldNotFound), (Verb.Extend, RefusalCodes.HoldNotFound), (Verb.Read, "NotFound") })
        {
            var story = Story.Placed();
            Refused(story, verb, code, invoked: 1);
            story.Read(1, invoked: 3, returned: 4);
            Assert.Empty(story.Broken());
            Refused(story, verb, code, invoked: 5);
            Assert.Equal(["I9"], story.Broken());
        }
    }

    [Theory]
    [InlineData(RefusalCodes.HoldReleased)]
    [InlineData(RefusalCodes.HoldLocked)]
    [InlineData(RefusalCodes.HoldSecondApproverRequired)]
    [InlineData(RefusalCodes.HoldExtensionExhausted)]
    public void A_refusal_that_no_state_gives_is_found(string code)
    {
        var story = Story.Placed();
        Refused(story, Verb.Release, code);
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_refusal_by_a_lock_is_well_while_it_may_have_been_there_and_found_before_it_was_asked_and_after_it_was_gone()
    {
        foreach (var (invoked, isBroken) in new[] { (1, true), (15, false), (25, false), (35, false), (45, true) })
        {
            var story = Locked();
            Refused(story, Verb.Release, RefusalCodes.HoldLocked, invoked: invoked);
            Assert.Equal(isBroken ? ["I9"] : [], story.Broken());
        }
    }

    [Fact]
    public void A_lock_that_was_acknowledged_and_is_not_there_is_found()
    {
        foreach (var (invoked, isBroken) in new[] { (1, false), (15, false), (25, true), (35, false), (45, false) })
        {
            var story = Locked();
            Refused(story, Verb.Unlock, RefusalCodes.HoldNotLocked, invoked: invoked, reference: "w-1");
            Assert.Equal(isBroken ? ["I9"] : [], story.Broken());
        }
    }

    [Fact]
    public void A_state_that_was_told_and_never_committed_is_found()
    {
        var story = Story.Placed();
        story.Read(2, invoked: 1, returned: 2, told: new V1.Hold { Etag = "2", Status = V1.HoldStatus.Locked });
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_version_that_was_told_with_another_state_is_found()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Read(2, invoked: 1, returned: 2, told: new V1.Hold { Etag = "2", Status = V1.HoldStatus.Locked, Locks = { new V1.HoldLock { Reference = "w-9" } } });
        Assert.Equal(["I9"], story.Broken());
    }

    [Fact]
    public void A_version_that_was_told_as_it_was_is_none_of_that()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Read(2, invoked: 1, returned: 2, told: new V1.Hold { Etag = "2", Status = V1.HoldStatus.Locked, Locks = { new V1.HoldLock { Reference = "w-1" } } });
        Assert.Empty(story.Broken());
    }

    [Theory]
    [InlineData(1, V1.PreservationStatus.Kept, true, false)]
    [InlineData(1, V1.PreservationStatus.Free, false, true)]
    [InlineData(1, V1.PreservationStatus.Kept, false, false)]
    [InlineData(2, V1.PreservationStatus.Free, false, false)]
    [InlineData(2, V1.PreservationStatus.Kept, true, true)]
    [InlineData(2, V1.PreservationStatus.Free, true, true)]
    [InlineData(0, V1.PreservationStatus.Free, false, false)]
    public void An_account_is_told_as_the_journal_gives_it(long version, V1.PreservationStatus status, bool namesHold, bool isBroken)
    {
        var story = Story.Released();
        story.Operations.Add(new()
        {
            Client = 1, Verb = Verb.Read, Actor = Story.Kept, Invoked = 1, Returned = 2, Ending = Ending.Done, Version = version,
            Reply = new V1.Preservation { Status = status, HoldIds = { namesHold ? [Story.HoldId] : Array.Empty<string>() } },
        });
        Assert.Equal(isBroken ? ["I9"] : [], story.Broken());
    }

    /// <summary>In seconds after the second hold came and was seen, at 0; it stays until 60.</summary>
    [Theory]
    [InlineData(10, 20, true)]
    [InlineData(-5, 20, false)]
    [InlineData(1, 2, false)]
    [InlineData(50, 61, false)]
    [InlineData(70, 80, false)]
    public void A_permission_that_is_told_again_while_the_account_is_kept_is_found(int sent, int answered, bool isBroken)
    {
        var story = Story.Released();
        var again = Story.End.AddMinutes(1);
        story.Write(Story.Kept, Story.End, "delete-1", new AccountEvent.DeletionAuthorized("T-1", Story.End, Story.End.AddHours(1)));
        story.Write(Story.Kept, again, "other/1/0", new AccountEvent.HoldAttached(Story.Order with { HoldId = "us-h-other" }, again, 0, again.AddDays(90)));
        story.Write(Story.Kept, again.AddSeconds(60), "other/2/0", new AccountEvent.HoldDetached("us-h-other", again.AddSeconds(60), 2));
        var permitted = story.Command(Story.Kept, "delete-1", 3, 1, 100, Verb.Authorize);
        story.Operations[^1] = permitted with { Version = null, Sent = again.AddSeconds(sent), Answered = again.AddSeconds(answered) };
        Assert.Equal(isBroken ? ["I7"] : [], story.Broken());

        story.Operations[^1] = permitted with { Version = null, Sent = Story.End, Answered = Story.End };
        story.Resends.Add(new(story.Operations[^1], Ending.Done, null, null, 1) { Sent = again.AddSeconds(sent), Answered = again.AddSeconds(answered) });
        Assert.Equal(isBroken ? ["I7"] : [], story.Broken());
    }

    /// <summary>Locked between 10 and 20, and unlocked between 30 and 40.</summary>
    private static Story Locked()
    {
        var story = Story.Placed();
        story.Lock("lock-1");
        story.Write(Story.Hold, Story.Start, "unlock-1", new HoldEvent.Unlocked("w-1", Story.Start));
        story.Command(Story.Hold, "lock-1", 2, invoked: 10, returned: 20);
        story.Command(Story.Hold, "unlock-1", 3, invoked: 30, returned: 40, Verb.Unlock);
        return story;
    }

    /// <summary>Said at once.</summary>
    private static void Refused(Story story, Verb verb, string code, string request = "refused-1", Store.ActorId? actor = null, long invoked = 1, string? reference = null) =>
        story.Operations.Add(new()
        {
            Client = 1, Verb = verb, Actor = actor ?? Story.Hold, RequestId = verb == Verb.Read ? null : request, Invoked = invoked, Returned = invoked + 1,
            Ending = Ending.Refused, Code = code, Reference = reference,
        });

    [Fact]
    public void Every_promise_is_judged()
    {
        var verdict = Verdict.Of(Story.Released().Evidence());
        Assert.Equal(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10"], verdict.Findings.Select(finding => finding.Invariant));
    }
}
