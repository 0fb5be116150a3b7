using Lert.Chaos.Faults;

namespace Lert.Chaos.Tests.Faults;

public class ScheduleTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_same_seed_draws_the_same_schedule() =>
        Assert.Equal(Schedule.Draw(7, Length, 3, network: true, postgres: true), Schedule.Draw(7, Length, 3, network: true, postgres: true));

    [Fact]
    public void Another_seed_draws_another() =>
        Assert.NotEqual(Schedule.Draw(7, Length, 3, network: true, postgres: true), Schedule.Draw(8, Length, 3, network: true, postgres: true));

    [Fact]
    public void It_is_bounded_and_overlaps_and_knows_every_fault()
    {
        var drawn = Enumerable.Range(0, 200).Select(seed => Schedule.Draw(seed, Length, 3, network: true, postgres: true)).ToArray();
        Assert.All(drawn, faults =>
        {
            Assert.NotEmpty(faults);
            Assert.All(faults, fault => Assert.True(fault.At >= TimeSpan.Zero && fault.Until <= Length && fault.For <= TimeSpan.FromSeconds(20) && fault.HighestSilo <= 3));
            Assert.All(faults, fault => Assert.True(faults.Count(other => other.At <= fault.At && other.Until > fault.At) <= 3));
        });
        Assert.Contains(drawn, faults => faults.Any(one => faults.Any(other => other != one && other.At < one.At && other.Until > one.At)));
        Assert.Equal(9, drawn.SelectMany(faults => faults).Select(fault => fault.GetType()).Distinct().Count());
        Assert.Equal(3, drawn.SelectMany(faults => faults).OfType<Fault.CutSilos>().Select(cut => cut.Way).Distinct().Count());
        Assert.DoesNotContain(drawn.SelectMany(faults => faults).OfType<Fault.CutSilos>(), cut => cut.Silo == cut.Other);
        Assert.Equal(2, drawn.SelectMany(faults => faults).OfType<Fault.MoveClock>().Select(move => move.By).Distinct().Count());
    }

    [Fact]
    public void Where_the_network_cannot_be_cut_or_there_is_no_PostgreSQL_nothing_of_that_is_drawn() => Assert.All(
        Enumerable.Range(0, 50).SelectMany(seed => Schedule.Draw(seed, Length, 1, network: false, postgres: false)),
        fault => Assert.True(fault is Fault.Kill or Fault.Pause or Fault.Restart));
}
