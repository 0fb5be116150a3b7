using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>An officer from the first request to the recall, from the command line.</summary>
public class RequesterTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task A8_An_officer_is_entered_verified_and_recalled()
    {
        var opened = await DoneAsync(
            "intake:ina", "case", "open", "--region", "us", "--regime", "us-2703f", "--trigger", silo.Now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), "--agency", "Harbour City Police",
            "--officer", "Det. R. Vane", "--reference", "HC-2026-118");
        var (caseId, officer) = (opened.GetProperty("caseId").GetString()!, opened.GetProperty("file").GetProperty("asking").GetProperty("requesterId").GetString()!);
        await DoneAsync(
            "lead:lea", "requester", "agency", "--region", "us", "--agency", "Harbour City Police", "--country", "US", "--kind", "police", "--domain", "harbour.example",
            "--number", "+1 555 0199=https://harbour.example/contact");
        await DoneAsync("intake:ina", "requester", "officer", "--region", "us", "--agency", "Harbour City Police", "--officer", "Det. R. Vane", "--email", "vane@harbour.example");
        var early = await silo.AsAsync("lead:lea", "requester", "verify", officer, "--reason", "She sounds right.");
        Assert.Contains("requester.call-back-required", early.Errors, StringComparison.Ordinal);
        await DoneAsync("intake:ina", "requester", "call-back", officer, "--number", "+1 555 0199", "--person", "Sgt. C", "--confirmed");
        var verified = await silo.AsAsync("lead:lea", "requester", "verify", officer, "--reason", "The desk sergeant knows her.");
        Assert.All(["verified", "Harbour City Police", "vane@harbour.example", "confirmed"], part => Assert.Contains(part, verified.Output, StringComparison.Ordinal));

        Assert.Equal(0, (await silo.AsAsync("lead:lea", "requester", "recall", officer, "--as-of", silo.Now.AddDays(-2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), "--reason", "Her account was taken over.")).ExitCode);
        for (var tries = 0; ; tries++)
        {
            var shown = await silo.AsAsync("lead:lea", "requester", "show", officer);
            if (shown.Output.Contains("1 of 1 done, at ", StringComparison.Ordinal) || tries == 100)
            {
                Assert.All(["compromised", "1 of 1 done, at ", "1 held"], part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));
                break;
            }
        }

        var story = await silo.AsAsync("lead:lea", "case", "timeline", caseId);
        Assert.All(["NOT REVIEWED", "the requester is RECALLED", "nobody has heard of the officer before (+20)"], part => Assert.Contains(part, Flat(story.Output), StringComparison.Ordinal));
        Assert.Equal(0, (await silo.AsAsync("lead:lea", "case", "review-recall", caseId, "--finding", "Nothing was disclosed.")).ExitCode);
        var listed = await silo.AsAsync("auditor", "requester", "list", "--status", "compromised");
        Assert.Contains(officer, listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_an_agency_is_said_at_once_and_nothing_is_stored()
    {
        var run = await silo.AsAsync(
            "lead:lea", "requester", "agency", "--region", "us", "--agency", "Nowhere Police", "--country", "Utopia", "--kind", "police", "--domain", "nowhere", "--number", "call us=a poster");
        Assert.Equal(1, run.ExitCode);
        Assert.All(["  country: ", "  domains[0]: ", "  numbers[0].number: "], part => Assert.Contains(part, run.Errors, StringComparison.Ordinal));
        Assert.Equal(2, (await silo.AsAsync("lead:lea", "requester", "agency", "--region", "us", "--agency", "x", "--country", "US", "--kind", "police", "--number", "+1 555 0199")).ExitCode);
        Assert.DoesNotContain("Nowhere", (await silo.AsAsync("lead:lea", "requester", "list")).Output, StringComparison.Ordinal);
    }

    private static string Flat(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, [.. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json;
    }
}
