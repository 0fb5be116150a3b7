using System.Globalization;
using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>A request for data on its way, from the command line: its checklist, a narrowing, a dispute, what leaves by hand, and the ends at the side.</summary>
public class CaseVerbTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task J12_A_checklist_is_shown_ticked_and_asked_for()
    {
        var id = await OpenAsync("court-order", "us-2703d", "O-1");
        await WalkAsync(id);
        var early = await silo.AsAsync("lead:ana", "case", "approve", id, "--reason", "Fine.");
        Assert.Equal(1, early.ExitCode);
        Assert.StartsWith("error: case.playbook-open: ", early.Errors, StringComparison.Ordinal);
        Assert.Contains("(facts)", early.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await silo.AsAsync("specialist:sam", "case", "tick", id, "facts", "--note", "Page 2.")).ExitCode);
        var shown = await silo.AsAsync("auditor", "case", "playbook", id);
        Assert.All(["facts", "Page 2.", "sam", "Before", "1 of 5 done"], part => Assert.Contains(part, Flat(shown.Output), StringComparison.OrdinalIgnoreCase));
        Assert.All(shown.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        Assert.Equal("Page 2.", (await silo.AsAsync("auditor", "case", "playbook", id, "-o", "json")).Json.GetProperty("steps")[1].GetProperty("note").GetString());
        Assert.Equal("CASE_STATUS_APPROVED", await StatusAsync("lead:ana", "approve", id, "--reason", "Fine."));
        Assert.Contains("step 'facts' is done: Page 2.", Flat((await silo.AsAsync("auditor", "case", "timeline", id)).Output), StringComparison.Ordinal);

        Assert.Equal(0, (await silo.AsAsync("counsel:carl", "case", "untick", id, "facts", "--reason", "Another case's page.")).ExitCode);
        Assert.Contains("0 of 5 done", (await silo.AsAsync("auditor", "case", "playbook", id)).Output, StringComparison.Ordinal);
        Assert.Contains("case.playbook-newest", (await silo.AsAsync("lead:ana", "case", "adopt-playbook", id, "--reason", "x")).Errors, StringComparison.Ordinal);
        Assert.Contains("case.step-unknown", (await silo.AsAsync("lead:ana", "case", "tick", id, "nowhere")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B1_A_warrant_is_narrowed_disputed_collected_and_delivered_by_hand()
    {
        var id = await OpenAsync("warrant", "us-warrant", "W-1");
        await DoneAsync("intake:ina", "translation", id, "--reference", "TR-1");
        await DoneAsync("intake:ina", "amend", id, "--field", "officer", "--value", "Det. R. Vance", "--reason", "Misread.");
        await WalkAsync(id);
        var wrong = await silo.AsAsync("lead:ana", "case", "narrow", id, "--keep", "i1=yesterday", "--reason", "x");
        Assert.Equal((2, "error: --keep: 'i1=yesterday' is not of the form ITEM=FROM..UNTIL, such as i2=2026-01-01..2026-01-31"), (wrong.ExitCode, wrong.ErrorLines[0]));
        Assert.Contains("items[0].from: ", (await silo.AsAsync("lead:ana", "case", "narrow", id, "--keep", "i1=1.1.26..", "--reason", "x")).Errors, StringComparison.Ordinal);
        var narrowed = await DoneAsync("lead:ana", "narrow", id, "--keep", "i1=2026-01-01..2026-01-31", "--reason", "A year is too much.");
        Assert.Equal("2026-01-31", narrowed.GetProperty("file").GetProperty("narrowing")[0].GetProperty("until").GetString());
        Assert.Equal("CASE_STATUS_CHALLENGED", await StatusAsync("counsel:carl", "challenge", id, "--ground", "overbroad", "--reason", "It names no time."));
        Assert.Equal("CASE_STATUS_LEGAL_REVIEW", await StatusAsync("counsel:carl", "resolve-challenge", id, "--reason", "Denied."));
        await DoneAsync("lead:ana", "approve", id, "--reason", "Fine.");
        Assert.Equal("CASE_STATUS_NARROWED", await StatusAsync("counsel:carl", "approve", id, "--reason", "Fine."));
        await DoneAsync("producer:pia", "advance", id, "--to", "collecting");
        await DoneAsync("producer:pia", "record-item", id, "--item", "i1", "--account", "us-1700000001", "--outcome", "collected");
        await DoneAsync("producer:pia", "advance", id, "--to", "quality-check");
        var hash = (await DoneAsync("producer:pia", "advance", id, "--to", "disclosure-approval")).GetProperty("file").GetProperty("scopeHash").GetString()!;
        await DoneAsync("lead:ana", "approve-disclosure", id, "--scope-hash", hash, "--reason", "Fine.");
        await DoneAsync("counsel:carl", "approve-disclosure", id, "--scope-hash", hash, "--reason", "Fine.");
        Assert.Contains("notice.not-given", (await silo.AsAsync("producer:pia", "case", "deliver", id, "--reference", "D-1")).Errors, StringComparison.Ordinal);
        var silenced = await silo.AsAsync(
            "intake:ina", "notice", "order", id, "--basis", "court-order", "--authority", "a court", "--reference", "26-mj-118", "--from", silo.Now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "--days", "90");
        Assert.True(silenced.ExitCode == 0, silenced.Errors);
        Assert.Equal("CASE_STATUS_DELIVERED", await StatusAsync("producer:pia", "deliver", id, "--reference", "D-1"));
        Assert.Equal("CASE_STATUS_ACKNOWLEDGED", await StatusAsync("producer:pia", "receipt", id, "--reference", "R-1"));
    }

    [Fact]
    public async Task A_promise_waits_and_goes_on_and_the_law_does_not()
    {
        var id = await OpenAsync("warrant", "us-warrant", "W-2");
        Assert.Contains("clock.legal-cannot-pause", (await silo.AsAsync("lead:ana", "case", "pause-clock", id, "--clock", "us-warrant", "--reason", "x")).Errors, StringComparison.Ordinal);
        await DoneAsync("lead:ana", "pause-clock", id, "--clock", "policy-answer", "--reason", "Away until Monday.");
        await DoneAsync("lead:ana", "resume-clock", id, "--clock", "policy-answer");
        var met = await DoneAsync("lead:ana", "meet-clock", id, "--clock", "policy-answer", "--reason", "Told by telephone.");
        Assert.Equal("CLOCK_STATUS_MET", met.GetProperty("file").GetProperty("clocks").EnumerateArray().Single(clock => clock.GetProperty("clockId").GetString() == "policy-answer").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_case_ends_at_the_side_and_says_why()
    {
        var (first, second) = (await OpenAsync("warrant", "us-warrant", "W-3"), await OpenAsync("warrant", "us-warrant", "W-4"));
        Assert.Equal("CASE_STATUS_DUPLICATE", await StatusAsync("intake:ina", "duplicate", second, "--of", first, "--reason", "Sent twice."));
        var withdrawn = await DoneAsync("intake:ina", "withdraw", first, "--reason", "The charges were dropped.", "--may-release-holds");
        Assert.True(withdrawn.GetProperty("file").GetProperty("mayReleaseHolds").GetBoolean());
        Assert.Contains("case.not-restricted", (await silo.AsAsync("lead:ana", "case", "grant-access", first, "--subject", "bea", "--reason", "x")).Errors, StringComparison.Ordinal);
        Assert.Contains("case.nothing-to-review", (await silo.AsAsync("lead:ana", "case", "review-break-glass", first, "--finding", "x")).Errors, StringComparison.Ordinal);
        Assert.Contains("case.not-emergency", (await silo.AsAsync("intake:ina", "case", "follow-up", first, "--reference", "x")).Errors, StringComparison.Ordinal);
        var none = await silo.AsAsync("lead:ana", "case", "choose-account", first, "--handle", "@dawn", "--account", "us-1700000001", "--used-on", "2026-05-01", "--reason", "x");
        Assert.Contains("scope.choice-invalid", none.Errors, StringComparison.Ordinal);
    }

    private async Task<string> OpenAsync(string kind, string regime, string reference)
    {
        var intake = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            intake,
            $$"""
            { "entity": "us", "issuingAuthority": "a court", "signedBy": "Judge B", "offence": "fraud", "orderDate": "{{silo.Now.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}}",
              "items": [{ "accountId": "us-1700000001", "category": "DATA_CATEGORY_BASIC_SUBSCRIBER" }, { "accountId": "us-1700000001", "category": "DATA_CATEGORY_OTHER_RECORDS" }] }
            """);
        var opened = await silo.AsAsync(
            "intake:ina", "case", "open", "--region", "us", "--kind", kind, "--regime", regime, "--trigger", silo.Now.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "--agency", "Harbour City Police", "--officer", "Det. R. Vane", "--reference", reference, "--intake", intake, "--output", "json");
        Assert.True(opened.ExitCode == 0, opened.Errors);
        return opened.Json.GetProperty("caseId").GetString()!;
    }

    private async Task WalkAsync(string id)
    {
        await DoneAsync("intake:ina", "triage", id);
        await DoneAsync("intake:ina", "advance", id, "--to", "validating");
        await DoneAsync("specialist:sam", "advance", id, "--to", "legal-review");
    }

    private async Task<string?> StatusAsync(string who, string verb, params string[] args) => (await DoneAsync(who, [verb, .. args])).GetProperty("status").GetString();

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, ["case", .. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, $"lert case {string.Join(' ', args)}: {run.Errors}");
        return run.Json;
    }

    private static string Flat(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
