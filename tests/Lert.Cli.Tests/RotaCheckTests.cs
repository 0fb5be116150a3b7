namespace Lert.Cli.Tests;

public class RotaCheckTests
{
    [Fact]
    public async Task The_golden_file_passes()
    {
        var run = await Lert.RunAsync("rota", "check", Lert.Golden("vectors-rota.csv"));

        Assert.Equal((0, "26 passed, 0 failed"), (run.ExitCode, run.Output.TrimEnd()));
    }

    [Fact]
    public async Task A_doctored_file_fails_and_shows_expected_and_got()
    {
        var doctored = (await File.ReadAllTextAsync(Lert.Golden("vectors-rota.csv"))).Replace(",62,,clocks go forward: an hour shorter\nr003", ",63,,clocks go forward: an hour shorter\nr003", StringComparison.Ordinal);

        var run = await Lert.RunWithInputAsync(doctored, "rota", "check", "-");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("r002, line 3", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("25 passed, 1 failed", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_such_file_is_one_clear_error()
    {
        var run = await Lert.RunAsync("rota", "check", Lert.Golden("vectors-union.csv"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("the header is not that of a rota", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
