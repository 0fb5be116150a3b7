namespace Lert.Cli.Tests.Server;

/// <summary>Pages from the command line, against the real silo. The desk is not there: nobody is lost for that.</summary>
public class PageTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task A_page_lives_its_life_from_the_command_line()
    {
        var id = await OpenAsync("case/us-c-1");
        Assert.Equal(id, await OpenAsync("case/us-c-1"));

        var shown = await silo.AsAsync("operator", "page", "show", id);
        Assert.Equal(0, shown.ExitCode);
        Assert.All([id, "open", "emergency", "An emergency request waits.", "1 more of the same"], part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));

        var acknowledged = await silo.AsAsync("specialist:ana", "page", "ack", id);
        Assert.Contains("acknowledged by ana", acknowledged.Output, StringComparison.Ordinal);
        var list = await silo.AsAsync("specialist:ana", "page", "list");
        Assert.All([id, "acknowledged", "ana"], part => Assert.Contains(part, list.Output, StringComparison.Ordinal));
        Assert.Equal("PAGE_STATUS_SNOOZED", (await silo.AsAsync("lead:lea", "page", "snooze", id, "--minutes", "30", "-o", "json")).Json.GetProperty("status").GetString());
        Assert.Equal("PAGE_STATUS_OPEN", (await silo.AsAsync("intake:ivo", "page", "escalate", id, "-o", "json")).Json.GetProperty("status").GetString());
        Assert.Contains("resolved", (await silo.AsAsync("lead:lea", "page", "resolve", id, "--reason", "Answered.")).Output, StringComparison.Ordinal);

        var late = await silo.AsAsync("lead:lea", "page", "ack", id);
        Assert.Equal(1, late.ExitCode);
        Assert.StartsWith("error: page.resolved: ", late.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await silo.AsAsync("lead", "page", "list")).Output, StringComparison.Ordinal);
        Assert.Contains(id, (await silo.AsAsync("lead", "page", "list", "--all")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_said_before_anything_is_sent()
    {
        var neither = await silo.AsAsync("lead", "page", "snooze", "us-p-1");
        Assert.Equal((2, "error: one of --minutes and --until is required"), (neither.ExitCode, neither.ErrorLines[0]));
        Assert.Contains("1 to 1440", (await silo.AsAsync("lead", "page", "snooze", "us-p-1", "--minutes", "9999")).Errors, StringComparison.Ordinal);
        Assert.Equal(4, (await silo.AsAsync("auditor", "page", "ack", $"us-p-{new string('0', 26)}")).ExitCode);
    }

    [Fact]
    public async Task Tables_and_lines_of_a_stream_fit_the_screen()
    {
        var id = await OpenAsync("case/us-c-2");
        foreach (var args in new string[][] { ["page", "show", id], ["page", "list"], ["page", "watch", "--from-start", "--until-quiet"], ["watch", "pages", "--from-start", "--until-quiet", "--page", id] })
        {
            var run = await silo.AsAsync("lead", args);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains(id, run.Output, StringComparison.Ordinal);
            Assert.All(run.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        }
    }

    private async Task<string> OpenAsync(string subject)
    {
        var run = await silo.AsAsync(
            "specialist:ana", "page", "open", "--desk", "us-r-nobody", "--urgency", "emergency", "--subject", subject, "--text", "An emergency request waits.", "-o", "json");
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json.GetProperty("pageId").GetString()!;
    }
}
