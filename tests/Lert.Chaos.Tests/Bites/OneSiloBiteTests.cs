using Xunit.Abstractions;

namespace Lert.Chaos.Tests.Bites;

/// <summary>The run goes red when a promise is taken out of the silo, and stays green when none is.</summary>
public class OneSiloBiteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_silo_as_it_is_keeps_every_promise_even_when_every_timer_stumbles_once()
    {
        var result = await Run.OfAsync(Run.OneSilo with { Stumbles = true }, output);
        Assert.True(result.IsWhole);
        Assert.NotEmpty(result.Evidence.Resends);
        Assert.Contains(result.Evidence.Journal, line => line.Entry.Type == "hold.released.v1");
    }

    [Fact]
    public async Task A_silo_that_does_not_know_a_command_again_is_found()
    {
        var result = await Run.OfAsync(Run.OneSilo with { Weaken = "command-ids" }, output);
        Assert.Contains("I5", result.Broken());
    }

    [Fact]
    public async Task A_silo_that_takes_a_timer_before_its_effect_is_committed_is_found()
    {
        var result = await Run.OfAsync(Run.OneSilo with { Weaken = "wakes", Stumbles = true }, output);
        Assert.Contains("I8", result.Broken());
    }

    [Fact]
    public async Task A_silo_that_lets_an_account_go_before_the_release_is_committed_is_found()
    {
        var result = await Run.OfAsync(Run.OneSilo with { Weaken = "protection" }, output);
        Assert.Contains("I7", result.Broken());
    }
}
