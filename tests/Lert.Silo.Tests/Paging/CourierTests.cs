using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Silo.Paging;
using Lert.Silo.Telemetry;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Lert.Silo.Tests.Paging;

/// <summary>From an alert to the gateway and back, over a real store and real HTTP.</summary>
public class CourierTests
{
    [Fact]
    public async Task Every_due_page_reaches_the_gateway_once_signed_and_its_receipt_is_kept()
    {
        await using var paged = await PagedSilo.StartAsync();
        var subjects = Enumerable.Range(0, 40).Select(number => $"case/{number}").ToArray();
        await Task.WhenAll(subjects.Select(subject => paged.OpenAsync(subject)));
        foreach (var subject in subjects)
        {
            await paged.UntilAsync(subject, page => page.Told is [{ Reach: Reach.Sent, Responder: NightWorld.Ana }] && page.Deliveries == 0, "Ana is told");
        }

        Assert.Equal(40, paged.Gateway.Arrivals.Count);
        Assert.All(paged.Gateway.Arrivals, arrival => Assert.Equal(("taken", true, 1, "Emergency", "device of us-u-ana"), (arrival.Was, arrival.IsSigned, arrival.Attempt, arrival.Urgency, arrival.To)));
        Assert.All(paged.Gateway.Arrivals, arrival => Assert.Equal(arrival.DeliveryId, arrival.IdempotencyKey));
        Assert.Equal(40, paged.Gateway.Taken.Count);
        var journal = await paged.Silo.Store.ReadJournalAsync(new("page", (await paged.Page("case/7").Get())!.PageId), 0, 100, CancellationToken.None);
        Assert.Contains("\"receipt\":\"gw-", System.Text.Encoding.UTF8.GetString(journal.Single(entry => entry.Type == "page.delivery-sent.v1").Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_nobody_answers_tells_the_next_and_an_acknowledgement_ends_it()
    {
        await using var paged = await PagedSilo.StartAsync();
        await paged.OpenAsync("case/1");
        await paged.UntilAsync("case/1", page => page.Told is [{ Reach: Reach.Sent }], "Ana is told");
        await paged.PassAsync(TimeSpan.FromMinutes(1), "case/1");
        await paged.UntilAsync("case/1", page => page.Told is [{ Responder: NightWorld.Ben, Reach: Reach.Sent }], "Ben is told");
        Assert.Equal(PageStatus.Acknowledged, (await paged.AcknowledgeAsync("case/1")).Status);

        var before = paged.Gateway.Arrivals.Count;
        await paged.PassAsync(TimeSpan.FromMinutes(20), "case/1");
        Assert.Equal((2, 2), (before, paged.Gateway.Arrivals.Count));
        await paged.PassAsync(TimeSpan.FromMinutes(10), "case/1");
        await paged.UntilAsync("case/1", page => page is { Status: PageStatus.Open, Told: [{ Responder: NightWorld.Ana, Reach: Reach.Sent }] }, "E7: Ana is told again");
    }

    [Fact]
    public async Task A_gateway_that_hangs_does_not_hold_an_acknowledgement_up_and_nothing_is_sent_after_it()
    {
        await using var paged = await PagedSilo.StartAsync("--Lert:Paging:Webhook:MaxInFlight=2", "--Lert:Paging:Webhook:Timeout=00:00:40");
        paged.Gateway.Behaviour = new() { Hang = true };
        var subjects = Enumerable.Range(0, 12).Select(number => $"case/{number}").ToArray();
        await Task.WhenAll(subjects.Select(subject => paged.OpenAsync(subject)));
        await Eventually.TrueAsync(() => paged.Gateway.Holding == 2, "two requests hang");

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(subjects.Select(paged.AcknowledgeAsync));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"Acknowledging took {watch.Elapsed}.");

        // The ten that waited behind the two are not wanted any more.
        paged.Gateway.LetGo();
        await Eventually.TrueAsync(() => paged.Silo.Services.GetRequiredService<PageCourier>().Waiting == 0, "the courier has nothing left");
        await Eventually.TrueAsync(() => paged.Gateway.Holding == 0, "nothing is under way");
        Assert.InRange(paged.Gateway.Arrivals.Count, 2, 4);
    }

    [Fact]
    public async Task What_was_cut_off_after_it_was_taken_is_sent_again_under_the_same_id_and_taken_once()
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.Gateway.Behaviour = new() { CutAfterTaking = 1 };
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Arrivals.Count == 1, "it came");
        await paged.UntilAsync("case/1", page => page.Deliveries == 1, "it counts as failed");
        await RetryAsync(paged, "case/1");

        Assert.Equal(["cut", "again"], paged.Gateway.Arrivals.Select(arrival => arrival.Was));
        Assert.Single(paged.Gateway.Taken);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_gateway_that_is_broken_for_a_while_is_tried_again(int status)
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.Gateway.Behaviour = new() { FailFirst = 1, FailWith = status };
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Arrivals.Count == 1, "it came");
        await RetryAsync(paged, "case/1");

