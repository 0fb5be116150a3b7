using System.Collections.Immutable;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Silo.Tests.Pumps;

/// <summary>Behind thousands that wait, what is urgent is handed out at once, and finds room where there is none for the others.</summary>
public sealed class BacklogTests : IAsyncLifetime
{
    // Those of the same look may start before it, and on a busy machine a few of the next.
    private const int InFlight = 32, Waiting = 3_000, Few = 10 * InFlight;
    private const string Urgent = "us-account-urgent";
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.050", $"--Lert:Pumps:MaxInFlight={InFlight}");
        _silo.Store.PumpsAreBlind = true;
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task An_urgent_timer_passes_a_backlog_of_thousands()
    {
        await CommitAllAsync(Enumerable.Range(0, Waiting).Select(number => Some.AccountCommit($"us-account-{number}") with { WakeAt = Some.Start.AddDays(-1) }));
        await CommitAllAsync([Some.AccountCommit(Urgent) with { WakeAt = Some.Start, Urgency = CommitUrgency.Emergency }]);

        _silo.Store.PumpsAreBlind = false;

        Assert.InRange(await LoadedBeforeUrgentAsync(), 0, Few);
    }

    [Fact]
    public async Task A_timer_that_falls_due_behind_where_the_pump_reads_on_does_not_wait_for_the_backlog_to_end()
    {
        const string late = "us-account-late";
        await CommitAllAsync(Enumerable.Range(0, Waiting).Select(number => Some.AccountCommit($"us-account-{number}") with { WakeAt = Some.Start.AddDays(-1) }));
        _silo.Store.PumpsAreBlind = false;
        await Eventually.TrueAsync(() => _silo.Store.Loads.Count > Few, "the pump has read on");

        await CommitAllAsync([Some.AccountCommit(late) with { WakeAt = Some.Start.AddDays(-2) }]);

        await Eventually.TrueAsync(() => _silo.Store.Loads.Select(actor => actor.Key).Distinct().Count() > Waiting, "all have their turn");
        Assert.InRange(_silo.Store.Loads.TakeWhile(actor => actor.Key != late).Count(), Few, Waiting - 1);
    }

    [Fact]
    public async Task An_urgent_message_passes_a_backlog_of_thousands()
    {
        await CommitAllAsync([Some.AccountCommit("us-account-sender") with { Outbox = [.. Enumerable.Range(0, Waiting).Select(number => Some.Note($"n{number}", $"us-account-{number}"))] }]);
        await CommitAllAsync([Some.AccountCommit("us-account-second") with { Outbox = [Some.Note("urgent", Urgent) with { Urgency = CommitUrgency.Emergency }] }]);

        _silo.Store.PumpsAreBlind = false;

        Assert.InRange(await LoadedBeforeUrgentAsync(), 0, Few);
    }

    [Theory]
    [InlineData(CommitUrgency.Emergency)]
    [InlineData(CommitUrgency.High)]
    public async Task What_is_urgent_finds_room_where_the_others_stand_still(CommitUrgency urgency)
    {
        // Every account that is not urgent hangs for as long as the test looks.
        var goOn = new TaskCompletionSource();
        _silo.Store.AheadOfLoads = actor => actor.Key.StartsWith(Urgent, StringComparison.Ordinal) ? Task.CompletedTask : goOn.Task;
        await CommitAllAsync(Enumerable.Range(0, InFlight * 4).Select(number => Some.AccountCommit($"us-account-{number}") with { WakeAt = Some.Start.AddDays(-1) }));
        await CommitAllAsync([Some.AccountCommit("us-account-sender") with { Outbox = [.. Enumerable.Range(0, InFlight * 4).Select(number => Some.Note($"n{number}", $"us-account-to-{number}"))] }]);
        _silo.Store.PumpsAreBlind = false;
        await Eventually.TrueAsync(() => _silo.Services.GetRequiredService<WakePump>().IsBusy, "the timers take their room");
        await Eventually.TrueAsync(() => _silo.Store.Loads.Any(actor => actor.Key.StartsWith("us-account-to-", StringComparison.Ordinal)), "the messages take theirs");

        await CommitAllAsync([Some.AccountCommit(Urgent + "-timer") with { WakeAt = Some.Start, Urgency = urgency }]);
        await CommitAllAsync([Some.AccountCommit("us-account-second") with { Urgency = urgency, Outbox = [Some.Note("urgent", Urgent + "-message")] }]);

        await Eventually.TrueAsync(() => _silo.Store.Loads.Any(actor => actor.Key == Urgent + "-timer"), "the urgent timer fires");
        await Eventually.TrueAsync(() => _silo.Store.Loads.Any(actor => actor.Key == Urgent + "-message"), "the urgent message arrives");
        Assert.False(goOn.Task.IsCompleted);

        // A pump that is held back needs no room: the messages get theirs back.
        _silo.Services.GetRequiredService<PumpGate>().NoPumps = "held back";
        await Eventually.TrueAsync(() => !_silo.Services.GetRequiredService<WakePump>().IsBusy, "the timers need no room");
        goOn.SetResult();
    }

    [Fact]
    public async Task Whatever_the_urgency_every_message_of_a_backlog_arrives()
    {
        // More than there is room for at once, in any order.
        var messages = Enumerable.Range(0, 500).Select(number => Some.Note($"m{number}", $"us-account-{number}") with { Urgency = (CommitUrgency)((number % 3) + 1) });
        await CommitAllAsync([Some.AccountCommit("us-account-sender") with { Outbox = [.. messages] }]);

        _silo.Store.PumpsAreBlind = false;

        await Eventually.TrueAsync(async () => (await _silo.Store.Inner.ReadOutboxAsync(Slots.All, default, 1, CancellationToken.None)).IsEmpty, "the outbox is empty");
        Assert.Equal(500, _silo.Store.Loads.Where(actor => actor.Kind == ActorKinds.Account).Select(actor => actor.Key).Distinct().Count(key => key != "us-account-sender"));
    }

    private Task CommitAllAsync(IEnumerable<Commit> commits) =>
        Task.WhenAll(commits.Select(commit => _silo.Store.Inner.CommitAsync(commit, CancellationToken.None).AsTask()));

    private async Task<int> LoadedBeforeUrgentAsync()
    {
        await Eventually.TrueAsync(() => _silo.Store.Loads.Any(actor => actor.Key == Urgent), "the urgent one has its turn");
        return _silo.Store.Loads.TakeWhile(actor => actor.Key != Urgent).Count();
    }
}
