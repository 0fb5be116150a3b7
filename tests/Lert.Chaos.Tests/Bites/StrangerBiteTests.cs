using Xunit.Abstractions;

namespace Lert.Chaos.Tests.Bites;

/// <summary>
/// Two silos on one database that know nothing of each other, as if every connection between them were cut for ever: both hold an activation of every actor
/// that they are asked for, and both pump everything. The store alone keeps order between them.
/// </summary>
public class StrangerBiteTests(ITestOutputHelper output)
{
    private static RunSettings Strangers { get; } = Run.OneSilo with { Store = StoreKind.Postgres, Silos = 2, Strangers = true, Armed = 40, Clients = 10 };

    [Fact]
    public async Task Two_silos_that_do_not_know_of_each_other_keep_every_promise()
    {
        var result = await Run.OfAsync(Strangers, output);
        Assert.True(result.IsWhole);
        Assert.Equal([1, 2], result.Evidence.Operations.Where(done => done.Silo > 0).Select(done => done.Silo).Distinct().Order());
    }

    [Fact]
    public async Task A_store_in_which_the_last_writer_wins_is_found()
    {
        var result = await Run.OfAsync(Strangers with { Weaken = "cas" }, output);
        Assert.Contains("I3", result.Broken());
        Assert.Contains("I9", result.Broken());
    }
}
