using System.Collections.Concurrent;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Silo.Cells;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Tests.Cells;

/// <summary>A copy from a backup ends no hold and sends no message before a person has said that it is the one that counts.</summary>
public sealed class RestoredCopyTests : IAsyncLifetime
{
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task The_store_that_was_left_is_the_one_that_is_found()
    {
        await PlaceAsync();
        _silo.Clock.Set(Some.End);
        await _silo.RestartAsync();
        await ReleasedAsync();
    }

    [Fact]
    public async Task An_older_state_at_the_same_place_stands_still_until_it_is_confirmed()
    {
        await RestoreToBeforeTheHoldAsync();

        await StandsStillAsync();
        Assert.Contains("position", Sentence(await HealthAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_comes_without_its_witness_stands_still_until_it_is_confirmed()
    {
        await PlaceAsync();
        await _silo.StopAsync();
        File.Delete($"{_silo.Folder.StoreFile}.witness");
        _silo.Clock.Set(Some.End);
        await _silo.RestartAsync();

        await StandsStillAsync();
        Assert.Equal(HoldStatus.Active, (await _silo.Hold().Get())!.Status);

        Assert.Equal("request.version-stale", (await ConfirmAsync("r-0", expected: 7)).Refusal);
        Assert.Null((await ConfirmAsync("r-1", expected: 2)).Refusal);
        await ReleasedAsync();
    }

    /// <summary>A hold that came after the backup is not in the copy: by its word the data is nobody's, and deletion cannot be taken back.</summary>
    [Fact]
    public async Task Nothing_is_allowed_to_be_deleted_on_the_word_of_a_copy_that_nobody_has_confirmed()
    {
        await RestoreToBeforeTheHoldAsync();

        var refused = await Assert.ThrowsAsync<ActorFaultException>(() => _silo.Account().Execute(Some.Stamp("delete"), new AccountCommand.AuthorizeDeletion("T-1")));
        Assert.Equal(FaultKind.Unavailable, refused.Kind);
        Assert.Equal(PreservationStatus.Free, (await _silo.Account().Get()).Status);

        // The hold is placed once more before anybody confirms: it counts at once.
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        Assert.Null((await ConfirmAsync("r-1")).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
        Assert.Equal("account.retained", (await _silo.Account().Execute(Some.Stamp("delete"), new AccountCommand.AuthorizeDeletion("T-1"))).Refusal?.Code);
    }

    [Fact]
    public async Task A_suspicion_outlives_a_restart_and_a_confirmation_does_too()
    {
        await PlaceAsync();
        await _silo.StopAsync();
        File.Delete($"{_silo.Folder.StoreFile}.witness");
        await _silo.RestartAsync();
        await _silo.RestartAsync();
        await StandsStillAsync();

        Assert.Null((await ConfirmAsync("r-1")).Refusal);
        _silo.Clock.Set(Some.End);
        await _silo.RestartAsync();
        await ReleasedAsync();
    }

    [Fact]
    public async Task A_confirmation_is_done_once_and_a_retry_gets_the_same_answer()
    {
        Assert.Equal("cluster.not-restored", (await ConfirmAsync("r-1")).Refusal);
        await _silo.StopAsync();
        File.Delete($"{_silo.Folder.StoreFile}.witness");
        await _silo.RestartAsync();

        var first = await ConfirmAsync("r-1");
        Assert.Equal(first.Entry, (await ConfirmAsync("r-1")).Entry);
        Assert.Equal("cluster.not-restored", (await ConfirmAsync("r-2")).Refusal);
    }

    /// <summary>A store that finds itself elsewhere works there once it is judged: by then nothing may fire.</summary>
    [Fact]
    public async Task A_copy_is_judged_when_the_gate_is_closed_and_before_it_is_opened()
    {
        var gate = _silo.Services.GetRequiredService<PumpGate>();
        var begun = new CellEntry(1, CellNote.Begun, "here", Some.Start, "system:silo", "", "");
        var diary = new OneEntry(gate, begun, "here");
        using var guard = new CellGuard(
            diary, gate, _silo.Services.GetRequiredService<IOptions<CellOptions>>(), Options.Create(new Storage.StoreOptions()), _silo.Services.GetRequiredService<TimeProvider>(), NullLogger<CellGuard>.Instance);
        gate.NoPumps = "not known yet";
        await guard.StopAsync(CancellationToken.None);
        Assert.Equal([("here", "not known yet")], diary.Judgements);
        Assert.Null(gate.NoPumps);

        diary.Place = "elsewhere";
        await guard.StopAsync(CancellationToken.None);
        diary.Last = begun with { Number = 2, Note = CellNote.Suspected };
        await guard.StopAsync(CancellationToken.None);
        Assert.Equal(["here", "elsewhere", "elsewhere"], diary.Judgements.Select(judged => judged.Place));
        Assert.All(diary.Judgements.Skip(1), judged => Assert.Contains("until an operator confirms it", judged.NoPumps, StringComparison.Ordinal));
    }

    /// <summary>A second fail-over, after the operator has looked at what the first one brought: what is missing now nobody has looked at.</summary>
    [Fact]
    public async Task A_suspicion_of_one_database_is_not_confirmed_in_another()
    {
        var diary = new OneEntry(_silo.Services.GetRequiredService<PumpGate>(), new CellEntry(2, CellNote.Suspected, "second", Some.Start, "system:silo", "", ""), "third");
        using var guard = new CellGuard(
            diary, _silo.Services.GetRequiredService<PumpGate>(), _silo.Services.GetRequiredService<IOptions<CellOptions>>(), Options.Create(new Storage.StoreOptions()),
            _silo.Services.GetRequiredService<TimeProvider>(), NullLogger<CellGuard>.Instance);

        Assert.Equal("request.version-stale", (await guard.ConfirmAsync("op", "looked at the second", "r-1", 2, CancellationToken.None)).Refusal);

        diary.Place = "second";
        Assert.Null((await guard.ConfirmAsync("op", "looked at the second", "r-1", 2, CancellationToken.None)).Refusal);
    }

    private sealed class OneEntry(PumpGate gate, CellEntry last, string place) : ICellDiary
    {
        public CellEntry Last { get; set; } = last;

        public string Place { get; set; } = place;

        public ConcurrentQueue<(string? Place, string? NoPumps)> Judgements { get; } = new();

        public ValueTask<CellState> ReadCellAsync(CancellationToken cancellationToken) => new(new CellState(Last, Place, 0));

        public ValueTask<bool> NoteAsync(long after, CellEntry entry, CancellationToken cancellationToken) => new(true);

        public void Judged(CellState cell) => Judgements.Enqueue((cell.Place, gate.NoPumps));
    }

    private async Task RestoreToBeforeTheHoldAsync()
    {
        await _silo.StopAsync();
        var backup = _silo.Folder.At("backup.db");
        File.Copy(_silo.Folder.StoreFile, backup);
        await _silo.RestartAsync();
        await PlaceAsync();
        await _silo.StopAsync();
        Restore(backup);
        await _silo.RestartAsync();
    }

    private void Restore(string backup)
    {
        foreach (var beside in new[] { "-wal", "-shm" })
        {
            File.Delete(_silo.Folder.StoreFile + beside);
        }

        File.Copy(backup, _silo.Folder.StoreFile, overwrite: true);
    }

    private Task<ConfirmOutcome> ConfirmAsync(string requestId, long expected = 0) =>
        _silo.Services.GetRequiredService<CellGuard>().ConfirmAsync("op", "restored after a fire", requestId, expected, CancellationToken.None);

    /// <summary>Not by time: a command is taken and its message stays in the outbox while the pump looks again and again.</summary>
    private async Task StandsStillAsync()
    {
        var health = await HealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("until an operator confirms it", Sentence(health), StringComparison.Ordinal);
        var fetches = _silo.Store.Fetches;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < 10; look++)
        {
            await tick.WaitForNextTickAsync();
        }

        Assert.Equal(fetches, _silo.Store.Fetches);
    }

    private async Task<HealthReport> HealthAsync() => await _silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static string Sentence(HealthReport report) => report.Entries["pumps"].Description ?? "";

    private async Task PlaceAsync()
    {
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsPending == 0, "all is placed");
        Assert.Equal(PreservationStatus.Kept, (await _silo.Account().Get()).Status);
    }

    private Task ReleasedAsync() => Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Released, "the hold is released");
}
