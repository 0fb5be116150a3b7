using Google.Protobuf;
using Lert.Cli.Journal;
using Lert.Cli.Tests.Demo;
using Lert.V1;

namespace Lert.Cli.Tests;

/// <summary><c>lert journal verify</c>, line by line: whatever is done to a journal is seen where it was done.</summary>
public class ChainCheckTests
{
    [Fact]
    public void A_journal_as_it_was_written_verifies()
    {
        var check = Check(_ => { });

        Assert.Empty(check.Breaks);
        Assert.Equal((15, 4), (check.Lines, check.Actors));
    }

    [Fact]
    public void One_changed_byte_of_an_event_is_found_where_it_is()
    {
        var check = Check(journal => journal[4].Data = ByteString.CopyFromUtf8("""{"names":"x"}"""));

        Assert.Equal((1, "its hash is not the hash of what it says"), (Assert.Single(check.Breaks).Sequence == 2 ? 1 : 0, check.Breaks[0].What));
    }

    [Fact]
    public void A_changed_line_whose_hash_was_changed_with_it_is_found_at_the_next_line()
    {
        var check = Check(journal =>
        {
            var line = journal[3];
            line.By = "somebody else";
            line.Hash = ByteString.CopyFrom(Store.JournalChain.Hash(
                line.PreviousHash.Span, new Store.ActorId(line.Kind, line.Key), line.Sequence, line.Version, line.Type, line.At.ToDateTimeOffset(), line.By, null, line.Data.Span));
        });

        Assert.Equal("it does not carry the hash of the line before it", Assert.Single(check.Breaks).What);
    }

    [Fact]
    public void A_dropped_line_leaves_a_gap()
    {
        var check = Check(journal => journal.RemoveAt(4));

        Assert.Contains(check.Breaks, broken => broken.What == "it follows line 1, so it should be line 2");
    }

    [Fact]
    public void A_doubled_line_is_found()
    {
        var check = Check(journal => journal.Insert(5, journal[4].Clone()));

        Assert.Contains(check.Breaks, broken => broken.What == "it follows line 2, so it should be line 3");
    }

    [Fact]
    public void Two_swapped_lines_are_found() => Assert.NotEmpty(Check(journal => (journal[4], journal[5]) = (journal[5], journal[4])).Breaks);

    private static ChainCheck Check(Action<List<JournalLine>> doctor)
    {
        var journal = new Story().Journal();
        doctor(journal);
        var check = new ChainCheck();
        journal.ForEach(check.Take);
        return check;
    }
}
