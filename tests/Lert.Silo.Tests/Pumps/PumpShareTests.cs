using Lert.Silo.Pumps;
using Lert.Store;

namespace Lert.Silo.Tests.Pumps;

/// <summary>Every slot has one owner, however many share them.</summary>
public sealed class PumpShareTests
{
    [Fact]
    public void The_stretches_of_any_number_of_members_are_all_slots_and_each_once()
    {
        for (var members = 1; members <= 300; members++)
        {
            var slots = Enumerable.Range(0, members).Select(member => PumpShare.Of(member, members)).OfType<Slots>().SelectMany(share => Enumerable.Range(share.First, share.Last - share.First + 1));
            Assert.Equal(Enumerable.Range(0, Slots.Count), slots);
        }
    }

    [Fact]
    public void The_stretches_are_equal_to_within_one_slot()
    {
        for (var members = 1; members <= 256; members++)
        {
            var lengths = Enumerable.Range(0, members).Select(member => PumpShare.Of(member, members)!.Value).Select(share => share.Last - share.First).ToArray();
            Assert.InRange(lengths.Max() - lengths.Min(), 0, 1);
        }
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    public void Who_is_no_member_has_none(int member, int members) => Assert.Null(PumpShare.Of(member, members));

    [Fact]
    public void A_change_is_told_and_the_same_again_is_none()
    {
        var share = new PumpShare();
        var told = 0;
        share.Subscribe(() => told++);

        share.Set(new Slots(0, 84));
        share.Set(new Slots(0, 84));
        share.Set(null);

        Assert.Equal(2, told);
        Assert.Null(share.Current);
    }
}
