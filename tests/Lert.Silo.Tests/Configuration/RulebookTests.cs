using Lert.Domain.Deciding;
using Lert.Silo.Configuration;
using Lert.Silo.Rulebooks;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Configuration;

/// <summary>The law and the policy of a deployment as files: checked at the start, all at once, and in force for what begins after it.</summary>
public sealed class RulebookTests : IDisposable
{
    private const string Poll = "--Lert:Pumps:PollInterval=00:00:00.020";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_that_is_wrong_with_any_of_the_files_is_said_at_once()
    {
        var options = new RulebookOptions
        {
            Regimes = Write("regimes.json", "{}"),
            Holidays = _folder.At("no-such.csv"),
            RequestKinds = Write("kinds.json", Shipped("Intake.request-kinds.json").Replace("\"approvers\": 1", "\"approvers\": 9", StringComparison.Ordinal)),
            RequesterPolicy = Write("policy.json", "{"),
            Notices = Write("notice.json", Shipped("Notices.notice.json").Replace("\"nobody\"", "\"somebody\"", StringComparison.Ordinal)),
            Playbooks = Write("playbooks.json", Shipped("Playbooks.playbooks.json").Replace("\"version\": 1", "\"version\": 0", StringComparison.Ordinal)),
        };
        var loaded = Rulebook.Load(options);
        Assert.Null(loaded.Book);
        foreach (var part in new[]
        {
            "Lert:Rules:Holidays: '", "Lert:Rules:Regimes: ", "Lert:Rules:RequestKinds: kind 'preservation': approvers lie from 1 to 5", "Lert:Rules:RequesterPolicy: requester policy: not as expected",
            "Lert:Rules:Notices: kind 'preservation': 'somebody' is no duty", "Lert:Rules:Playbooks: playbook 'preservation': a version is at least 1",
        })
        {
            Assert.Contains(loaded.Problems, problem => problem.StartsWith(part, StringComparison.Ordinal));
        }

        // And so says the start, beside what is wrong with the other settings.
        var refused = Assert.Throws<SettingsException>(() => SiloHost.Build(
            ["--environment=Development", "--Lert:Api:Regions:0=us", $"--Lert:Rules:Notices={options.Notices}", $"--Lert:Rules:Holidays={options.Holidays}", "--Lert:Pumps:MaxInFlight=0"]));
        Assert.Contains(refused.Problems, problem => problem.StartsWith("Lert:Rules:Notices: kind 'preservation'", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.StartsWith("Lert:Rules:Holidays: '", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Contains("MaxInFlight", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kind_that_stands_on_a_regime_that_is_not_there_is_found()
    {
        var kinds = Write("kinds.json", Shipped("Intake.request-kinds.json").Replace("\"us-takeitdown\": \"consent\"", "\"us-wish\": \"consent\"", StringComparison.Ordinal));
        Assert.Equal(
            ["Lert:Rules:RequestKinds: kind 'RemovalRequest' stands on the regime 'us-wish', which is none."], Rulebook.Load(new RulebookOptions { RequestKinds = kinds }).Problems.AsEnumerable());
    }

    [Fact]
    public void What_is_left_out_is_what_ships()
    {
        var (book, rules) = (Rulebook.Load(new RulebookOptions()).Book!, new Rules(Lert.Domain.Legal.RegimeBook.BuiltIn));
        Assert.Equal((rules.Regimes, rules.Intake, rules.Requesters, rules.Notices, rules.Playbooks), (book.Regimes, book.Intake, book.Requesters, book.Notices, book.Playbooks));
    }

    [Fact]
    public async Task B5_A_start_with_other_holidays_counts_open_clocks_anew_and_journals_the_difference()
    {
        var holidays = Write("holidays.csv", Shipped("Legal.holidays.csv"));
        await using var silo = await SiloUnderTest.StartAsync($"--Lert:Rules:Holidays={holidays}", Poll);
        var id = await OnceAsync(silo, async caller =>
        {
            var opened = await caller.Cases.OpenAsync(Warrant("w-1"));
            // Day 14 is Thursday 2026-01-29 in Los Angeles.
            Assert.Equal(Some.Instant("2026-01-30T01:00:00Z"), opened.File.Clocks.Single(clock => clock.ClockId == "us-warrant").DueInternal.ToDateTimeOffset());
            return opened.CaseId;
        });

        await File.AppendAllTextAsync(holidays, "us-federal,2026-01-29,A day of mourning\n");
        await silo.RestartAsync();
        await CountedAsync();
        // Once: the next start finds nothing to count.
        await silo.RestartAsync();
        await CountedAsync();

        Task<bool> CountedAsync() => OnceAsync(silo, async caller =>
        {
            await Eventually.TrueAsync(
                async () => (await caller.Cases.GetAsync(new GetCaseRequest { CaseId = id })).File.Clocks.Single(clock => clock.ClockId == "us-warrant").DueInternal.ToDateTimeOffset() == Some.Instant("2026-01-29T01:00:00Z"),
                "the clock is counted anew");
            await Eventually.TrueAsync(() => Task.FromResult(silo.Log.Lines.Any(line => line.Text.Contains("counted anew by the rules in force", StringComparison.Ordinal))), "the sweep is over");
            var story = await caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = id, PageSize = 1_000 });
            Assert.Single(story.Entries, entry => entry.Text == "clock us-warrant was counted again: 2026-01-30 01:00Z → 2026-01-29 01:00Z");
            return true;
        });
    }

    [Fact]
    public async Task A_case_whose_clocks_cannot_be_counted_anew_keeps_none_behind_it_waiting()
    {
        var holidays = Write("holidays.csv", Shipped("Legal.holidays.csv"));
        await using var silo = await SiloUnderTest.StartAsync($"--Lert:Rules:Holidays={holidays}", Poll);
        var ids = await OnceAsync(silo, async caller =>
            new[] { (await caller.Cases.OpenAsync(Warrant("w-1"))).CaseId, (await caller.Cases.OpenAsync(Warrant("w-2"))).CaseId }.Order(StringComparer.Ordinal).ToArray());

        await File.AppendAllTextAsync(holidays, "us-federal,2026-01-29,A day of mourning\n");
        await silo.RestartAsync(prepare: store => store.FailCommits(commit => commit.Actor.Key == ids[0] ? new Store.DataLossException("rotten") : null));

        await OnceAsync(silo, async caller =>
        {
            await Eventually.TrueAsync(
                async () => (await caller.Cases.GetAsync(new GetCaseRequest { CaseId = ids[1] })).File.Clocks.Single(clock => clock.ClockId == "us-warrant").DueInternal.ToDateTimeOffset() == Some.Instant("2026-01-29T01:00:00Z"),
                "the clock of the case behind it is counted anew");
            return true;
        });
        Assert.Contains(silo.Log.Lines, line => line.Text.Contains("of an open case could not be counted anew", StringComparison.Ordinal));
        // The first start was done; this one is not.
        Assert.Single(silo.Log.Lines, line => line.Text.Contains("were counted anew by the rules in force", StringComparison.Ordinal));
    }

    [Fact]
    public async Task G1_What_a_kind_owes_is_the_deployments_and_a_case_keeps_what_it_owed_when_it_was_opened()
    {
        var notices = Write("notice.json", Owes("after"));
        await using var silo = await SiloUnderTest.StartAsync($"--Lert:Rules:Notices={notices}", Poll);
        var first = await OnceAsync(silo, async caller => (await caller.Cases.OpenAsync(Warrant("w-1"))).CaseId);
        await File.WriteAllTextAsync(notices, Owes("before"));
        await silo.RestartAsync();
        await OnceAsync(silo, async caller =>
        {
            var second = (await caller.Cases.OpenAsync(Warrant("w-2"))).CaseId;
            var client = new NoticeService.NoticeServiceClient(caller.As("lead"));
            Assert.Equal(NoticeDuty.After, (await client.GetAsync(new GetNoticeRequest { CaseId = first })).Duty);
            Assert.Equal(NoticeDuty.Before, (await client.GetAsync(new GetNoticeRequest { CaseId = second })).Duty);
            var story = await caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = first, PageSize = 1_000 });
            Assert.Single(story.Entries, entry => entry.Type == "case.rules-taken.v1" && entry.Text.Contains("'edition of after/", StringComparison.Ordinal));
            return true;
        });
    }

    [Fact]
    public async Task What_kinds_of_request_ask_for_and_what_makes_an_officer_suspicious_is_the_deployments()
    {
        var kinds = Write("kinds.json", Shipped("Intake.request-kinds.json").Replace("\"approvers\": 2, \"languages\": [\"en\"], \"promise\": 72", "\"approvers\": 2, \"languages\": [\"en\"], \"promise\": 10", StringComparison.Ordinal));
        var policy = Write("policy.json", Shipped("Requesters.requester-policy.json").Replace("\"edition\": \"first edition\"", "\"edition\": \"ours\"", StringComparison.Ordinal));
        await using var silo = await SiloUnderTest.StartAsync($"--Lert:Rules:RequestKinds={kinds}", $"--Lert:Rules:RequesterPolicy={policy}");
        await OnceAsync(silo, async caller =>
        {
            var opened = await caller.Cases.OpenAsync(Warrant("w-1"));
            Assert.Equal(Some.Start.AddHours(10), opened.File.Clocks.Single(clock => clock.ClockId == "policy-answer").DueInternal.ToDateTimeOffset());
            var story = await caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = opened.CaseId, PageSize = 1_000 });
            Assert.Single(story.Entries, entry => entry.Text.Contains("the policy on requesters 'ours/", StringComparison.Ordinal));
            return true;
        });
    }

    private static string Owes(string duty) =>
        $$"""{ "edition": "edition of {{duty}}", "otherwise": { "duty": "{{duty}}", "because": "It is so.", "source": "our policy" }, "kinds": [] }""";

    private static async Task<T> OnceAsync<T>(SiloUnderTest silo, Func<Caller, Task<T>> ask)
    {
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        return await ask(caller);
    }

    private static OpenCaseRequest Warrant(string requestId)
    {
        var request = Caller.Open(requestId, Some.Start);
        (request.Kind, request.Regime) = (CaseKind.Warrant, "us-warrant");
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud", Items = { new ScopeItem { AccountId = "us-1", Category = DataCategory.BasicSubscriber } },
        };
        return request;
    }

    private static string Shipped(string name)
    {
        using var reader = new StreamReader(typeof(Rules).Assembly.GetManifestResourceStream($"Lert.Domain.{name}")!);
        return reader.ReadToEnd();
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.At(name), text);
        return _folder.At(name);
    }
}
