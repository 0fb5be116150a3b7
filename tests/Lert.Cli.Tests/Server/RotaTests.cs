namespace Lert.Cli.Tests.Server;

/// <summary>A desk's rota from the command line, against the real silo: made, changed, shown, and given to a case that looks for somebody.</summary>
public class RotaTests(OwnSilo silo) : IClassFixture<OwnSilo>
{
    [Fact]
    public async Task A_rota_is_made_changed_and_tells_who_is_on_call()
    {
        const string Desk = "us-r-night-desk";
        foreach (var person in (string[])["ana", "bo"])
        {
            await RegisterAsync(person, Desk);
        }

        // Nobody has said how Cy is reached.
        var unreachable = await PutAsync(Desk, "ana", "cy");
        Assert.Equal(1, unreachable.ExitCode);
        Assert.All(["rota.no-contact-rule", "definition.layers[0].people[1]"], part => Assert.Contains(part, unreachable.Errors, StringComparison.Ordinal));
        Assert.Equal(0, (await PutAsync(Desk, "ana", "bo")).ExitCode);

        var now = await silo.AsAsync("specialist:ana", "oncall", "--rota", Desk, "--zone", "UTC");
        Assert.Equal(0, now.ExitCode);
        Assert.All(["Night desk", "times in UTC"], part => Assert.Contains(part, now.Output, StringComparison.Ordinal));
        Assert.All(now.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        var before = (await silo.AsAsync("specialist:ana", "oncall", "--rota", Desk, "-o", "json")).Json.GetProperty("desks")[0];
        var (first, other) = before.GetProperty("person").GetString() == "us-u-ana" ? ("us-u-ana", "bo") : ("us-u-bo", "ana");
        Assert.Equal(first, before.GetProperty("person").GetString());

        var (from, until) = (Wall(silo.Now.AddHours(-1)), Wall(silo.Now.AddHours(8)));
        Assert.Equal(0, (await silo.AsAsync("lead:lea", "rota", "override", Desk, "--from", from, "--until", until, "--person", other, "--reason", "ill")).ExitCode);
        Assert.Equal($"us-u-{other}", (await silo.AsAsync("lead:lea", "oncall", "--rota", Desk, "-o", "json")).Json.GetProperty("desks")[0].GetProperty("person").GetString());
        Assert.Equal(4, (await silo.AsAsync("specialist:ana", "rota", "override", Desk, "--from", from, "--until", until, "--person", other)).ExitCode);
        Assert.Equal(0, (await silo.AsAsync("specialist:ana", "rota", "note", Desk, "The agency calls back at six.")).ExitCode);
        Assert.Contains("The agency calls back at six.", (await silo.AsAsync("lead:lea", "oncall", "--rota", Desk)).Output, StringComparison.Ordinal);

        var chart = await silo.AsAsync("lead:lea", "oncall", "calendar", "--rota", Desk, "--weeks", "2", "--zone", "UTC");
        Assert.Equal(0, chart.ExitCode);
        Assert.All(["ana", "bo"], part => Assert.Contains(part, chart.Output, StringComparison.Ordinal));
        Assert.StartsWith("BEGIN:VCALENDAR", (await silo.AsAsync("lead:lea", "rota", "export", Desk, "--weeks", "2")).Output, StringComparison.Ordinal);

        // E12: nobody for a day, and everybody is told that there is such a day.
        Assert.Equal(0, (await silo.AsAsync("lead:lea", "rota", "gaps", Desk)).ExitCode);
        var (gone, back) = (Wall(silo.Now.AddDays(9)), Wall(silo.Now.AddDays(10)));
        Assert.Equal(0, (await silo.AsAsync("lead:lea", "rota", "override", Desk, "--from", gone, "--until", back, "--nobody")).ExitCode);
        Assert.Equal(1, (await silo.AsAsync("lead:lea", "rota", "gaps", Desk)).ExitCode);
        await EventuallyAsync(() => silo.AsAsync("lead:lea", "page", "list", "-o", "json"), run => run.Output.Contains("ALERT_KIND_ROTA_GAP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B11_A_case_finds_somebody_and_a_lead_gives_it_to_another()
    {
        const string Desk = "us-r-emergency";
        await RegisterAsync("dee", Desk);
        await RegisterAsync("eli", Desk);
        Assert.Equal(0, (await PutAsync(Desk, "dee")).ExitCode);
        var intake = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(
            intake, """{ "entity": "us", "danger": "a threat to a school", "contactNumber": "+1 555 0100", "items": [ { "accountId": "us-1", "category": "DATA_CATEGORY_BASIC_SUBSCRIBER" } ] }""");
        var opened = await silo.AsAsync(
            "intake:ivo", "case", "open", "--region", "us", "--kind", "emergency", "--regime", "us-edr", "--trigger", silo.Now.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            "--agency", "Harbour City Police", "--officer", "Det. R. Vane", "--reference", "HC-1", "--intake", intake, "-o", "json");
        File.Delete(intake);
        Assert.True(opened.ExitCode == 0, opened.Errors);
        var id = opened.Json.GetProperty("caseId").GetString()!;

        var found = await EventuallyAsync(() => silo.AsAsync("lead:lea", "case", "timeline", id), run => run.Output.Contains("us-u-dee: ", StringComparison.Ordinal));
        Assert.Contains("on call", found.Output, StringComparison.Ordinal);
        Assert.All(found.Output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
        Assert.Contains("us-u-dee", (await silo.AsAsync("lead:lea", "queue", "--desk", Desk, "-o", "json")).Output, StringComparison.Ordinal);

        // Eli is neither on duty nor on call.
        var refused = await silo.AsAsync("lead:lea", "case", "assign", id, "--to", "us-u-eli", "--reason", "knows the school");
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("error: responder.not-available: ", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await silo.AsAsync("specialist:eli", "responder", "duty", "on")).ExitCode);
        var given = await silo.AsAsync("lead:lea", "case", "assign", id, "--to", "us-u-eli", "--reason", "knows the school");
        Assert.True(given.ExitCode == 0, given.Errors);
        Assert.Contains("Pickedbyhand:knowstheschool", Dense(given.Output), StringComparison.Ordinal);

        Assert.Equal(0, (await silo.AsAsync("specialist:eli", "responder", "duty", "off")).ExitCode);
        Assert.Equal(0, (await silo.AsAsync("specialist:dee", "responder", "break", "--minutes", "60")).ExitCode);
        Assert.Equal(0, (await silo.AsAsync("lead:lea", "case", "unassign", id, "--reason", "is away")).ExitCode);
        var queue = await EventuallyAsync(() => silo.AsAsync("lead:lea", "queue", "--lead"), run => run.Output.Contains(id, StringComparison.Ordinal));
        Assert.Contains("nobody:lead'squeue", Dense(queue.Output), StringComparison.Ordinal);
    }

    private static async Task<Run> EventuallyAsync(Func<Task<Run>> run, Func<Run, bool> looks)
    {
        // Each run of the tool takes a good part of a second.
        for (var tries = 0; ; tries++)
        {
            var last = await run();
            if (looks(last) || tries == 40)
            {
                Assert.True(looks(last), last.Output + last.Errors);
                return last;
            }
        }
    }

    /// <summary>Without what the screen's width has put between words.</summary>
    private static string Dense(string picture) => string.Concat(picture.Where(sign => !char.IsWhiteSpace(sign)));

    private static string Wall(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm");

    private Task<Run> PutAsync(string desk, params string[] people) => Lert.RunWithAsync(silo.EnvironmentOf("lead:lea"), $$"""
        { "title": "Night desk", "zone": "UTC", "layers": [ {
            "name": "always", "startOn": "2026-01-05", "people": [{{string.Join(", ", people.Select(person => $"\"us-u-{person}\""))}}],
            "rotation": { "unit": "TURN_UNIT_WEEK", "day": 1, "at": "09:00" } } ] }
        """, "rota", "put", desk, "-");

    private async Task RegisterAsync(string person, string desk)
    {
        var put = await silo.AsAsync("lead:lea", "responder", "put", $"us-u-{person}", "--name", person, "--zone", "UTC", "--clearance", "standard", "--desk", desk);
        Assert.True(put.ExitCode == 0, put.Errors);
        Assert.Equal(0, (await silo.AsAsync($"specialist:{person}", "responder", "contacts", "--rule", $"webhook:device-of-{person}")).ExitCode);
    }
}
