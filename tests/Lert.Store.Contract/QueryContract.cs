using System.Collections.Immutable;

namespace Lert.Store.Contract;

/// <summary>Lists by search columns: filters, regions, pages, order.</summary>
public abstract class QueryContract : StoreContract
{
    private static readonly string[] Statuses = ["active", "locked", "released"];

    private static ActorQuery Holds => new() { Kind = "hold", Regions = StoreHarness.Regions, Limit = 1000 };

    [Fact]
    public async Task Each_filter_gives_what_a_plain_search_gives()
    {
        var all = await FillAsync();
        ActorQuery[] queries =
        [
            Holds,
            Holds with { Kind = "case" },
            Holds with { Kind = "nothing" },
            Holds with { Statuses = ["locked"] },
            Holds with { Statuses = ["released", "active"] },
            Holds with { Statuses = ["released", "released", "gone"] },
            Holds with { Account = "account-1" },
            Holds with { Account = "account-1", Statuses = ["active", "locked"], Case = "case-1" },
            Holds with { Case = "case-2" },
            Holds with { Case = "case-2", Statuses = ["locked"] },
            Holds with { Regime = "regime-3" },
            Holds with { Regime = "regime-0", Statuses = ["active"] },
            Holds with { DueBefore = Some.Instant.AddDays(20) },
            Holds with { DueBefore = Some.Instant.AddDays(20), Account = "account-2" },
        ];
        foreach (var query in queries)
        {
            foreach (var regions in new ImmutableArray<string>[] { StoreHarness.Regions, ["ca"], ["us", "br"], ["mars", "ca", "ca"], ["mars"], [] })
            {
                await SameAsync(all, query with { Regions = regions });
            }
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var all = await FillAsync();
        foreach (var query in new[] { Holds, Holds with { Statuses = ["active", "released"] }, Holds with { Regions = ["us", "ca"] }, Holds with { Account = "account-1" } })
        {
            var read = new List<StoredActor>();
            string? after = null;
            for (var page = 0; page < 100; page++)
            {
                var found = await Store.QueryAsync(query with { Limit = 7, AfterKey = after }, None);
                read.AddRange(found);
                if (found.Length < 7)
                {
                    break;
                }

                after = found[^1].Actor.Key;
            }

            Assert.Equal(Expected(all, query), read.Select(actor => actor.Actor.Key));
        }
    }

    [Fact]
    public async Task A_list_shows_the_last_commit()
    {
        var hold = Some.Hold();
        await CommittedAsync(Some.Commit(hold) with { Search = new() { Status = "active", Account = "a", Case = "c" } });
        await CommittedAsync(Some.Commit(hold, 1) with { Search = new() { Status = "locked", Account = "b", Case = "c" } });
        Assert.Empty(await Store.QueryAsync(Holds with { Statuses = ["active"] }, None));
        Assert.Empty(await Store.QueryAsync(Holds with { Account = "a" }, None));
        var found = Assert.Single(await Store.QueryAsync(Holds with { Account = "b", Case = "c", Statuses = ["locked"] }, None));
        Assert.Equal((2L, "state 2 of hold/us-hold-1"), (found.Version, Some.Text(found.State)));
    }

    [Fact]
    public async Task A_key_that_is_only_its_region_belongs_to_it_and_a_longer_word_does_not()
    {
        await CommittedAsync(Some.Commit(Some.Hold("ca")));
        await CommittedAsync(Some.Commit(Some.Hold("ca-1")));
        await CommittedAsync(Some.Commit(Some.Hold("us-1")));
        Assert.Equal(["ca", "ca-1"], (await Store.QueryAsync(Holds with { Regions = ["ca"] }, None)).Select(actor => actor.Actor.Key));
        await Assert.ThrowsAsync<WallHitException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold("cab-1")), None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_limit_out_of_range_is_refused(int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.QueryAsync(Holds with { Limit = limit }, None));

    private static IEnumerable<string> Expected(IEnumerable<Commit> all, ActorQuery query) => all
        .Where(commit => commit.Actor.Kind == query.Kind && query.Regions.Contains(commit.Actor.Region))
        .Where(commit => query.Statuses.IsEmpty || query.Statuses.Contains(commit.Search.Status))
        .Where(commit => (query.Account ?? commit.Search.Account) == commit.Search.Account && (query.Case ?? commit.Search.Case) == commit.Search.Case)
        .Where(commit => (query.Regime ?? commit.Search.Regime) == commit.Search.Regime)
        .Where(commit => query.DueBefore is null || commit.Search.DueAt < query.DueBefore)
        .OrderBy(commit => commit.Actor.Key, StringComparer.Ordinal)
        .Select(commit => commit.Actor.Key);

    private async Task SameAsync(IEnumerable<Commit> all, ActorQuery query)
    {
        var found = await Store.QueryAsync(query, None);
        Assert.Equal(Expected(all, query), found.Select(actor => actor.Actor.Key));
        Assert.All(found, actor => Assert.Equal($"state 1 of {actor.Actor}", Some.Text(actor.State)));
    }

    private async Task<List<Commit>> FillAsync()
    {
        var all = new List<Commit>();
        for (var number = 0; number < 90; number++)
        {
            var actor = new ActorId(number % 10 == 0 ? "case" : "hold", $"{StoreHarness.Regions[number % 3]}-{number * 37 % 100}");
            all.Add(Some.Commit(actor) with
            {
                Search = new()
                {
                    Status = Statuses[number / 3 % 3],
                    Account = number % 5 == 0 ? null : $"account-{number % 4}",
                    Case = number % 7 == 0 ? null : $"case-{number % 3}",
                    Regime = $"regime-{number % 6}",
                    Assignee = number % 2 == 0 ? $"person-{number % 3}" : null,
                    DueAt = number % 4 == 0 ? null : Some.Instant.AddDays(number / 5 * 5),
                    ReleaseNotBefore = number % 11 == 0 ? Some.Instant.AddDays(number) : null,
                },
            });
        }

        await Task.WhenAll(all.Select(commit => CommittedAsync(commit)));
        return all;
    }
}
