using Lert.Chaos.Load;

namespace Lert.Chaos.Tests.Load;

public class DrawsTests
{
    /// <summary>As written down here, by another process: a seed that draws otherwise tomorrow cannot show what it showed today.</summary>
    [Theory]
    [InlineData(7, "Crowd", 1, 883, 657, 197)]
    [InlineData(7, "Crowd", 2, 251, 337, 628)]
    [InlineData(8, "Crowd", 1, 291, 543, 860)]
    [InlineData(7, "Alerts", 0, 707, 276, 51)]
    public void The_same_seed_draws_the_same_in_every_process(int seed, string who, int number, int first, int second, int third)
    {
        var random = Draws.Of(seed, who, number);
        Assert.Equal([first, second, third], new[] { random.Next(1_000), random.Next(1_000), random.Next(1_000) });
    }
}
