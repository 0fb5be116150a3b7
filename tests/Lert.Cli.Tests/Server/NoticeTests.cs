using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>Whether and when a user is told, from the command line.</summary>
public sealed class NoticeTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    private string Yesterday => silo.Now.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private string Now => silo.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");

    [Fact]
    public async Task G1_G2_G3_An_order_is_recorded_extended_reviewed_and_lifted_and_the_user_is_told()
    {
        var id = await ApprovedAsync("notice-life");
        var owed = await silo.AsAsync("specialist:sue", "notice", "show", id);
        Assert.All(["is told before", "notice.not-given", "policy-notice"], part => Assert.Contains(part, owed.Output, StringComparison.Ordinal));
        var queue = (await DoneAsync("lead:lea", "queue")).GetRawText();
        Assert.All([id, "policy-notice"], part => Assert.Contains(part, queue, StringComparison.Ordinal));

        var silent = await DoneAsync("intake:ina", "notice", "order", id, "--basis", "court-order", "--authority", "N.D. Cal.", "--reference", "26-mj-118", "--from", Yesterday, "--days", "180");
        Assert.Equal("o1", silent.GetProperty("orders")[0].GetProperty("orderId").GetString());
        Assert.Equal("", silent.GetProperty("refusal").GetString());
        var shorter = await silo.AsAsync("intake:ina", "notice", "extend", id, "--order", "o1", "--reference", "26-mj-200", "--from", Yesterday, "--days", "10");
        Assert.Contains("notice.order-not-longer", shorter.Errors, StringComparison.Ordinal);
        var open = await DoneAsync("intake:ina", "notice", "extend", id, "--order", "o1", "--reference", "26-mj-200", "--from", Yesterday, "--no-end");
        Assert.False(open.GetProperty("orders")[0].TryGetProperty("endsAt", out _));
        var reviewed = await silo.AsAsync("counsel:carl", "notice", "review", id, "--order", "o1", "--finding", "The court says that it stands.");
        Assert.Contains("silence-review-o1-2", reviewed.Output, StringComparison.Ordinal);
        var silenced = await silo.AsAsync("lead:lea", "notice", "given", id, "--channel", "mail", "--at", Now, "--reference", "notice-7");
        Assert.Contains("notice.silenced", silenced.Errors, StringComparison.Ordinal);
        await DoneAsync("counsel:carl", "notice", "lift", id, "--order", "o1", "--reference", "vacated", "--reason", "The court vacated it.");
        var told = await silo.AsAsync("lead:lea", "notice", "given", id, "--channel", "in-app", "--at", Now, "--reference", "notice-7");
        Assert.All(["us-notice-life by in-app", "notice.period-running"], part => Assert.Contains(part, told.Output, StringComparison.Ordinal));

        var story = await silo.AsAsync("lead:lea", "case", "timeline", id);
        Assert.Contains("order of silence o1 is over", Flat(story.Output), StringComparison.Ordinal);
        Assert.Contains("silence-review-o1-2", story.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task G4_G7_An_exception_takes_two_people_and_a_government_delay_is_none()
    {
        var id = await ApprovedAsync("notice-except");
        var delay = await silo.AsAsync("intake:ina", "notice", "order", id, "--basis", "government-delay", "--authority", "U.S. Attorney", "--reference", "D-1");
        Assert.Contains("notice.governments-own", delay.Errors, StringComparison.Ordinal);
        var once = await silo.AsAsync("lead:lea", "notice", "except", id, "--ground", "child-exploitation", "--reason", "The images are of his children.");
        Assert.Contains("another person must say so", once.Output, StringComparison.Ordinal);
        var twice = await silo.AsAsync("counsel:carl", "notice", "except", id, "--ground", "child-exploitation", "--reason", "So they are.");
        Assert.All(["stands", "may go"], part => Assert.Contains(part, twice.Output, StringComparison.Ordinal));
        var revoked = await silo.AsAsync("counsel:carl", "notice", "revoke", id, "--reason", "They were somebody else's.");
        Assert.Contains("notice.not-given", revoked.Output, StringComparison.Ordinal);
        Assert.Contains("no longer holds", Flat((await silo.AsAsync("lead:lea", "case", "timeline", id)).Output), StringComparison.Ordinal);
        Assert.Equal(2, (await silo.AsAsync("intake:ina", "notice", "order", id, "--basis", "court-order", "--authority", "x", "--reference", "x", "--from", Now, "--days", "3", "--one-year")).ExitCode);
    }

    private static string Flat(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A warrant that two people have approved.</summary>
    private async Task<string> ApprovedAsync(string which)
    {
        var intake = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                intake,
                $$"""{"entity":"us","issuingAuthority":"a court","signedBy":"Judge B","offence":"fraud","items":[{"category":"DATA_CATEGORY_BASIC_SUBSCRIBER","accountId":"us-{{which}}"}]}""");
            var id = (await DoneAsync(
                "intake:ina", "case", "open", "--region", "us", "--kind", "warrant", "--regime", "us-warrant", "--trigger", Yesterday, "--agency", "Harbour City Police", "--officer", "Det. R. Vane",
                "--reference", which, "--intake", intake)).GetProperty("caseId").GetString()!;
            await DoneAsync("intake:ina", "case", "triage", id);
            await DoneAsync("specialist:sue", "case", "advance", id, "--to", "validating");
            await DoneAsync("specialist:sue", "case", "advance", id, "--to", "legal-review");
            await DoneAsync("lead:lea", "case", "approve", id, "--reason", "Valid on its face.");
            await DoneAsync("counsel:carl", "case", "approve", id, "--reason", "Valid on its face.");
            return id;
        }
        finally
        {
            File.Delete(intake);
        }
    }

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, [.. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Json;
    }
}
