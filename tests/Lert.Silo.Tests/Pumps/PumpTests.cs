using System.Globalization;
using System.Text.RegularExpressions;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Lert.Silo.Tests.Pumps;

/// <summary>Due timers fire once and never early; messages arrive, whatever breaks on the way; one that cannot does not stand in the way of the others.</summary>
public sealed partial class PumpTests : IAsyncLifetime
{
    private const int Many = 60;
    private const string Poison = "us-account-poison";
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020", "--Lert:Pumps:MaxBackoff=00:00:00.200");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task What_fell_due_while_the_silo_was_down_is_done_after_the_start()
    {
        await PlaceAsync(Some.Account);
        _silo.Clock.Set(Some.End.AddDays(3));

        await _silo.RestartAsync();

        await ReleasedAsync(Some.Account);
        var released = (await _silo.Hold().Get())!;
        Assert.Equal(Some.End.AddDays(3), released.ReleasedAt);
        await Eventually.TrueAsync(async () => (await _silo.Account().Get()).Status == PreservationStatus.Grace, "the account is in grace");
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsEnded == 1, "the case knows");
    }

    [Fact]
    public async Task Nothing_fires_a_tick_of_the_clock_before_its_time()
    {
        await PlaceAsync(Some.Account);
        _silo.Clock.Set(Some.End.AddTicks(-1));
        await LookedAsync(5);
        Assert.Equal(HoldStatus.Active, (await _silo.Hold().Get())!.Status);

        _silo.Clock.Set(Some.End);
        await ReleasedAsync(Some.Account);
        Assert.Equal(Some.End, (await _silo.Hold().Get())!.ReleasedAt);
    }

    [Fact]
    public async Task What_was_read_while_the_gate_closed_fires_when_it_is_open_again()
    {
        await PlaceAsync(Some.Account);
        var (gate, closed) = (_silo.Services.GetRequiredService<PumpGate>(), 0);
        _silo.Store.AfterDue = due =>
        {
            if (!due.IsEmpty)
            {
                gate.NoPumps = "closed while the pump looked";
                Interlocked.Increment(ref closed);
            }
        };
        _silo.Clock.Set(Some.End);
        // The guard opens it again each time.
        await Eventually.TrueAsync(() => Volatile.Read(ref closed) >= 3, "the gate closed during some looks");
        Assert.Equal(HoldStatus.Active, (await _silo.Hold().Get())!.Status);

        _silo.Store.AfterDue = null;
        await ReleasedAsync(Some.Account);
    }

    [Fact]
    public async Task A_release_happens_once_however_often_the_pump_looks()
    {
        await PlaceAsync(Some.Account);
        _silo.Clock.Set(Some.End);
        await ReleasedAsync(Some.Account);
        await LookedAsync(5);

        var journal = await _silo.Store.ReadJournalAsync(Some.Actor(_silo.Hold()), 0, 10, CancellationToken.None);
        Assert.Equal(["hold.placed.v1", "hold.released.v1"], journal.Select(entry => entry.Type));
    }

    [Fact]
    public async Task The_grace_ends_by_its_own_timer()
    {
        await PlaceAsync(Some.Account);
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(async () => (await _silo.Account().Get()).GraceUntil == Some.GraceEnd, "the grace has begun");

        _silo.Clock.Set(Some.GraceEnd.AddTicks(-1));
        Assert.NotNull((await _silo.Account().Execute(Some.Stamp("early"), new AccountCommand.AuthorizeDeletion("T-1"))).Refusal);
        _silo.Clock.Set(Some.GraceEnd);

        await Eventually.TrueAsync(async () => (await _silo.Account().Get()).Status == PreservationStatus.Free, "the account is free");
    }

    [Fact]
    public async Task A_hold_that_cannot_be_released_does_not_hold_up_the_others_and_is_released_when_it_can()
    {
        await PlaceAsync(Poison, Some.Account);
        var poison = Some.Actor(_silo.Hold(Poison));
        _silo.Store.FailCommits(commit => commit.Actor == poison ? new DataLossException("rotten") : null);
        _silo.Clock.Set(Some.End);

        await ReleasedAsync(Some.Account);
        await Eventually.TrueAsync(() => Pump<WakePump>().Failing == 1, "the poison is held back");
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);

        _silo.Store.FailCommits(static _ => null);
        await ReleasedAsync(Poison);
        await Eventually.TrueAsync(() => Pump<WakePump>().Failing == 0, "nothing fails any more");
    }

    [Fact]
    public async Task A_hold_that_cannot_be_released_does_not_make_the_pump_spin()
    {
        await PlaceAsync(Some.Account);
        var tries = 0;
        _silo.Store.FailCommits(commit =>
        {
            Interlocked.Increment(ref tries);
            return new StoreUnavailableException("gone");
        });
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(() => Volatile.Read(ref tries) >= 4, "four tries");

        // Between two tries the pump sleeps for its poll interval and not for nothing: with backoffs of 100 ms and 200 ms that is a handful of looks a try.
        var (before, from) = (Volatile.Read(ref tries), _silo.Store.Fetches);
        await Eventually.TrueAsync(() => Volatile.Read(ref tries) >= before + 4, "four more");
        Assert.InRange(_silo.Store.Fetches - from, 1, 40 * (Volatile.Read(ref tries) - before));
    }

    [Fact]
    public async Task A_failure_that_somebody_else_settled_is_forgotten()
    {
        await PlaceAsync(Some.Account);
        _silo.Store.FailCommits(commit => commit.By == "system:timer" ? new StoreUnavailableException("gone") : null);
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(() => Pump<WakePump>().Failing == 1, "the release fails");

        // Process is served: the hold no longer waits for its end, so nothing is left to try.
        Assert.Null((await _silo.Hold().Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"))).Refusal);

        await Eventually.TrueAsync(() => Pump<WakePump>().Failing == 0, "the failure is forgotten");
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Fact]
    public async Task A_message_that_cannot_be_delivered_does_not_hold_up_the_others()
    {
        _silo.Store.FailCommits(commit => commit.Actor.Key == Poison ? new DataLossException("rotten") : null);
        await RequestAsync(Poison, Some.Account);

        await ActiveAsync(Some.Account);
        await Eventually.TrueAsync(() => Pump<OutboxPump>().Failing == 1, "the poison waits");
        Assert.Null(await _silo.Hold(Poison).Get());

        _silo.Store.FailCommits(static _ => null);
        await ActiveAsync(Poison);
        await Eventually.TrueAsync(() => Pump<OutboxPump>().Failing == 0, "nothing fails any more");
    }

    [Fact]
    public async Task Failed_deliveries_are_counted_in_the_store()
    {
        _silo.Store.FailCommits(commit => commit.Actor.Key == Poison ? new DataLossException("rotten") : null);
        await RequestAsync(Poison);

        await Eventually.TrueAsync(
            async () => (await _silo.Store.ReadOutboxAsync(Slots.All, default, 10, CancellationToken.None)).Any(message => message.Attempts >= 2), "two failures are counted");
    }

    [Fact]
    public async Task A_message_that_was_delivered_and_not_acknowledged_is_delivered_again_without_effect()
    {
        _silo.Store.Broken[nameof(IActorStore.AcknowledgeAsync)] = new StoreUnavailableException("gone");
        await RequestAsync(Some.Account);
        await Eventually.TrueAsync(async () => (await _silo.Account().Get()).Status == PreservationStatus.Kept, "the account is protected");

        // The silo goes down before it could say so, and the outbox still has the message.
        await _silo.RestartAsync();
        await ActiveAsync(Some.Account);
        await Eventually.TrueAsync(
            async () => (await _silo.Store.ReadOutboxAsync(Slots.All, default, 10, CancellationToken.None)).IsEmpty, "the outbox is empty");

        var journal = await _silo.Store.ReadJournalAsync(new ActorId("account", Some.Account), 0, 10, CancellationToken.None);
        Assert.Equal(["account.hold-attached.v1"], journal.Select(entry => entry.Type));
    }

    [Fact]
    public async Task A_pump_that_cannot_read_its_table_says_so_and_goes_on_when_it_can()
    {
        await PlaceAsync(Some.Account);
        _silo.Store.Broken[nameof(IActorStore.ReadDueAsync)] = new StoreUnavailableException("gone");
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(() => _silo.Log.Lines.Any(line => line.Id.Id == 1001), "it says so");
        Assert.Equal(HoldStatus.Active, (await _silo.Hold().Get())!.Status);

        _silo.Store.Broken.Clear();
        await ReleasedAsync(Some.Account);
    }

    [Fact]
    public async Task Many_items_that_fail_for_one_reason_are_one_whole_line_and_a_count()
    {
        await PlaceAsync([.. Enumerable.Range(0, Many).Select(number => $"us-account-{number}")]);
        _silo.Store.FailCommits(commit => commit.By == "system:timer" ? new StoreUnavailableException("The disk is gone.") : null);
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(() => Pump<WakePump>().Failing == Many, "every release fails");
        await _silo.StopAsync();

        var (level, first) = Assert.Single(Said(1002));
        Assert.Equal(LogLevel.Warning, level);
        Assert.StartsWith("WakePump: one item failed for the 1. time; it is tried again in 100 ms.", first, StringComparison.Ordinal);
        Assert.Contains("The disk is gone.", first, StringComparison.Ordinal);
        Assert.All(Said(1004), line => Assert.Matches("^WakePump: [0-9]+ more tries failed within 10 s for the same reason \\(The disk is gone\\.\\)\\.$", line.Text));
        Assert.InRange(Counted(1004), Many - 1, int.MaxValue);
    }

    [Fact]
    public async Task Many_messages_that_are_refused_with_one_code_are_one_line_and_a_count()
    {
        var note = Some.Message<CaseCommand>("note", new CaseCommand.NoteHoldActive(Some.Order().HoldId));
        await _silo.Store.CommitAsync(
            new Commit
            {
                Actor = new ActorId(ActorKinds.Account, Some.Account),
                ExpectedVersion = 0,
                At = Some.Start,
                By = "ann",
                Events = [],
                State = "{}"u8.ToArray(),
                Search = new SearchColumns { Status = "KEPT" },
                Outbox = [.. Enumerable.Range(0, Many).Select(number => new OutboxMessage($"note-{number}", new ActorId(ActorKinds.Case, Some.CaseId()), note.Type, note.Body.AsMemory()))],
            },
            CancellationToken.None);
        await Eventually.TrueAsync(() => Pump<OutboxPump>().Failing == Many, "every message is refused");
        await _silo.StopAsync();

        Assert.Equal((LogLevel.Error, $"Message {note.Type} was refused with {RefusalCodes.CaseNotFound}; it stays in the outbox."), Assert.Single(Said(1003)));
        Assert.All(Said(1005), line => Assert.StartsWith($"Message {note.Type} was refused with {RefusalCodes.CaseNotFound} ", line.Text, StringComparison.Ordinal));
        Assert.InRange(Counted(1005), Many - 1, int.MaxValue);
        Assert.Single(Said(1002));
    }

    private (LogLevel Level, string Text)[] Said(int id) => [.. _silo.Log.Lines.Where(line => line.Id.Id == id).Select(line => (line.Level, line.Text))];

    private int Counted(int id) => Said(id).Sum(line => int.Parse(Count().Match(line.Text).Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("([0-9]+) more ")]
    private static partial Regex Count();

    private TPump Pump<TPump>()
        where TPump : notnull => _silo.Services.GetRequiredService<TPump>();

    private Task<HealthReport> HealthAsync() => _silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private Task LookedAsync(int times)
    {
        var until = _silo.Store.Fetches + times;
        return Eventually.TrueAsync(() => _silo.Store.Fetches >= until, "the pump has looked again");
    }

    private async Task RequestAsync(params string[] accounts)
    {
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(accounts))).Refusal);
    }

    private async Task PlaceAsync(params string[] accounts)
    {
        await RequestAsync(accounts);
        foreach (var account in accounts)
        {
            await ActiveAsync(account);
        }

        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.Status == CaseStatus.Preserved && (await _silo.Case().Get())!.HoldsPending == 0, "all is placed");
    }

    private Task ActiveAsync(string account) =>
        Eventually.TrueAsync(async () => (await _silo.Hold(account).Get())?.Status == HoldStatus.Active, "the hold is active");

    private Task ReleasedAsync(string account) =>
        Eventually.TrueAsync(async () => (await _silo.Hold(account).Get())?.Status == HoldStatus.Released, "the hold is released");
}
