using Lert.Chaos.Checks;
using Lert.Chaos.Faults;
using Lert.Chaos.History;
using Lert.Grains;

namespace Lert.Chaos.Tests.Checks;

/// <summary>I0 finds a run that could not have broken anything, because nothing was done in it.</summary>
public class EnoughCheckTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(9), Long = TimeSpan.FromSeconds(40);

    [Fact]
    public void One_of_everything_is_enough_for_a_short_run_and_not_for_a_long_one()
    {
        var evidence = OneOfEverything();
        Assert.Empty(Enough.Of(evidence, Short, [], []).Breaches);
        Assert.Equal(11, Enough.Of(evidence, Long, [], []).Breaches.Count);
    }

    [Theory]
    [InlineData(nameof(Verb.Place))]
    [InlineData(nameof(Verb.Lock))]
    [InlineData(nameof(Verb.Unlock))]
    [InlineData(nameof(Verb.Extend))]
    [InlineData(nameof(Verb.Release))]
    [InlineData(nameof(Verb.Authorize))]
    public void A_command_that_was_always_refused_or_never_answered_is_found(string verb)
    {
        foreach (var ending in new[] { Ending.Refused, Ending.Unknown })
        {
            var evidence = OneOfEverything();
            evidence = evidence with { Operations = [.. evidence.Operations.Select(one => one.Verb.ToString() == verb ? one with { Ending = ending, Code = "request.invalid" } : one)] };
            Assert.Contains($"{verb} ", Assert.Single(Enough.Of(evidence, Short, [], []).Breaches).What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_deletion_that_was_refused_because_the_data_is_kept_was_decided()
    {
        var evidence = OneOfEverything();
        evidence = evidence with
        {
            Operations = [.. evidence.Operations.Select(one => one.Verb == Verb.Authorize ? one with { Ending = Ending.Refused, Code = RefusalCodes.AccountRetained } : one)],
        };
        Assert.Empty(Enough.Of(evidence, Short, [], []).Breaches);
    }

    [Fact]
    public void What_only_the_judge_asked_is_not_counted()
    {
        var evidence = OneOfEverything();
        evidence = evidence with { Operations = [.. evidence.Operations.Select(one => one with { Client = 0 })] };
        Assert.Equal(8, Enough.Of(evidence, Short, [], []).Breaches.Count);
    }

    [Fact]
    public void A_run_without_repetitions_or_releases_or_pages_is_found()
    {
        var evidence = OneOfEverything();
        Assert.Single(Enough.Of(evidence with { Resends = [.. evidence.Resends.Select(again => again with { Ending = Ending.Unknown })] }, Short, [], []).Breaches);
        Assert.Single(Enough.Of(evidence with { Journal = Story.Placed().Journal }, Short, [], []).Breaches);
        Assert.Single(Enough.Of(evidence with { Arrivals = [] }, Short, [], []).Breaches);
    }

    [Fact]
    public void A_kind_of_fault_that_was_drawn_again_and_again_and_touched_nothing_is_found()
    {
        Fault[] twice = [new Fault.Kill(1, Short), new Fault.Kill(2, Short)], thrice = [.. twice, new Fault.Kill(3, Short)];
        Assert.Empty(Enough.Of(OneOfEverything(), Short, twice, []).Breaches);
        Assert.Empty(Enough.Of(OneOfEverything(), Short, thrice, [typeof(Fault.Kill)]).Breaches);
        Assert.Contains("Kill", Assert.Single(Enough.Of(OneOfEverything(), Short, thrice, [typeof(Fault.Pause)]).Breaches).What, StringComparison.Ordinal);
    }

    private static Evidence OneOfEverything()
    {
        var story = Story.Released();
        foreach (var verb in new[] { Verb.Place, Verb.Lock, Verb.Unlock, Verb.Extend, Verb.Release, Verb.Authorize, Verb.Read })
        {
            _ = story.Command(Story.Hold, $"{verb}-1", 1, 1, 2, verb);
        }

        story.Operations.Add(story.Operations[^1] with { Actor = Story.Kept });
        story.Resends.Add(new(story.Operations[0], Ending.Done, null, null, 1));
        story.Arrivals.Add(new(1, Story.Start, "us-p-1/1", "us-p-1/1", 1, "us-p-1", "ann", "High", "Look.", IsSigned: true, "taken"));
        return story.Evidence();
    }
}
