using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>A night of a person, from the command line.</summary>
public class ResponderTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task A_person_is_registered_reached_given_a_case_and_looks_at_it()
    {
        var caseId = await OpenAsync();
        await DoneAsync(
            "lead:lea", "responder", "put", "us-u-ana", "--name", "Ana Ruiz", "--zone", "Europe/Dublin", "--clearance", "child-safety", "--language", "es", "--skill", "edr",
            "--desk", "us-r-child-safety");
        await DoneAsync("specialist:ana", "responder", "contacts", "--rule", "webhook:device-7", "--rule", "mail:ana@agency.example,after=5,from=high");
        await DoneAsync("specialist:ana", "responder", "duty", "on");

        var suggested = await silo.AsAsync("lead:lea", "responder", "suggest", caseId, "--language", "es", "--estimate", "20", "--severe");
        Assert.All(["us-u-ana", "Ana Ruiz speaks Spanish, on duty, no open case, room for it today."], part => Assert.Contains(part, suggested.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(" min ", suggested.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await silo.AsAsync("lead:lea", "responder", "assign", caseId, "us-u-ana", "--estimate", "20", "--severe")).ExitCode);

        var session = await DoneAsync("specialist:ana", "responder", "view", "start", caseId, "--severe");
        Assert.Equal(60, session.GetProperty("allowedMinutes").GetInt32());
        Assert.Equal(0, (await silo.AsAsync("specialist:ana", "responder", "view", "stop", session.GetProperty("number").GetString()!)).ExitCode);

        var own = await silo.AsAsync("specialist:ana", "responder", "exposure");
        Assert.All(["today", "this week", "in a row", "Europe/Dublin", "4 h 00 min"], part => Assert.Contains(part, own.Output, StringComparison.Ordinal));
        Assert.All(own.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.Equal(0, (await silo.AsAsync("wellness:wim", "responder", "exposure", "us-u-ana")).ExitCode);
        var lead = await silo.AsAsync("lead:lea", "responder", "exposure", "us-u-ana");
        Assert.Equal(4, lead.ExitCode);
        Assert.StartsWith("error: auth.not-yours: ", lead.Errors, StringComparison.Ordinal);

        var listed = await silo.AsAsync("lead:lea", "responder", "list", "--status", "working");
        Assert.All(["us-u-ana", "yes", "child-safety"], part => Assert.Contains(part, listed.Output, StringComparison.Ordinal));
        Assert.All(listed.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));

        var verified = await silo.AsAsync("auditor", "journal", "verify");
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("of them are people's own", verified.Output, StringComparison.Ordinal);
        Assert.Contains("(the person's own)", (await silo.AsAsync("auditor", "journal", "show", "responder/us-u-ana", "--data")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_contact_rules_is_said_at_once_and_nothing_is_stored()
    {
        await DoneAsync("lead:lea", "responder", "put", "us-u-ben", "--name", "Ben", "--zone", "UTC", "--clearance", "standard");
        var run = await silo.AsAsync("lead:lea", "responder", "contacts", "us-u-ben", "--rule", "webhook:https://10.0.0.1/", "--rule", "mail:nobody,after=90");

        Assert.Equal(1, run.ExitCode);
        Assert.All(["request.invalid", "  rules[0].address: ", "  rules[1].address: ", "  rules[1].after: "], part => Assert.Contains(part, run.Errors, StringComparison.Ordinal));
        Assert.Equal(2, (await silo.AsAsync("lead:lea", "responder", "contacts", "us-u-ben", "--rule", "pigeon:coop")).ExitCode);
        Assert.False((await DoneAsync("lead:lea", "responder", "show", "us-u-ben")).TryGetProperty("contactRules", out var rules) && rules.GetArrayLength() > 0);
    }

    private async Task<string> OpenAsync() => (await DoneAsync(
        "lead:lea", "case", "open", "--region", "us", "--regime", "us-2703f", "--trigger", silo.Now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), "--agency", "Harbour City Police",
        "--officer", "Det. R. Vane", "--reference", "HC-2026-118")).GetProperty("caseId").GetString()!;

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, [.. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json;
    }
}
