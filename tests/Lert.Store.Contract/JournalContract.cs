namespace Lert.Store.Contract;

/// <summary>The journal is gapless per actor and each entry is bound to the one before it.</summary>
public abstract class JournalContract : StoreContract
{
    [Fact]
    public async Task Entries_say_what_happened_who_asked_and_when()
    {
        var commit = Some.Commit(Some.Hold(), 0, 2) with { Command = Some.Command("c1"), At = Some.Instant.AddTicks(12_345) };
        await CommittedAsync(commit);
        var journal = await JournalAsync(Some.Hold());
        JournalProof.Holds(journal);
        Assert.Equal(2, journal.Length);
        var entry = journal[1];
        Assert.Equal((Some.Hold(), 2L, 1L, "hold.placed.v1"), (entry.Actor, entry.Sequence, entry.Version, entry.Type));
        Assert.Equal(("officer@agency.example", "c1", "from 0 1"), (entry.By, entry.CommandId, Some.Text(entry.Data)));
        Assert.Equal(Some.Instant.AddTicks(12_340), entry.At);
    }

    [Fact]
    public async Task The_chain_goes_on_across_commits_with_and_without_events_and_across_a_restart()
    {
        int[] events = [2, 0, 1, 0, 0, 3];
        for (var version = 0; version < events.Length; version++)
        {
            await CommittedAsync(Some.Commit(Some.Hold(), version, events[version]));
            await Harness.ReopenAsync();
        }

        var journal = await JournalAsync(Some.Hold());
        JournalProof.Holds(journal);
        Assert.Equal([1, 1, 3, 6, 6, 6], journal.Select(entry => (int)entry.Version));
        Assert.Equal(events.Length, (await Store.LoadAsync(Some.Hold(), None))!.Version);
    }

    [Fact]
    public async Task A_journal_is_read_in_pages()
    {
        await CommittedAsync(Some.Commit(Some.Hold(), 0, 10));
        await CommittedAsync(Some.Commit(Some.Hold("us-other"), 0, 3));
        var read = new List<JournalEntry>();
        for (var page = 0; page < 5; page++)
        {
            var entries = await Store.ReadJournalAsync(Some.Hold(), read.Count, 3, None);
            Assert.Equal(page < 3 ? 3 : page == 3 ? 1 : 0, entries.Length);
            read.AddRange(entries);
        }

        JournalProof.Holds(read);
        Assert.Equal(10, read.Count);
    }

    [Fact]
    public async Task The_proof_itself_notices_a_changed_word_a_gap_and_a_swap()
    {
        await CommittedAsync(Some.Commit(Some.Hold(), 0, 3));
        var journal = await JournalAsync(Some.Hold());
        JournalProof.Holds(journal);
        Assert.ThrowsAny<Exception>(() => JournalProof.Holds(journal.SetItem(1, journal[1] with { By = "somebody else" })));
        Assert.ThrowsAny<Exception>(() => JournalProof.Holds(journal.RemoveAt(1)));
        Assert.ThrowsAny<Exception>(() => JournalProof.Holds([journal[1], journal[0], journal[2]]));
    }
}
