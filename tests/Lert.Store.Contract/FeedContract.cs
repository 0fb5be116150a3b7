namespace Lert.Store.Contract;

/// <summary>The feed can be resumed from any position without loss, while others commit.</summary>
public abstract class FeedContract : StoreContract
{
    [Fact]
    public async Task An_empty_feed_resumes_where_it_was_asked()
    {
        var page = await Store.ReadFeedAsync(17, 10, None);
        Assert.Empty(page.Entries);
        Assert.Equal(17, page.ResumeFrom);
    }

    [Fact]
    public async Task The_feed_is_read_in_pages_in_the_order_of_commits()
    {
        for (var number = 0; number < 5; number++)
        {
            await CommittedAsync(Some.Commit(Some.Hold($"us-{number}"), 0, 2));
        }

        await Harness.ReopenAsync();
        var read = new List<JournalEntry>();
        var position = 0L;
        for (var page = await Store.ReadFeedAsync(position, 3, None); !page.Entries.IsEmpty; page = await Store.ReadFeedAsync(position, 3, None))
        {
            Assert.True(page.Entries.Length <= 3);
            read.AddRange(page.Entries);
            position = page.ResumeFrom;
        }

        Assert.Equal(["us-0", "us-0", "us-1", "us-1", "us-2", "us-2", "us-3", "us-3", "us-4", "us-4"], read.Select(entry => entry.Actor.Key));
        Assert.Equal(read.OrderBy(entry => entry.Position), read);
    }

    [Fact]
    public async Task The_end_of_the_feed_stands_at_its_last_entry_and_before_every_later_commit()
    {
        Assert.Equal(0, await Store.ReadFeedEndAsync(None));
        await CommittedAsync(Some.Commit(Some.Hold("us-1"), 0, 3));
        var end = await Store.ReadFeedEndAsync(None);
        Assert.Equal((await Store.ReadFeedAsync(0, 10, None)).ResumeFrom, end);

        await CommittedAsync(Some.Commit(Some.Hold("us-2"), 0, 2));
        var later = await Store.ReadFeedAsync(end, 10, None);
        Assert.Equal(["us-2", "us-2"], later.Entries.Select(entry => entry.Actor.Key));
        Assert.Equal(later.ResumeFrom, await Store.ReadFeedEndAsync(None));
    }

    [Fact]
    public async Task A_listener_that_resumes_under_concurrent_commits_misses_nothing_and_sees_nothing_twice()
    {
        const int writers = 8, commits = 40;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < commits; version++)
            {
                await CommittedAsync(Some.Commit(Some.Hold($"us-{writer}"), version, 1 + (version % 3)));
            }
        })));

        var seen = new List<JournalEntry>();
        var position = 0L;
        var done = false;
        while (true)
        {
            // Whether the writers are done is asked before the read: what is read after that is everything.
            var last = done;
            done = writing.IsCompleted;
            var page = await Store.ReadFeedAsync(position, 7, None);
            seen.AddRange(page.Entries);
            position = page.ResumeFrom;
            if (page.Entries.IsEmpty && last)
            {
                break;
            }

            await Task.Yield();
        }

        await writing;
        Assert.Equal(seen.Count, seen.Select(entry => entry.Position).Distinct().Count());
        foreach (var journal in seen.GroupBy(entry => entry.Actor))
        {
            JournalProof.Holds(journal);
            Assert.Equal(Enumerable.Range(0, commits).Sum(version => 1 + (version % 3)), journal.Count());
        }

        Assert.Equal(writers, seen.Select(entry => entry.Actor).Distinct().Count());
    }
}
