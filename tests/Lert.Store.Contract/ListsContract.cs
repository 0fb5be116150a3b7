using System.Collections.Immutable;

namespace Lert.Store.Contract;

/// <summary>Lists that actors stand in by name: both orders, marks, pages, and what a commit changes about it.</summary>
public abstract class ListsContract : StoreContract
{
    private static ListsQuery Of(params ImmutableArray<string> lists) => new() { Kind = "case", Lists = lists, Limit = 1000 };

    [Fact]
    public async Task Each_question_gives_what_a_plain_search_gives_in_both_orders()
    {
        var all = await FillAsync();
        ListsQuery[] queries =
        [
            Of("desk/0"),
            Of("desk/1", "desk/1"),
            Of("nowhere"),
            Of("desk/0", "desk/2", "nowhere"),
            Of("desk/0", "all"),
            Of("for/Åsa \"🙂\" \\"),
            Of("all") with { Marks = [1] },
            Of("all") with { Marks = [1 | 4, 2] },
            Of("all") with { Marks = [1L << 62] },
            Of("all") with { Regime = "regime-2" },
            Of("all") with { DueBefore = Some.Instant.AddDays(30) },
            Of("desk/1", "desk/2") with { DueBefore = Some.Instant.AddDays(60), Marks = [2], Regime = "regime-1" },
            Of("all") with { Kind = "hold" },
            Of("all", "desk/1", "desk/1") with { Beside = ["desk/2", "all", "nowhere"] },
            Of("all") with { Beside = ["for/Åsa \"🙂\" \\"], Marks = [1 | 4], DueBefore = Some.Instant.AddDays(90) },
        ];
        foreach (var query in queries.SelectMany(query => new[] { query, query with { ByDue = true } }))
        {
            var found = await Store.QueryListsAsync(query, None);
            Assert.Equal(Expected(all, query), found.Select(actor => actor.Actor.Key));
            Assert.All(found, actor => Assert.Equal($"state 1 of {actor.Actor}", Some.Text(actor.State)));
            Assert.Equal(Expected(all, query).Take(3), (await Store.QueryListsAsync(query with { Limit = 3 }, None)).Select(actor => actor.Actor.Key));
        }

        // A table of questions that all find nothing would prove nothing.
        Assert.All(queries.Where((_, number) => number is not (2 or 8)), query => Assert.NotEmpty(Expected(all, query)));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition_also_where_many_fall_due_together()
    {
        var all = await FillAsync();
        foreach (var query in new[] { Of("all"), Of("desk/0", "desk/1"), Of("all", "desk/1") with { Marks = [1] }, Of("all") with { Beside = ["desk/1"] } }.SelectMany(query => new[] { query, query with { ByDue = true } }))
        {
            var (read, next) = (new List<string>(), query with { Limit = 4 });
            while (await Store.QueryListsAsync(next, None) is { IsEmpty: false } found)
            {
                read.AddRange(found.Select(actor => actor.Actor.Key));
                next = next with { AfterKey = read[^1], AfterDueAt = query.ByDue ? found[^1].Search.DueAt : null };
            }

            Assert.True(read.Count > 8);
            Assert.Equal(Expected(all, query), read);
        }
    }

    [Fact]
    public async Task A_commit_moves_an_actor_from_list_to_list_and_with_what_falls_due()
    {
        var of = new ActorId("case", "us-1");
        await CommittedAsync(At(of, 0, 20, 1, "a", "b"));
        await CommittedAsync(At(new("case", "us-2"), 0, 10, 1, "a"));
        Assert.Equal(["us-2", "us-1"], await KeysAsync("a"));

        // What falls due moves it without a word of the lists.
        await CommittedAsync(At(of, 1, 5, 1, "a", "b"));
        Assert.Equal(["us-1", "us-2"], await KeysAsync("a"));
        Assert.Equal(["us-1"], await KeysAsync("b"));

        await CommittedAsync(At(of, 2, 5, 2, "b", "c"));
        Assert.Equal(["us-2"], await KeysAsync("a"));
        Assert.Equal(["us-1"], await KeysAsync("b"));
        Assert.Equal(["us-1"], await KeysAsync("c"));
        Assert.Empty(await Store.QueryListsAsync(Of("c") with { Marks = [1] }, None));
        Assert.Single(await Store.QueryListsAsync(Of("c") with { Marks = [2] }, None));

        // Nothing falls due any more: it stands there still, and in that order no longer.
        await CommittedAsync(At(of, 3, null, 2, "b"));
        Assert.Empty(await KeysAsync("b", "c"));
        Assert.Equal(["us-1"], (await Store.QueryListsAsync(Of("b"), None)).Select(actor => actor.Actor.Key));

        await CommittedAsync(Some.Commit(of, 4));
        Assert.Empty(await Store.QueryListsAsync(Of("b", "c"), None));
        Assert.Equal((5, ActorLists.None), await LoadedAsync(of));
    }

    [Fact]
    public async Task Keys_come_in_the_order_of_code_points_in_every_list()
    {
        string[] keys = ["us-", "us-1", "us-10", "us-Z", "us-a", "us-é", "us-\uFFEE", "us-🙂", "us-🙂1"];
        foreach (var (number, key) in keys.Index())
        {
            await CommittedAsync(At(new("case", key), 0, 1, 1, number % 2 == 0 ? "a" : "b"));
        }

        Assert.Equal(keys, await KeysAsync("a", "b"));
        Assert.Equal(keys, (await Store.QueryListsAsync(Of("b", "a"), None)).Select(actor => actor.Actor.Key));
    }

    [Fact]
    public async Task A_commit_that_lost_moves_nothing()
    {
        var of = new ActorId("case", "us-1");
        await CommittedAsync(At(of, 0, 20, 1, "a"));
        Assert.Equal(new CommitOutcome.Conflict(1), await Store.CommitAsync(At(of, 0, 1, 2, "b"), None));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(racer => Store.CommitAsync(At(of, 1, racer, 1, $"racer {racer}"), None).AsTask()));
        var winner = Assert.Single(Enumerable.Range(0, 20), racer => outcomes[racer] is CommitOutcome.Committed);
        Assert.Empty(await KeysAsync("a"));
        Assert.Equal([of.Key], await KeysAsync([.. Enumerable.Range(0, 20).Select(racer => $"racer {racer}")]));
        Assert.Equal([of.Key], await KeysAsync($"racer {winner}"));
    }

