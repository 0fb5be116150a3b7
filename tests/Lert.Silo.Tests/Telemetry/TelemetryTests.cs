using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Silo.Telemetry;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Silo.Tests.Telemetry;

/// <summary>What is counted is what happened; Prometheus can read it; and nobody's data is in it.</summary>
[Collection(nameof(OneMeter))]
public sealed class TelemetryTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new();
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() =>
        _silo = await SiloUnderTest.StartAsync("--Lert:Telemetry:Url=http://127.0.0.1:0", "--Lert:Pumps:PollInterval=00:00:00.020");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task The_life_of_a_hold_is_counted_and_carries_nobodys_data()
    {
        using var spans = new RecordedSpans();
        using var caller = new Caller(_silo.Url, _silo.Folder.Keys);
        var opened = await caller.Cases.OpenAsync(Caller.Open("open-1", Some.Start), deadline: Caller.Deadline);
        _ = await caller.Holds.PlaceAsync(Caller.Place("place-1", opened.CaseId, Some.Account), deadline: Caller.Deadline);
        var hold = _silo.Grains.GetGrain<IHoldGrain>(HoldId.Of(opened.CaseId, Some.Account));
        await Eventually.TrueAsync(async () => (await hold.Get())?.Status == HoldStatus.Active, "the hold is active");
        _silo.Clock.Set(Some.End.AddSeconds(3));
        await Eventually.TrueAsync(async () => (await hold.Get())!.Status == HoldStatus.Released, "the hold is released");
        await Eventually.TrueAsync(async () => (await _silo.Grains.GetGrain<ICaseGrain>(opened.CaseId).Get())!.HoldsEnded == 1, "the case knows");

        var text = await Http.GetStringAsync(new Uri($"{Endpoint.Url}/metrics"));
        var scrape = Scrape.Parse(text);

        Assert.Equal(1, scrape.Sum("lert_holds_released_total", ("early", "false")));
        Assert.Equal(1, scrape.Sum("lert_holds_release_lateness_seconds_count"));
        Assert.Equal(3, scrape.Sum("lert_holds_release_lateness_seconds_sum"), 3);
        Assert.Equal(1, scrape.Sum("lert_commands_total", ("command", "case.open.v1"), ("outcome", "done")));
        Assert.Equal(1, scrape.Sum("lert_rpc_duration_seconds_count", ("method", "/lert.v1.HoldService/Place"), ("status", "OK")));
        Assert.InRange(scrape.Sum("lert_store_commit_duration_seconds_count", ("outcome", "committed")), 6, 100);
        // The case, its account and its hold; the officer who asks, their agency, and the number that other cases may have.
        Assert.Equal(6, scrape.Sum("lert_activations"));
        Assert.Equal(256, scrape.Sum("lert_pumps_slots"));

        Assert.NotEmpty(spans.Texts);
        string[] personal = [Some.Account, opened.CaseId, "account-1", "Agency of", "Officer A", "26/0042", "ann", "place-1", hold.GetPrimaryKeyString()];
        foreach (var secret in personal)
        {
            // As a word of its own: a name may be part of a word that is nobody's, as in "channel".
            var word = new Regex($@"(?<!\w){Regex.Escape(secret)}(?!\w)", RegexOptions.IgnoreCase);
            Assert.DoesNotMatch(word, text);
            Assert.DoesNotContain(spans.Texts, word.IsMatch);
        }
    }

    /// <summary>A label is a promise about what it may hold: whoever adds one says here that it is a closed set of words.</summary>
    [Fact]
    public async Task No_label_is_there_that_nobody_has_judged()
    {
        using var caller = new Caller(_silo.Url, _silo.Folder.Keys);
        _ = await caller.Cases.OpenAsync(Caller.Open("open-1", Some.Start), deadline: Caller.Deadline);

        var scrape = Scrape.Parse(await Http.GetStringAsync(new Uri($"{Endpoint.Url}/metrics")));

        string[] judged = ["le", "outcome", "early", "method", "status", "kind", "command", "code", "pump", "channel", "fault", "reason", "otel_scope_name", "otel_scope_version", "otel_scope_schema_url"];
        Assert.Empty(scrape.Samples.Where(sample => sample.Name.StartsWith("lert_", StringComparison.Ordinal)).SelectMany(sample => sample.Labels.Keys).Except(judged));
    }

    [Fact]
    public async Task A_refused_call_is_counted_with_its_status_and_its_code()
    {
        using var caller = new Caller(_silo.Url, _silo.Folder.Keys);
        var opened = await caller.Cases.OpenAsync(Caller.Open("open-1", Some.Start), deadline: Caller.Deadline);
        var close = new Lert.V1.CloseCaseRequest { RequestId = "c", CaseId = opened.CaseId, Etag = "99" };
        _ = await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await caller.Cases.CloseAsync(close, deadline: Caller.Deadline));

        var scrape = Scrape.Parse(await Http.GetStringAsync(new Uri($"{Endpoint.Url}/metrics")));

        var call = scrape.Samples.Single(sample => sample.Name == "lert_rpc_duration_seconds_count" && sample.Labels["method"] == "/lert.v1.CaseService/Close");
        Assert.NotEqual("OK", call.Labels["status"]);
    }

    /// <summary>An alarm waits for an increase: who comes into being with the first fault has none.</summary>
    [Fact]
    public async Task What_must_never_happen_is_counted_from_zero()
    {
        var scrape = Scrape.Parse(await Http.GetStringAsync(new Uri($"{Endpoint.Url}/metrics")));

        foreach (var (name, label, value) in (ReadOnlySpan<(string, string, string)>)[("lert_store_faults_total", "fault", "data_loss"), ("lert_store_faults_total", "fault", "wall"), ("lert_pages_abandoned_total", "channel", "Webhook")])
        {
            Assert.Equal(0, Assert.Single(scrape.Samples, sample => sample.Name == name && sample.Labels.GetValueOrDefault(label) == value).Value);
        }

        Assert.Contains(scrape.Samples, sample => sample is { Name: "lert_wakes_mended_total", Value: 0 });
    }

    [Fact]
    public async Task A_copy_that_waits_for_a_person_is_told_from_a_store_that_cannot_be_asked()
    {
        await _silo.StopAsync();
        File.Delete($"{_silo.Folder.StoreFile}.witness");
        await _silo.RestartAsync();
        await Eventually.TrueAsync(() => _silo.Services.GetRequiredService<Lert.Silo.Cells.CellGuard>().IsSuspected, "it was looked at");

        var scrape = Scrape.Parse(await Http.GetStringAsync(new Uri($"{Endpoint.Url}/metrics")));

        Assert.Equal((1, 0), (scrape.Sum("lert_cell_waits", ("reason", "restored")), scrape.Sum("lert_cell_waits", ("reason", "unknown"))));
    }

    [Fact]
    public async Task Health_by_plain_http_says_what_is_wrong_in_a_sentence()
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri($"{Endpoint.Url}/health/live"))).StatusCode);
        Assert.Contains("Healthy pumps", await Http.GetStringAsync(new Uri($"{Endpoint.Url}/health/ready")), StringComparison.Ordinal);
    }

    private MetricsEndpoint Endpoint => _silo.Services.GetRequiredService<MetricsEndpoint>();

    private sealed class RecordedSpans : IDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _texts = new();
        private readonly ActivityListener _listener;

        public RecordedSpans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == SiloMeter.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span => _texts.Enqueue($"{span.OperationName} {span.DisplayName} {string.Join(' ', span.TagObjects)} {span.StatusDescription}"),
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IEnumerable<string> Texts => _texts;

        public void Dispose() => _listener.Dispose();
    }
}

/// <summary>Meters are heard by their name, whichever silo of the process they belong to: tests that count run by themselves.</summary>
[CollectionDefinition(nameof(OneMeter), DisableParallelization = true)]
public sealed class OneMeter;
