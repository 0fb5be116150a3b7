using Lert.Chaos.Checks;
using Lert.V1;

namespace Lert.Chaos.Tests.Checks;

/// <summary>What a silo says of its cluster, and how silos end.</summary>
public class MembershipCheckTests
{
    [Fact]
    public void A_cluster_in_which_all_are_at_work_and_every_slot_has_an_owner_is_whole() =>
        Assert.Null(Membership.Missing(1, Seen(("Active", 0, 85), ("Active", 86, 170), ("Active", 171, 255), ("Dead", 0, 127)), 3));

    [Fact]
    public void A_silo_that_is_not_at_work_is_missing()
    {
        Assert.NotNull(Membership.Missing(1, Seen(("Active", 0, 127), ("Active", 128, 255)), 3));
        Assert.NotNull(Membership.Missing(1, Seen(("Active", 0, 127), ("Active", 128, 255), ("Joining", 128, 255)), 3));
    }

    [Fact]
    public void A_slot_without_an_owner_is_missing()
    {
        Assert.NotNull(Membership.Missing(1, Seen(("Active", 0, 126), ("Active", 128, 255)), 2));
        var silent = Seen(("Active", 0, 127), ("Active", 128, 255));
        silent.Members[1].Report = null;
        Assert.NotNull(Membership.Missing(1, silent, 2));
    }

    [Fact]
    public void A_silo_may_give_up_and_may_not_crash()
    {
        Assert.Empty(Membership.Crashes(1, [1, 1]));
        Assert.Equal(["silo 1 ended with 134, and nobody had asked it to", "silo 1 ended with 0, and nobody had asked it to"], Membership.Crashes(1, [1, 134, 0]));
    }

    private static ClusterStatus Seen(params (string Status, int First, int Last)[] members) =>
        new() { Members = { members.Select(member => new ClusterMember { Status = member.Status, Report = new() { Slots = new() { First = member.First, Last = member.Last } } }) } };
}
