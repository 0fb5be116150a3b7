namespace Lert.Cli.Tests;

public class LegalCheckTests
{
    [Theory]
    [InlineData("vectors-periods.csv", "109 passed, 0 failed")]
    [InlineData("vectors-union.csv", "13 passed, 0 failed")]
    public async Task The_golden_files_pass(string file, string last)
    {
        var run = await Lert.RunAsync("legal", "check", Lert.Golden(file));

        Assert.Equal((0, last), (run.ExitCode, run.Output.TrimEnd()));
    }

    [Fact]
    public async Task A_doctored_file_fails_and_shows_expected_and_got()
    {
        var doctored = (await File.ReadAllTextAsync(Lert.Golden("vectors-periods.csv")))
            .Replace("2026-04-16T07:00:00Z,,,plain", "2026-04-16T08:00:00Z,,,plain", StringComparison.Ordinal);

        var run = await Lert.RunWithInputAsync(doctored, "legal", "check", "-");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("p001, line 2: plain", run.Output, StringComparison.Ordinal);
        Assert.Contains("expected 2026-04-16T08:00:00Z", run.Output, StringComparison.Ordinal);
        Assert.Contains("got      2026-04-16T07:00:00Z", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("108 passed, 1 failed", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doctored_union_fails_as_json_too()
    {
        var doctored = (await File.ReadAllTextAsync(Lert.Golden("vectors-union.csv"))).Replace("2026-05-17T00", "2026-05-16T00", StringComparison.Ordinal);

        var run = await Lert.RunWithInputAsync(doctored, "legal", "check", "-", "--output", "json");

        Assert.Equal((1, 12, 1), (run.ExitCode, run.Json.GetProperty("passed").GetInt32(), run.Json.GetProperty("failed").GetInt32()));
        Assert.Equal("2026-05-17T00:00:00Z", run.Json.GetProperty("rows")[0].GetProperty("differences")[0].GetProperty("got").GetString());
    }

    [Theory]
    [InlineData("no-such-file.csv", "there is no file")]
    [InlineData("lert.dll", "is no UTF-8 text")]
    [InlineData("lert.runtimeconfig.json", "is no file of worked examples: line 1")]
    [InlineData(".", "cannot be read")]
    public async Task What_is_no_such_file_is_one_clear_error(string file, string part)
    {
        var run = await Lert.RunAsync("legal", "check", Path.Combine(AppContext.BaseDirectory, file));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(part, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
