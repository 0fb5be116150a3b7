namespace Lert.Cli.Tests.Rotas;

/// <summary>What of a rota is wrong before any server is asked.</summary>
public class RotaFileTests
{
    [Fact]
    public async Task A_calendar_of_fifty_megabytes_is_refused_before_it_is_read()
    {
        var file = Path.GetTempFileName();
        await using (var written = File.OpenWrite(file))
        {
            written.SetLength(50 << 20);
        }

        var run = await Lert.RunAsync("rota", "import", "us-r-night-desk", file);

        File.Delete(file);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("has 52,428,800 bytes; a calendar to import has at most 1,048,576", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "title": "x", "colour": "red" }""", "Unknown field: colour")]
    [InlineData("{ \"title\": ", "is not what is wanted here")]
    [InlineData("""{ "layers": 7 }""", "is not what is wanted here")]
    public async Task A_definition_that_is_none_is_one_clear_error(string text, string complaint)
    {
        var run = await Lert.RunWithInputAsync(text, "rota", "put", "us-r-night-desk", "-");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(complaint, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stretch_and_a_zone_that_are_none_are_said_so()
    {
        var swap = await Lert.RunAsync("rota", "swap", "us-r-night-desk", "ana", "2026-12-01", "bo", "2026-12-08T09:00/2026-12-09T09:00");
        Assert.Equal(2, swap.ExitCode);
        Assert.Contains("'2026-12-01' is no stretch", swap.Errors, StringComparison.Ordinal);

        var zone = await Lert.RunAsync("oncall", "--zone", "Mars/Olympus");
        Assert.Equal(2, zone.ExitCode);
        Assert.Contains("'Mars/Olympus' is no zone", zone.Errors, StringComparison.Ordinal);
    }
}
