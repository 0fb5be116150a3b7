using System.Globalization;
using System.Text.Json;

namespace Lert.Cli.Tests.Server;

/// <summary>The verbs against the real silo: real HTTP/2, real grains, real SQLite.</summary>
public class SiloTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task A_hold_lives_its_life_from_the_command_line()
    {
        var (caseId, holdId) = await HoldAsync("us-1700000001");

        var shown = await silo.AsAsync("auditor", "hold", "get", holdId);
        Assert.Equal(0, shown.ExitCode);
        Assert.All([holdId, caseId, "us-1700000001", "active", "America/Los_Angeles", "18 U.S.C."], part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));
        Assert.All(shown.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));

        Assert.Equal(1, (await DoneAsync("intake", "hold", "extend", holdId, "--reference", "again")).GetProperty("extensionsUsed").GetInt32());
        Assert.Equal("HOLD_STATUS_LOCKED", (await DoneAsync("producer:noor", "hold", "lock", holdId, "--reference", "w1")).GetProperty("status").GetString());
        Assert.Equal("HOLD_STATUS_ACTIVE", (await DoneAsync("producer:noor", "hold", "unlock", holdId, "--reference", "w1")).GetProperty("status").GetString());
        string[] release = ["hold", "release", holdId, "--ground", "withdrawn", "--reason", "Withdrawn."];
        Assert.Equal("HOLD_STATUS_ACTIVE", (await DoneAsync("lead:ana", release)).GetProperty("status").GetString());
        Assert.Equal("HOLD_STATUS_RELEASED", (await DoneAsync("lead:ben", release)).GetProperty("status").GetString());

        var late = await silo.AsAsync("intake", "hold", "extend", holdId, "--reference", "late");
        Assert.Equal(1, late.ExitCode);
        Assert.StartsWith("error: hold.released: ", late.Errors, StringComparison.Ordinal);
        Assert.Equal("grace", Field(await silo.AsAsync("auditor", "account", "get", "us-1700000001"), "Status"));
    }

    [Fact]
    public async Task An_operator_sees_the_machines_and_nobody_else_does()
    {
        var shown = await silo.AsAsync("operator", "cluster", "status");
        Assert.Equal(0, shown.ExitCode);
        Assert.All(["1 of 1 active", "sqlite", "0–255"], part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));
        Assert.All(shown.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));

        var document = await silo.AsAsync("operator", "cluster", "status", "--output", "json");
        Assert.Equal("Active", document.Json.GetProperty("members")[0].GetProperty("status").GetString());

        Assert.Equal(4, (await silo.AsAsync("lead", "cluster", "status")).ExitCode);
        var nothing = await silo.AsAsync("operator", "cluster", "confirm-restore", "--reason", "a drill");
        Assert.Equal(1, nothing.ExitCode);
        Assert.StartsWith("error: cluster.not-restored: ", nothing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_a_silo_has_open_is_no_copy_to_verify()
    {
        var run = await Lert.RunAsync("backup", "verify", "--store", Path.Combine(Path.GetDirectoryName(silo.Keys)!, "lert.db"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name the copy with exactly one of --store and --postgres")]
    [InlineData("name the copy with exactly one of --store and --postgres", "--store", "a.db", "--postgres", "Host=b")]
    [InlineData("there is no file 'nowhere.db'", "--store", "nowhere.db")]
    public async Task A_copy_is_named_once_and_is_there(string problem, params string[] named)
    {
        var run = await Lert.RunAsync(["backup", "verify", .. named]);

        Assert.Equal((2, $"error: {problem}"), (run.ExitCode, run.ErrorLines[0]));
    }

    [Fact]
    public async Task A_deletion_is_refused_with_its_reason_and_no_other_word()
    {
        await HoldAsync("us-1700000002");

        var run = await silo.AsAsync("deletion-pipeline", "account", "authorize-deletion", "us-1700000002", "--ticket", "DEL-1");

        Assert.Equal((1, "", 1), (run.ExitCode, run.Output, run.ErrorLines.Length));
        Assert.StartsWith("error: account.retained: ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await silo.AsAsync("deletion-pipeline", "account", "authorize-deletion", "us-never-held", "--ticket", "DEL-2")).ExitCode);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var run = await silo.AsAsync(
            "intake", "case", "open", "--region", "us", "--regime", "nothing", "--trigger", "2099-01-01T00:00Z", "--zone", "Mars/Olympus", "--agency", "", "--officer", "o", "--reference", "r");

        Assert.Equal(1, run.ExitCode);
        Assert.All(["request.invalid", "  regime: ", "  zone: ", "  trigger_at: ", "  agency: "], part => Assert.Contains(part, run.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_may_not_do_it_is_told_so()
    {
        Assert.Equal(4, (await silo.AsAsync("auditor", "case", "close", "us-c-00000000000000000000000000", "--reason", "r")).ExitCode);
        var stranger = await Lert.RunAsync("case", "list", "--address", silo.Address, "--token", "not.a.token");
        Assert.Equal(4, stranger.ExitCode);
        Assert.Contains("lert token", stranger.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_fit_the_screen_and_are_one_document_for_programs()
    {
        var (caseId, holdId) = await HoldAsync("us-1700000003");

        var table = await silo.AsAsync("auditor", "hold", "list", "--case", caseId);
        Assert.Contains(holdId, table.Output, StringComparison.Ordinal);
        Assert.All(table.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        var json = await silo.AsAsync("auditor", "hold", "list", "--account", "us-1700000003", "--status", "active", "--output", "json");
        Assert.Equal(holdId, Assert.Single(json.Json.GetProperty("holds").EnumerateArray()).GetProperty("holdId").GetString());
        Assert.Equal(0, (await silo.AsAsync("auditor", "hold", "list", "--account", "us-1700000003", "--status", "released", "-o", "json")).Json.GetProperty("holds").GetArrayLength());
        Assert.Contains(caseId, (await silo.AsAsync("auditor", "case", "list", "--limit", "1000")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_shows_one_actor_and_verifies()
    {
        var (_, holdId) = await HoldAsync("us-1700000004");

        var shown = await silo.AsAsync("auditor", "journal", "show", $"hold/{holdId}", "--output", "json");
        Assert.Equal("hold.placed.v1", JsonDocument.Parse(shown.Output.Split('\n')[0]).RootElement.GetProperty("type").GetString());
        var verified = await silo.AsAsync("auditor", "journal", "verify", "--output", "json");
        Assert.Equal(0, verified.ExitCode);
        Assert.True(verified.Json.GetProperty("verified").GetBoolean());
        Assert.True(verified.Json.GetProperty("lines").GetInt64() > 0);
        Assert.Equal(4, (await silo.AsAsync("lead:ana", "journal", "verify")).ExitCode);
    }

    [Fact]
    public async Task A_watch_tells_everything_and_goes_on_from_its_token()
    {
        var (_, holdId) = await HoldAsync("us-1700000005");
        var first = await silo.AsAsync("auditor", "hold", "watch", "--from-start", "--hold", holdId, "--until-quiet", "--output", "json");
        Assert.Equal(0, first.ExitCode);
        var told = first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["hold.placed.v1"], told.Select(line => line.GetProperty("change").GetProperty("type").GetString()));

        await DoneAsync("intake", "hold", "extend", holdId, "--reference", "again");
        var second = await silo.AsAsync(
            "auditor", "hold", "watch", "--resume", told[0].GetProperty("resumeToken").GetString()!, "--hold", holdId, "--limit", "1", "--output", "json");
        Assert.Equal("hold.extended.v1", second.Json.GetProperty("change").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Lines_of_a_stream_fit_the_screen()
    {
        var (_, holdId) = await HoldAsync("us-1700000006");
        await DoneAsync("lead:ana", "hold", "release", holdId, "--ground", "withdrawn", "--reason", "Withdrawn.");

        foreach (var args in new string[][]
        {
            ["journal", "show"], ["hold", "watch", "--from-start", "--until-quiet"], ["account", "watch", "--from-start", "--until-quiet"], ["case", "list", "--limit", "1"],
        })
        {
            var run = await silo.AsAsync("auditor", args);
            Assert.Equal(0, run.ExitCode);
            Assert.NotEmpty(run.Output);
            Assert.All(run.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        }
    }

    [Fact]
    public async Task An_import_reports_every_line_and_may_be_run_again()
    {
        var at = Instant(silo.Now.AddMinutes(-5));
        var (file, report) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllLinesAsync(file,
        [
            $$"""{"id":"a","as":"intake","do":"case.open","region":"us","kind":"preservation","regime":"us-2703f","trigger_at":"{{at}}","agency":"A","officer":"O","agency_reference":"R-{{silo.Now.Ticks}}"}""",
            """{"id":"b","as":"intake","do":"hold.place-batch","case":"a","accounts":["us-1700000010","us-1700000011"]}""",
            """{"id":"c","as":"deletion-pipeline","do":"account.authorize-deletion","account":"us-1700000010","ticket":"T","expect":"account.retained"}""",
            """{"id":"d","as":"intake","do":"hold.place","case":"a","account":"us-../x"}""",
            """{"id":"e","as":"intake","do":"case.open","region":"us","expect":"request.invalid"}""",
        ]);

        var first = await silo.AsAsync("auditor", "import", file, "--keys", silo.Keys, "--report", report);

        Assert.Equal(1, first.ExitCode);
        Assert.Contains("line 4 (d) hold.place: request.invalid", first.Errors, StringComparison.Ordinal);
        Assert.Contains("account.account_id: ", first.Errors, StringComparison.Ordinal);
        var told = JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement;
        Assert.Equal((5, 2, 2, 1), (Count(told, "lines"), Count(told, "ok"), Count(told, "refusedAsExpected"), Count(told, "failed")));
        var lines = await LinesAsync();

        var second = await silo.AsAsync("auditor", "import", file, "--keys", silo.Keys, "--output", "json");

        Assert.Equal((1, 2), (second.ExitCode, Count(second.Json, "ok")));
        // Nothing happened twice; only the refused deletion may be journaled each time that it is asked.
        Assert.InRange(await LinesAsync() - lines, 0, 1);
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_crash_is_there_after_it()
    {
        using var own = new OwnSilo();
        await own.InitializeAsync();
        var opened = await own.AsAsync("intake", Open(own));
        await own.CrashAsync();

        var shown = await own.AsAsync("auditor", "case", "get", opened.Json.GetProperty("caseId").GetString()!, "-o", "json");

        Assert.Equal((0, "CASE_STATUS_RECEIVED"), (shown.ExitCode, shown.Json.GetProperty("status").GetString()));
        Assert.Equal(0, (await own.AsAsync("auditor", "journal", "verify")).ExitCode);
        await own.DisposeAsync();
    }

    private static int Count(JsonElement report, string name) => report.GetProperty(name).GetInt32();

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string[] Open(OwnSilo silo) =>
    [
        "case", "open", "--region", "us", "--regime", "us-2703f", "--trigger", Instant(silo.Now.AddMinutes(-5)),
        "--agency", "Harbor County Sheriff", "--officer", "R. Vane", "--reference", "HC-1", "-o", "json",
    ];

    private async Task<long> LinesAsync() => (await silo.AsAsync("auditor", "journal", "verify", "-o", "json")).Json.GetProperty("lines").GetInt64();

    private async Task<(string CaseId, string HoldId)> HoldAsync(string account)
    {
        var opened = await DoneAsync("intake", Open(silo)[..^2]);
        var caseId = opened.GetProperty("caseId").GetString()!;
        return (caseId, (await DoneAsync("intake", "hold", "place", "--case", caseId, "--account", account)).GetProperty("holdId").GetString()!);
    }

    private async Task<JsonElement> DoneAsync(string who, params string[] args)
    {
        var run = await silo.AsAsync(who, [.. args, "--output", "json"]);
        Assert.True(run.ExitCode == 0, $"lert {string.Join(' ', args)}: {run.Errors}");
        return run.Json;
    }

    private static string Field(Run run, string name) =>
        run.Output.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
}