    [Fact]
    public async Task Lists_are_loaded_as_they_were_written_and_stay_over_a_restart()
    {
        ActorLists[] written = [new(["a", "b \"c\" \\ 🙂", "d/é"], long.MinValue | 5), new([], 3), new(["x"], 0), ActorLists.None];
        foreach (var (number, lists) in written.Index())
        {
            await CommittedAsync(Some.Commit(new("case", $"us-{number}")) with { Lists = lists });
        }

        await Harness.ReopenAsync();
        foreach (var (number, lists) in written.Index())
        {
            Assert.Equal((1, lists), await LoadedAsync(new("case", $"us-{number}")));
        }

        Assert.Equal(["us-0"], (await Store.QueryListsAsync(Of("b \"c\" \\ 🙂") with { Marks = [long.MinValue] }, None)).Select(actor => actor.Actor.Key));
        Assert.Empty(await Store.ReadUnlistedAsync("case", null, 10, None));
    }

    [Fact]
    public async Task What_is_no_question_of_lists_and_no_list_is_refused()
    {
        ListsQuery[] refused =
        [
            Of(), Of([.. Enumerable.Range(0, 65).Select(number => $"{number}")]), Of("a") with { Limit = 0 }, Of("a") with { Limit = 1001 }, Of("a") with { Marks = [1, 1, 1, 1, 1, 1, 1, 1, 1] },
            Of("a") with { Beside = ["a", "b"] }, Of("a", "b") with { Beside = ["a"] },
            Of("a") with { ByDue = true, AfterKey = "us-1" }, Of("a") with { AfterDueAt = Some.Instant, AfterKey = "us-1" },
        ];
        foreach (var query in refused)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.QueryListsAsync(query, None));
        }

        foreach (var names in new ImmutableArray<string>[] { ["a", "a"], [""], ["\0"], [$"{(char)0xD800}"] })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold()) with { Lists = new(names, 0) }, None));
        }
    }

    private static Commit At(ActorId actor, long version, int? day, long marks, params ImmutableArray<string> lists) => Some.Commit(actor, version) with
    {
        Search = Some.Search with { DueAt = day is { } days ? Some.Instant.AddDays(days) : null }, Lists = new(lists, marks),
    };

    private static IEnumerable<string> Expected(IEnumerable<Commit> all, ListsQuery query) => all
        .Where(commit => commit.Actor.Kind == query.Kind)
        .Where(commit => query.Lists.Index().Any(list => commit.Lists.Names.Contains(list.Item) && (query.Beside.IsEmpty || commit.Lists.Names.Contains(query.Beside[list.Index]))))
        .Where(commit => query.Marks.All(mark => (commit.Lists.Marks & mark) != 0) && (query.Regime ?? commit.Search.Regime) == commit.Search.Regime)
        .Where(commit => query.DueBefore is null || commit.Search.DueAt < query.DueBefore)
        .Where(commit => !query.ByDue || commit.Search.DueAt is not null)
        .OrderBy(commit => query.ByDue ? commit.Search.DueAt : null).ThenBy(commit => commit.Actor.Key, StringComparer.Ordinal)
        .Select(commit => commit.Actor.Key);

    private async Task<string[]> KeysAsync(params ImmutableArray<string> lists) =>
        [.. (await Store.QueryListsAsync(Of(lists) with { ByDue = true }, None)).Select(actor => actor.Actor.Key)];

    private async Task<(long Version, ActorLists? Lists)> LoadedAsync(ActorId actor) => await Store.LoadAsync(actor, None) is { } stored ? (stored.Version, stored.Lists) : default;

    private async Task<List<Commit>> FillAsync()
    {
        var all = new List<Commit>();
        for (var number = 0; number < 90; number++)
        {
            List<string> lists = ["all", $"desk/{number % 4}"];
            if (number % 9 == 0)
            {
                lists.Add("for/Åsa \"🙂\" \\");
            }

            var actor = new ActorId(number % 10 == 0 ? "hold" : "case", $"{StoreHarness.Regions[number % 3]}-{number * 37 % 100}");
            all.Add(Some.Commit(actor) with
            {
                // Some fall due together, and some never.
                Search = Some.Search with { Regime = number % 5 == 0 ? null : $"regime-{number % 4}", DueAt = number % 4 == 3 ? null : Some.Instant.AddDays(number / 5 * 5) },
                Lists = new([.. lists], 1L << (number % 3)),
            });
        }

        // Both marks of the question at once.
        all = [.. all.Select((commit, number) => number % 6 == 0 ? commit with { Lists = commit.Lists with { Marks = 1 | 2 } } : commit)];
        await Task.WhenAll(all.Select(commit => CommittedAsync(commit)));
        return all;
    }
}
