namespace Lert.Chaos.Tests;

public class ArgumentsTests
{
    [Theory]
    [InlineData("--short")]
    [InlineData("--minutes 19")]
    [InlineData("--seconds 40 --loopback")]
    [InlineData("--seconds 40 --silos 2 --weaken cas")]
    [InlineData("--seconds 40 --store sqlite --weaken protection")]
    public void What_is_said_to_give_a_run_again_gives_it_again(string asked)
    {
        var (plan, problem) = Arguments.Read(asked.Split(' '), seed: 7);
        Assert.Null(problem);
        Assert.All(plan, run => Assert.Equal([run], Arguments.Read([.. Arguments.Again(run)], seed: 0).Plan));
    }
}
