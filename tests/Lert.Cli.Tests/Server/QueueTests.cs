using System.Globalization;
using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary><c>lert queue</c> on a real silo: what is done but owes its user a notice is still work.</summary>
public sealed class QueueTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task G1_A_case_that_is_done_is_in_the_queue_for_as_long_as_it_owes_its_user_a_notice()
    {
        var id = await AcknowledgedAsync();
        Assert.DoesNotContain(id, await QueueAsync(), StringComparison.Ordinal);

        // The order is over: what it kept back is due.
        await DoneAsync("counsel:carl", "notice", "lift", id, "--order", "o1", "--reference", "vacated", "--reason", "The court vacated it.");
        foreach (var args in new string[][] { [], ["--desk", "us-r-intake"], ["--unassigned"], ["--limit", "1"] })
        {
            var shown = await QueueAsync(args);
            Assert.All([id, "policy-notice", "acknowledged"], part => Assert.Contains(part, shown, StringComparison.Ordinal));
        }

        foreach (var args in new string[][] { ["--desk", "us-r-legal"], ["--assignee", "us-u-nobody"], ["--lead"] })
        {
            Assert.DoesNotContain(id, await QueueAsync(args), StringComparison.Ordinal);
        }

        await DoneAsync("lead:lea", "notice", "given", id, "--channel", "mail", "--at", silo.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture), "--reference", "notice-7");
        Assert.DoesNotContain(id, await QueueAsync(), StringComparison.Ordinal);
    }

    /// <summary>A warrant that was answered under an order of silence, and whose receipt is confirmed.</summary>
    private async Task<string> AcknowledgedAsync()
    {
        var yesterday = silo.Now.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var intake = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            intake,
            """{ "entity": "us", "issuingAuthority": "a court", "signedBy": "Judge B", "offence": "fraud", "items": [{ "accountId": "us-1700000001", "category": "DATA_CATEGORY_BASIC_SUBSCRIBER" }] }""");
        var id = (await DoneAsync(
            "intake:ina", "case", "open", "--region", "us", "--kind", "warrant", "--regime", "us-warrant", "--trigger", yesterday, "--agency", "Harbour City Police", "--officer", "Det. R. Vane",
            "--reference", "Q-1", "--intake", intake)).GetProperty("caseId").GetString()!;
        File.Delete(intake);
        await DoneAsync("intake:ina", "case", "triage", id);
        await DoneAsync("specialist:sam", "case", "advance", id, "--to", "validating");
        await DoneAsync("specialist:sam", "case", "advance", id, "--to", "legal-review");
        await DoneAsync("lead:lea", "case", "approve", id, "--reason", "Fine.");
        await DoneAsync("counsel:carl", "case", "approve", id, "--reason", "Fine.");
        await DoneAsync("intake:ina", "notice", "order", id, "--basis", "court-order", "--authority", "a court", "--reference", "26-mj-118", "--from", yesterday, "--days", "90");
        await DoneAsync("producer:pia", "case", "advance", id, "--to", "collecting");
        await DoneAsync("producer:pia", "case", "record-item", id, "--item", "i1", "--account", "us-1700000001", "--outcome", "collected");
        await DoneAsync("producer:pia", "case", "advance", id, "--to", "quality-check");
        var hash = (await DoneAsync("producer:pia", "case", "advance", id, "--to", "disclosure-approval")).GetProperty("file").GetProperty("scopeHash").GetString()!;
        await DoneAsync("lead:lea", "case", "approve-disclosure", id, "--scope-hash", hash, "--reason", "Fine.");
        await DoneAsync("counsel:carl", "case", "approve-disclosure", id, "--scope-hash", hash, "--reason", "Fine.");
        await DoneAsync("producer:pia", "case", "deliver", id, "--reference", "D-1");
        await DoneAsync("producer:pia", "case", "receipt", id, "--reference", "R-1");
        return id;
    }

    private async Task<string> QueueAsync(params string[] args)
    {
        var run = await silo.AsAsync("lead:lea", ["queue", .. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run.Output.Replace("CASE_STATUS_ACKNOWLEDGED", "acknowledged", StringComparison.Ordinal);
    }

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, [.. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, $"lert {string.Join(' ', args)}: {run.Errors}");
        return run.Json;
    }
}