        Assert.Equal([1, 2], paged.Gateway.Arrivals.Select(arrival => arrival.Attempt));
        Assert.Single(paged.Gateway.Arrivals.Select(arrival => arrival.DeliveryId).Distinct());
    }

    [Fact]
    public async Task A_gateway_that_dies_in_the_middle_is_tried_again()
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.Gateway.Behaviour = new() { DieInTheMiddle = 1 };
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Arrivals.Count == 1, "it came");
        await RetryAsync(paged, "case/1");
        Assert.Single(paged.Gateway.Taken);
    }

    [Fact]
    public async Task A_gateway_that_says_no_makes_the_step_go_on_at_once()
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.Gateway.Behaviour = new() { FailFirst = 1, FailWith = 404 };
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Arrivals.Select(arrival => arrival.To).Distinct().Count() == 2, "Ben is told within the same minute");
        Assert.Equal("device of us-u-ben", paged.Gateway.Arrivals.ElementAt(1).To);
    }

    [Fact]
    public async Task A_channel_that_this_silo_does_not_have_counts_as_one_that_fails()
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.World.Contacts = responder => responder == NightWorld.Ana
            ? [new ContactRule(ContactChannel.Mail, "ana@agency.example", TimeSpan.Zero, Urgency.Normal)]
            : [new ContactRule(ContactChannel.Webhook, responder, TimeSpan.Zero, Urgency.Normal)];
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Arrivals.Any(arrival => arrival.To == NightWorld.Ben), "Ben is told instead");
    }

    [Fact]
    public async Task E14_a_silo_that_comes_back_sends_what_it_had_not_sent_and_nothing_twice()
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.Gateway.Behaviour = new() { Hang = true };
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Holding == 1, "the first is under way");
        paged.Gateway.LetGo();
        await paged.Silo.RestartAsync();
        await paged.PassAsync(TimeSpan.FromSeconds(5), "case/1");
        await paged.UntilAsync("case/1", page => page.Told is [{ Reach: Reach.Sent }], "Ana is told");
        Assert.Single(paged.Gateway.Taken);
    }

    [Fact]
    public async Task The_most_urgent_go_first()
    {
        await using var paged = await PagedSilo.StartAsync("--Lert:Paging:Webhook:MaxInFlight=1", "--Lert:Paging:Webhook:Timeout=00:00:40");
        paged.Gateway.Behaviour = new() { Hang = true };
        await paged.OpenAsync("case/first", Urgency.Normal);
        await Eventually.TrueAsync(() => paged.Gateway.Holding == 1, "one is under way, and the rest waits");
        var courier = paged.Silo.Services.GetRequiredService<PageCourier>();
        for (var i = 0; i < 5; i++)
        {
            await paged.OpenAsync($"case/normal-{i}", Urgency.Normal);
            await paged.OpenAsync($"case/high-{i}", Urgency.High);
            await paged.OpenAsync($"case/emergency-{i}");
        }

        await Eventually.TrueAsync(() => courier.Waiting == 15, "fifteen wait");
        paged.Gateway.LetGo();
        await Eventually.TrueAsync(() => paged.Gateway.Taken.Count == 16, "all are sent");
        var order = paged.Gateway.Arrivals.Skip(1).Where(arrival => arrival.Was == "taken").Select(arrival => Enum.Parse<Urgency>(arrival.Urgency)).ToArray();
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public async Task A_desk_without_a_policy_is_made_up_for_said_loudly_and_seen_in_the_health()
    {
        await using var paged = await PagedSilo.StartAsync($"--Lert:Paging:LastResort:0={NightWorld.Ben}");
        paged.World.Policy = null;
        await paged.OpenAsync("case/1");
        await paged.UntilAsync("case/1", page => page.Told is [{ Responder: NightWorld.Ana, Reach: Reach.Sent }], "whoever is on call is told");
        Assert.Contains(paged.Silo.Log.Lines, line => line is { Level: LogLevel.Critical, Id.Id: 1230 });
        var alarms = paged.Silo.Services.GetRequiredService<PageAlarms>();
        Assert.Equal(new PageAlarms.Found(1, 0, 1), await alarms.LookAsync());
        Assert.Equal(HealthStatus.Degraded, (await alarms.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task Nobodys_address_and_no_text_is_in_the_log()
    {
        await using var paged = await PagedSilo.StartAsync();
        paged.Gateway.Behaviour = new() { FailFirst = 100, FailWith = 404 };
        await paged.OpenAsync("case/1");
        await paged.UntilAsync("case/1", page => page.Problem == PageProblems.NobodyReached, "nobody is reached");
        Assert.DoesNotContain(paged.Silo.Log.Lines, line => line.Text.Contains("device of", StringComparison.Ordinal) || line.Text.Contains("Look at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_sent_and_what_fails_is_counted_and_no_label_is_anybodys()
    {
        var counted = new ConcurrentQueue<(string Name, double Value, string Labels)>();
        await using var paged = await PagedSilo.StartAsync();
        using var listener = new MeterListener();
        var own = paged.Silo.Services.GetRequiredService<SiloMeter>().Meter;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == own && instrument.Name.StartsWith("lert.pages.", StringComparison.Ordinal))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Enqueue((instrument.Name, value, Labels(tags))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => counted.Enqueue((instrument.Name, value, Labels(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => counted.Enqueue((instrument.Name, value, Labels(tags))));
        listener.Start();
        paged.Gateway.Behaviour = new() { FailFirst = 1 };
        await paged.OpenAsync("case/1");
        await Eventually.TrueAsync(() => paged.Gateway.Arrivals.Count == 1, "it came");
        await RetryAsync(paged, "case/1");
        await Eventually.TrueAsync(() => counted.Any(one => one.Name == "lert.pages.lateness"), "it is counted");
        listener.RecordObservableInstruments();

        Assert.Contains(("lert.pages.failed", 1, "channel=Webhook,reason=http-503,final=false"), counted);
        Assert.Contains(("lert.pages.sent", 1, "channel=Webhook,urgency=Emergency"), counted);
        Assert.Contains(counted, one => one is { Name: "lert.pages.lateness", Labels: "urgency=Emergency" });
        Assert.Contains(counted, one => one is { Name: "lert.pages.waiting", Labels: "channel=Webhook" });

        static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
    }

    private static async Task RetryAsync(PagedSilo paged, string subject)
    {
        await Eventually.TrueAsync(async () =>
        {
            await paged.PassAsync(TimeSpan.FromMilliseconds(500), subject);
            return (await paged.Page(subject).Get())!.Told is [{ Reach: Reach.Sent }];
        }, "it is sent at last");
    }
}
