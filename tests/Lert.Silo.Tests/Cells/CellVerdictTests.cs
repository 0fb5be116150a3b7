using Lert.Silo.Cells;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Cells;

/// <summary>What is a copy and what is not, by every piece of evidence that there is.</summary>
public sealed class CellVerdictTests
{
    private const string Here = "pg 7/1/16384", There = "pg 7/2/16384";

    [Fact]
    public void A_new_store_begins() => Assert.IsType<CellVerdict.Begins>(CellVerdict.Of(new(null, Here, 0), Here, null));

    [Fact]
    public void A_store_from_before_the_diary_begins_it() => Assert.IsType<CellVerdict.Begins>(CellVerdict.Of(new(null, Here, 500), Here, null));

    [Fact]
    public void A_store_from_before_the_diary_that_lost_what_this_machine_has_seen_is_a_copy() =>
        Assert.IsType<CellVerdict.Copy>(CellVerdict.Of(new(null, Here, 500), Here, new Witness("w", 0, 501)));

    [Fact]
    public void The_store_that_this_machine_left_is_the_same() =>
        Assert.IsType<CellVerdict.Same>(CellVerdict.Of(Cell(1, CellNote.Begun, Here, 500), Here, new Witness("w", 1, 500)));

    [Fact]
    public void A_machine_that_remembers_nothing_believes_the_place() =>
        Assert.IsType<CellVerdict.Same>(CellVerdict.Of(Cell(1, CellNote.Begun, Here, 500), Here, null));

    [Fact]
    public void Another_place_is_a_copy() => Assert.IsType<CellVerdict.Copy>(CellVerdict.Of(Cell(1, CellNote.Begun, Here, 500), There, new Witness("w", 1, 500)));

    [Fact]
    public void The_same_place_at_an_older_position_is_a_copy() =>
        Assert.IsType<CellVerdict.Copy>(CellVerdict.Of(Cell(1, CellNote.Begun, Here, 499), Here, new Witness("w", 1, 500)));

    [Fact]
    public void The_same_place_with_an_older_diary_is_a_copy_however_far_it_goes() =>
        Assert.IsType<CellVerdict.Copy>(CellVerdict.Of(Cell(1, CellNote.Begun, Here, 900), Here, new Witness("w", 3, 500)));

    [Fact]
    public void What_was_suspected_waits_for_a_person_wherever_it_is() =>
        Assert.IsType<CellVerdict.Waits>(CellVerdict.Of(Cell(2, CellNote.Suspected, There, 500), There, new Witness("w", 2, 500)));

    [Fact]
    public void What_was_suspected_of_one_database_is_suspected_anew_of_the_next() =>
        Assert.IsType<CellVerdict.Copy>(CellVerdict.Of(new(new(2, CellNote.Suspected, There, Some.Start, "system:silo", "", ""), Here, 500), Here, new Witness("w", 1, 500)));

    [Fact]
    public void What_a_person_confirmed_since_is_newer_than_the_memory_of_a_machine() =>
        Assert.IsType<CellVerdict.Same>(CellVerdict.Of(Cell(3, CellNote.Confirmed, Here, 100), Here, new Witness("w", 1, 500)));

    [Fact]
    public void What_was_confirmed_in_another_place_is_a_copy_of_a_confirmed_one() =>
        Assert.IsType<CellVerdict.Copy>(CellVerdict.Of(Cell(3, CellNote.Confirmed, There, 100), Here, null));

    private static CellState Cell(long number, CellNote note, string place, long end) => new(new(number, note, place, Some.Start, "op", "", ""), place, end);
}
