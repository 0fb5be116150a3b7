using System.Net;
using Orleans.Configuration;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>Who may declare whom dead, over every shape of cluster that matters.</summary>
[Trait("Stack", "compat")]
public sealed class VerdictTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly ClusterMembershipOptions Options = new() { ProbeTimeout = TimeSpan.FromSeconds(1) };
    private static readonly Evidence Silent = new(IsCertain: false, For: TimeSpan.Zero, GivesSigns: true);

    [Fact]
    public void The_first_of_three_votes_and_the_second_decides()
    {
        MembershipEntry voted = Decide(Table(1, 2, 3), self: 1, suspect: 3)!;
        Assert.Equal(SiloStatus.Active, voted.Status);
        Assert.Equal([Silo(1)], voted.SuspectTimes!.Select(vote => vote.Item1));
        MembershipEntry decided = Decide(Table([Row(1), Row(2), voted]), self: 2, suspect: 3)!;
        Assert.Equal(SiloStatus.Dead, decided.Status);
        Assert.Equal([Silo(1), Silo(2)], decided.SuspectTimes!.Select(vote => vote.Item1));
    }

    [Fact]
    public void A_vote_is_written_once() => Assert.Null(Decide(Table([Row(1), Row(2), Row(3, votes: 1)]), self: 1, suspect: 3));

    [Fact]
    public void One_of_two_decides_by_itself() => Assert.Equal(SiloStatus.Dead, Decide(Table(1, 2), self: 1, suspect: 2)!.Status);

    [Fact]
    public void Who_suspects_all_others_may_be_the_one_cut_off_and_waits()
    {
        Assert.Equal(SiloStatus.Active, Decide(Table(1, 2, 3), self: 1, suspect: 3, suspects: [2, 3])!.Status);
        TimeSpan patience = Options.ProbeTimeout * Options.NumMissedProbesLimit * Verdict.LonePatience;
        Assert.Equal(SiloStatus.Active, Decide(Table(1, 2, 3), 1, 3, [2, 3], Silent with { For = patience - TimeSpan.FromTicks(1) })!.Status);
        Assert.Equal(SiloStatus.Dead, Decide(Table(1, 2, 3), 1, 3, [2, 3], Silent with { For = patience })!.Status);
    }

    [Fact]
    public void The_last_of_three_decides_at_once_where_nobody_listens_or_nobody_signs()
    {
        Assert.Equal(SiloStatus.Dead, Decide(Table(1, 2, 3), 1, 3, [2, 3], Silent with { IsCertain = true })!.Status);
        Assert.Equal(SiloStatus.Dead, Decide(Table(1, 2, 3), 1, 3, [2, 3], Silent with { GivesSigns = false })!.Status);
    }

    [Fact]
    public void Certainty_of_one_is_no_second_vote()
    {
        Assert.Equal(SiloStatus.Active, Decide(Table(1, 2, 3), 1, 3, [3], Silent with { IsCertain = true })!.Status);
    }

    [Fact]
    public void Votes_of_the_dead_of_strangers_and_of_old_do_not_count()
    {
        Assert.Equal(SiloStatus.Active, Decide(Table([Row(1), Row(2), Row(3, votes: 9)]), self: 1, suspect: 3)!.Status);
        Assert.Equal(SiloStatus.Active, Decide(Table([Row(1), Row(2), Row(4), Row(5, SiloStatus.Dead), Row(3, votes: 5)]), self: 1, suspect: 3)!.Status);
        Assert.Equal(SiloStatus.Active, Decide(Table([Row(1), Row(2), Row(3, votes: 2)]), self: 1, suspect: 3, counts: false)!.Status);
    }

    [Fact]
    public void The_dead_neither_vote_nor_die_again()
    {
        Assert.Null(Decide(Table([Row(1), Row(2, SiloStatus.Dead)]), self: 1, suspect: 2));
        Assert.Null(Decide(Table([Row(1, SiloStatus.Dead), Row(2)]), self: 1, suspect: 2));
        Assert.Null(Decide(Table(1, 2), self: 1, suspect: 7));
    }

    [Fact]
    public void Who_answers_again_is_cleared_of_this_silos_vote_alone()
    {
        MembershipEntry cleared = Verdict.Withdraw(Table([Row(1), Row(2), Row(3, votes: [1, 2])]), Silo(1), Silo(3))!;
        Assert.Equal([Silo(2)], cleared.SuspectTimes!.Select(vote => vote.Item1));
        Assert.Null(Verdict.Withdraw(Table([Row(1), Row(3, votes: 2)]), Silo(1), Silo(3)));
    }

    private static MembershipEntry? Decide(MembershipTableData table, int self, int suspect, int[]? suspects = null, Evidence? evidence = null, bool counts = true) => Verdict.Decide(
        table, Silo(self), Silo(suspect), evidence ?? Silent, (suspects ?? [suspect]).Select(Silo).ToHashSet(), _ => counts, Options, Now);

    private static MembershipTableData Table(params int[] silos) => Table([.. silos.Select(silo => Row(silo))]);

    private static MembershipTableData Table(MembershipEntry[] rows) => new([.. rows.Select(row => Tuple.Create(row, "1"))], new TableVersion(1, "1"));

    private static MembershipEntry Row(int silo, SiloStatus status = SiloStatus.Active) => new() { SiloAddress = Silo(silo), Status = status };

    private static MembershipEntry Row(int silo, params int[] votes) => new() { SiloAddress = Silo(silo), Status = SiloStatus.Active, SuspectTimes = [.. votes.Select(vote => Tuple.Create(Silo(vote), Now))] };

    private static SiloAddress Silo(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);
}
