using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>A letter from its draft to the page that is printed, from the command line.</summary>
public class LetterTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task F8_A_letter_is_drafted_signed_off_by_another_and_rendered()
    {
        var caseId = await OpenAsync();
        string[] draft = ["letter", "draft", caseId, "--kind", "receipt", "--language", "ar", "--field", "contact=lert@company.example"];
        var drafted = await DoneAsync("intake:ina", draft);
        var id = drafted.GetProperty("letterId").GetString()!;
        Assert.Contains("مسودة", drafted.GetProperty("text").GetString(), StringComparison.Ordinal);

        var own = await silo.AsAsync("lead:ina", "letter", "sign-off", id);
        Assert.Equal(1, own.ExitCode);
        Assert.StartsWith("error: letter.own-draft: ", own.Errors, StringComparison.Ordinal);
        Assert.Equal(4, (await silo.AsAsync("intake:ben", "letter", "sign-off", id)).ExitCode);
        Assert.Equal("LETTER_STATUS_SIGNED_OFF", (await DoneAsync("lead:lea", "letter", "sign-off", id)).GetProperty("status").GetString());
        Assert.StartsWith("error: letter.not-allowed: ", (await silo.AsAsync("intake:ina", "letter", "discard", id, "--reason", "late")).Errors, StringComparison.Ordinal);

        var shown = await silo.AsAsync("auditor", "letter", "show", id);
        Assert.All([id, caseId, "receipt, ar", "signed-off", "NOT REVIEWED", "by lea"], part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));
        var page = await silo.AsAsync("auditor", "letter", "render", id, "--format", "html");
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n", page.Output, StringComparison.Ordinal);
        Assert.Contains("<bdi>HC &amp; 118</bdi>", page.Output, StringComparison.Ordinal);
        var plain = await silo.AsAsync("auditor", "letter", "render", id);
        Assert.Equal(plain.Output, (await silo.AsAsync("auditor", "letter", "render", id, "--output", "json")).Json.GetProperty("content").GetString());

        var discarded = (await DoneAsync("intake:ina", [.. draft[..5], "--language", "fr", "--field", "contact=lert@company.example"])).GetProperty("letterId").GetString()!;
        await DoneAsync("intake:ina", "letter", "discard", discarded, "--reason", "One is enough.");
        var listed = await silo.AsAsync("lead", "letter", "list", caseId);
        Assert.All([id, discarded, "signed-off", "discarded", "2 in all"], part => Assert.Contains(part, listed.Output, StringComparison.Ordinal));
        Assert.All(listed.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain(discarded, (await silo.AsAsync("lead", "letter", "list", caseId, "--status", "signed-off")).Output, StringComparison.Ordinal);

        for (var tries = 0; ; tries++)
        {
            // The case hears of it by message.
            var story = await silo.AsAsync("lead", "case", "timeline", caseId);
            if (story.Output.Contains("discarded", StringComparison.Ordinal) || tries == 100)
            {
                Assert.All([id, "signed-off", "discarded", "lea"], part => Assert.Contains(part, story.Output, StringComparison.Ordinal));
                break;
            }
        }
    }

    [Fact]
    public async Task F8_All_that_is_missing_is_said_at_once_and_nothing_is_stored()
    {
        var caseId = await OpenAsync();
        var run = await silo.AsAsync("intake:ina", "letter", "draft", caseId, "--kind", "clarification", "--language", "es");
        Assert.Equal(1, run.ExitCode);
        Assert.All(["  fields.contact: ", "  fields.answer-by: ", "  fields.question: "], part => Assert.Contains(part, run.Errors, StringComparison.Ordinal));
        Assert.Contains("0 in all", (await silo.AsAsync("lead", "letter", "list", caseId)).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await silo.AsAsync("intake:ina", "letter", "draft", caseId, "--kind", "receipt", "--language", "es", "--field", "contact")).ExitCode);
    }

    [Fact]
    public async Task F8_The_templates_say_what_they_ask_for_and_who_has_reviewed_them()
    {
        var shown = await silo.AsAsync("intake", "letter", "templates");
        Assert.All(["extension-refused", "explanation", "NOT REVIEWED"], part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));
        var templates = (await silo.AsAsync("auditor", "letter", "templates", "--output", "json")).Json.GetProperty("templates");
        Assert.Equal(28, templates.GetArrayLength());
        Assert.Equal(4, (await silo.AsAsync("operator", "letter", "templates")).ExitCode);
    }

    private async Task<string> OpenAsync() => (await DoneAsync(
        "intake:ina", "case", "open", "--region", "us", "--regime", "us-2703f", "--trigger", silo.Now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"), "--agency", "Harbour City Police",
        "--officer", "Det. R. Vane", "--reference", "HC & 118")).GetProperty("caseId").GetString()!;

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, [.. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json;
    }
}
