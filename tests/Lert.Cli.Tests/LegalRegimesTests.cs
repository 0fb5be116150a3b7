namespace Lert.Cli.Tests;

public class LegalRegimesTests
{
    [Fact]
    public async Task The_book_is_listed_with_its_versions()
    {
        var run = await Lert.RunAsync("legal", "regimes", "--output", "json");

        Assert.Equal((0, 25), (run.ExitCode, run.Json.GetProperty("regimes").GetArrayLength()));
        Assert.StartsWith("first edition/", run.Json.GetProperty("regimesVersion").GetString(), StringComparison.Ordinal);
        Assert.Equal("days(90)", run.Json.GetProperty("regimes")[0].GetProperty("extension").GetProperty("period").GetString());
    }

    [Fact]
    public async Task The_table_breaks_no_id_and_no_zone()
    {
        var run = await Lert.RunAsync("legal", "regimes");

        Assert.All(["eu-epoc-emergency", "America/Los_Angeles", "America/Sao_Paulo", "25 regimes"], part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_files_of_a_deployment_are_counted_by()
    {
        var longer = (await File.ReadAllTextAsync(Lert.Golden("regimes.json"))).Replace("days(60)", "days(61)", StringComparison.Ordinal);

        var run = await Lert.RunWithInputAsync(
            longer, "legal", "compute", "--regimes-file", "-", "--holidays-file", Lert.Golden("holidays.csv"), "--regime", "coe-29", "--trigger", "2026-03-02T23:59:59Z",
            "-o", "json");

        Assert.Equal("2026-05-03T00:00:00Z", run.Json.GetProperty("releaseNotBefore").GetString());
    }

    [Fact]
    public async Task The_files_of_a_deployment_are_checked_and_every_problem_is_reported()
    {
        var broken = (await File.ReadAllTextAsync(Lert.Golden("regimes.json"))).Replace("Asia/Kolkata", "Asia/Nowhere", StringComparison.Ordinal);

        var run = await Lert.RunWithInputAsync(broken, "legal", "regimes", "--regimes-file", "-", "--holidays-file", Lert.Golden("holidays.csv"));

        Assert.Equal((2, 2), (run.ExitCode, run.ErrorLines.Length));
        Assert.Contains("error: regime 'in-3-1-j': 'Asia/Nowhere' is no zone of the time-zone data", run.ErrorLines);
    }

    [Fact]
    public async Task One_file_without_the_other_is_refused()
    {
        var run = await Lert.RunAsync("legal", "regimes", "--regimes-file", Lert.Golden("regimes.json"));

        Assert.Equal((2, "error: --regimes-file and --holidays-file belong together"), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }
}
