namespace Lert.Store.Contract;

/// <summary>The diary of the cell: entries are only added, one after the other, and the last one is what holds.</summary>
public abstract class DiaryContract : StoreContract
{
    private ICellDiary Diary => (ICellDiary)Store;

    [Fact]
    public async Task A_new_store_has_an_empty_diary() => Assert.Null((await Diary.ReadCellAsync(None)).Last);

    [Fact]
    public async Task The_last_entry_is_what_holds_across_a_restart()
    {
        var confirmed = Entry(5, CellNote.Confirmed) with { RequestId = "r-1", By = "olga", Reason = "a fire" };
        Assert.True(await Diary.NoteAsync(0, Entry(1, CellNote.Begun), None));
        Assert.True(await Diary.NoteAsync(1, Entry(4, CellNote.Suspected), None));
        Assert.True(await Diary.NoteAsync(4, confirmed, None));
        await Harness.ReopenAsync();

        Assert.Equal(confirmed, (await Diary.ReadCellAsync(None)).Last);
    }

    [Fact]
    public async Task Of_those_that_saw_the_same_last_entry_one_adds_the_next()
    {
        Assert.True(await Diary.NoteAsync(0, Entry(1, CellNote.Begun), None));

        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Diary.NoteAsync(1, Entry(2, CellNote.Suspected) with { Reason = $"silo {i}" }, None).AsTask()));

        Assert.Equal(1, added.Count(done => done));
        Assert.Equal(2, (await Diary.ReadCellAsync(None)).Last!.Number);
    }

    [Fact]
    public async Task The_end_of_the_feed_is_said_with_it()
    {
        await CommittedAsync(Some.Commit(Some.Hold()));
        Assert.Equal(await Store.ReadFeedEndAsync(None), (await Diary.ReadCellAsync(None)).FeedEnd);
    }

    private static CellEntry Entry(long number, CellNote note) => new(number, note, "here", Some.Instant, "system:silo", "", "");
}
