namespace Lert.Cli.Tests;

public class LegalComputeTests
{
    [Fact]
    public async Task A_hold_is_computed_with_every_date_and_its_reason_as_json()
    {
        var run = await Lert.RunAsync(
            "legal", "compute", "--regime", "us-2703f", "--trigger", "2025-12-01T12:00:00-08:00", "--extension", "2026-02-10T12:00:00-08:00", "--output", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal("2026-05-30", run.Json.GetProperty("nominalLastDay").GetString());
        Assert.Equal("2026-06-01", run.Json.GetProperty("rolledLastDay").GetString());
        Assert.Equal("2026-06-02T07:00:00Z", run.Json.GetProperty("releaseNotBefore").GetString());
        Assert.EndsWith("18 U.S.C. § 2703(f)", run.Json.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        Assert.Equal("America/Los_Angeles", run.Json.GetProperty("basis").GetProperty("zone").GetString());
        Assert.True(run.Json.GetProperty("extensions")[0].GetProperty("accepted").GetBoolean());
        Assert.False(run.Json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_refused_extension_is_shown_and_changes_nothing()
    {
        var run = await Lert.RunAsync(
            "legal", "compute", "--regime", "us-2703f", "--trigger", "2026-01-15T10:00:00Z", "--extension", "2026-04-16T07:00:00Z", "-o", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("extension-too-late", run.Json.GetProperty("error").GetString());
        Assert.Equal("2026-04-15", run.Json.GetProperty("nominalLastDay").GetString());
    }

    [Fact]
    public async Task A_locked_hold_has_no_release()
    {
        var run = await Lert.RunAsync("legal", "compute", "--regime", "us-2703f", "--trigger", "2026-01-15T10:00:00Z", "--locked-from", "2026-02-01T00:00:00Z", "-o", "json");

        Assert.True(run.Json.GetProperty("locked").GetBoolean());
        Assert.False(run.Json.TryGetProperty("releaseNotBefore", out _));
        Assert.Equal("2026-04-16T07:00:00Z", run.Json.GetProperty("ownEnd").GetString());
    }

    [Fact]
    public async Task A_duty_to_act_is_computed_from_the_date_of_its_order()
    {
        var run = await Lert.RunAsync("legal", "compute", "--regime", "us-subpoena", "--trigger", "2026-07-20T15:00:00Z", "--order", "2026-08-16", "-o", "json");

        Assert.Equal("2026-08-15T00:00:00Z", run.Json.GetProperty("dueInternal").GetString());
        Assert.Equal("2026-08-18T07:00:00Z", run.Json.GetProperty("dueLegalOuter").GetString());
        Assert.Equal(3, run.Json.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public async Task The_court_s_zone_moves_the_day()
    {
        var run = await Lert.RunAsync(
            "legal", "compute", "--regime", "us-2703f", "--trigger", "2026-01-15T21:30:00-08:00", "--zone", "America/New_York", "-o", "json");

        Assert.Equal("2026-04-17T04:00:00Z", run.Json.GetProperty("releaseNotBefore").GetString());
    }

    [Theory]
    [InlineData("us-cybertip", "2024-05-06T23:59:59-07:00", "regime-not-applicable")]
    [InlineData("eu-epoc-pr", "2030-11-15T12:00:00Z", "calendar-unknown")]
    public async Task Where_no_date_follows_the_exit_code_is_1_and_the_answer_says_why(string regime, string trigger, string error)
    {
        var run = await Lert.RunAsync("legal", "compute", "--regime", regime, "--trigger", trigger, "-o", "json");

        Assert.Equal((1, error), (run.ExitCode, run.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task The_table_has_every_date_is_plain_in_a_pipe_and_fits_the_columns()
    {
        var run = await Lert.RunAsync("legal", "compute", "--regime", "eu-epoc", "--trigger", "2026-09-02T09:00:00+01:00");

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            ["2026-09-02T08:00:00Z", "Sat 2026-09-12", "Mon 2026-09-14", "2026-09-11T16:00:00Z", "2026-09-14T23:00:00Z", "Reg. 1182/71 Art. 3"],
            value => Assert.Contains(value, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task Everything_that_is_wrong_comes_at_once()
    {
        var run = await Lert.RunAsync(
            "legal", "compute", "--zone", "Mars", "--trigger", "tomorrow", "--order", "soon", "--extension", "2026-03-10", "--locked-until", "2026-01-01T00:00:00Z", "--bogus",
            "--output", "xml");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.All(
            ["'--bogus'", "--regime is required", "--trigger: 'tomorrow'", "--order: 'soon'", "--extension: '2026-03-10'", "no zone 'Mars'", "needs its beginning", "--output is"],
            part => Assert.Contains(run.ErrorLines, line => line.StartsWith("error: ", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(8, run.ErrorLines.Count(line => line.StartsWith("error: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public async Task An_instant_at_the_edge_of_time_is_refused_and_does_not_crash(string trigger)
    {
        var run = await Lert.RunAsync("legal", "compute", "--regime", "us-2703f", "--trigger", trigger);

        Assert.Equal((2, "error: the trigger is not between the years 1900 and 2999"), (run.ExitCode, run.ErrorLines[0]));
    }

    [Theory]
    [InlineData("us-9999", null, "there is no regime 'us-9999'")]
    [InlineData("us-2705b-days", null, "a number of days is needed")]
    [InlineData("us-2705b-days", "2026-08-14", "takes a number of days")]
    [InlineData("us-subpoena", "30", "takes a date")]
    [InlineData("us-2703f", "30", "takes no order")]
    public async Task An_order_that_does_not_fit_its_regime_is_refused(string regime, string? order, string part)
    {
        string[] args = ["legal", "compute", "--regime", regime, "--trigger", "2026-01-15T10:00:00Z"];

        var run = await Lert.RunAsync(order is null ? args : [.. args, "--order", order]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(part, run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_has_examples_and_exit_codes_and_one_of_its_examples_runs()
    {
        var help = await Lert.RunAsync("legal", "compute", "--help");
        var example = help.Output.Split('\n').First(line => line.Contains("lert legal compute --regime us-2705b-days", StringComparison.Ordinal)).Trim().Split(' ')[1..];

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Exit code:", help.Output, StringComparison.Ordinal);
        Assert.Equal("2026-08-30T07:00:00Z", (await Lert.RunAsync(example)).Json.GetProperty("releaseNotBefore").GetString());
    }

    [Fact]
    public async Task A_noun_alone_shows_its_help_and_fails()
    {
        var run = await Lert.RunAsync("legal");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("compute", run.Output, StringComparison.Ordinal);
    }
}
