using System.Collections.Immutable;
using Lert.Domain.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Silo.Tests.Pumps;

/// <summary>A pump does not wait for its poll: a commit tells it. The poll interval here is longer than anything in these tests is waited for.</summary>
public sealed class HintTests : IAsyncLifetime
{
    private const int InFlight = 32;
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:01:00", $"--Lert:Pumps:MaxInFlight={InFlight}");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_placement_crosses_three_actors_without_a_poll()
    {
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));

        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsActive == 1, "the case knows");
    }

    [Fact]
    public async Task A_hold_that_is_due_when_it_is_placed_is_released_without_a_poll()
    {
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());

        // The period ends between the request and the placement.
        _silo.Clock.Set(Some.End.AddMinutes(-1));
        _silo.Store.Ahead = commit =>
        {
            if (commit.Actor.Kind == "account")
            {
                _silo.Clock.Set(Some.End);
            }

            return Task.CompletedTask;
        };
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));

        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Released, "the hold is released");
    }

    [Fact]
    public async Task A_hold_that_has_ended_does_not_stay_in_memory()
    {
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsActive == 1, "the case knows");
        var actors = _silo.Services.GetRequiredService<ActorServices>();
        var before = actors.Activations;

        _silo.Clock.Set(Some.End);
        // Any timer tells the pump.
        Assert.IsType<CommitOutcome.Committed>(await _silo.Store.CommitAsync(Some.AccountCommit("us-account-other") with { WakeAt = Some.End }, CancellationToken.None));

        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsActive == 0, "the hold has ended");
        await Eventually.TrueAsync(() => actors.Activations == before - 1, "the hold has left the memory");
    }

    [Fact]
    public async Task A_timer_of_another_day_tells_nobody()
    {
        await Eventually.TrueAsync(() => _silo.Store.Fetches > 0, "the pump has looked");
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        var looks = _silo.Store.Fetches;

        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold([.. Enumerable.Range(0, 20).Select(number => $"us-account-{number}")]));
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsActive == 20, "each hold waits for its end");

        Assert.Equal(looks, _silo.Store.Fetches);
    }

    [Fact]
    public async Task Timers_on_their_way_are_not_read_again_with_every_look_at_a_backlog()
    {
        // The earliest hang for as long as the test looks.
        const int hanging = 8, waiting = 2_000;
        var goOn = new TaskCompletionSource();
        _silo.Store.AheadOfLoads = actor => Hangs(actor) ? goOn.Task : Task.CompletedTask;
        _silo.Store.PumpsAreBlind = true;
        for (var number = 0; number < hanging + waiting; number++)
        {
            var commit = Grace(number < hanging ? $"us-account-hangs-{number}" : $"us-account-{number}", Some.Start.AddDays(-1).AddSeconds(number));
            Assert.IsType<CommitOutcome.Committed>(await _silo.Store.Inner.CommitAsync(commit, CancellationToken.None));
        }

        _silo.Store.PumpsAreBlind = false;
        Assert.IsType<CommitOutcome.Committed>(await _silo.Store.CommitAsync(Grace("us-account-last", Some.Start), CancellationToken.None));

        await Eventually.TrueAsync(async () => (await DueAsync()).All(due => Hangs(due.Actor)), "all others were ticked");
        var reads = _silo.Store.DueReads.Where(read => !read.IsEmpty).ToList();
        Assert.InRange(reads.Count, waiting / InFlight, int.MaxValue);
        // With the first look, and again when the end is reached and a last few are still on their way.
        Assert.InRange(reads.Count(read => read.Any(due => Hangs(due.Actor))), 1, reads.Count / 2);
        goOn.SetResult();
        await Eventually.TrueAsync(async () => (await DueAsync()).IsEmpty, "those that hung were ticked");

        static Commit Grace(string account, DateTimeOffset until) =>
            Some.AccountCommit(account) with { WakeAt = until, State = ActorJson.Write(AccountState.Initial with { GraceUntil = until }) };
        static bool Hangs(ActorId actor) => actor.Key.StartsWith("us-account-hangs-", StringComparison.Ordinal);
        async Task<ImmutableArray<DueActor>> DueAsync() => await _silo.Store.Inner.ReadDueAsync(Slots.All, Some.Start, null, hanging + 1, CancellationToken.None);
    }

    [Fact]
    public async Task A_message_that_would_find_no_room_is_not_read_and_arrives_when_there_is_some()
    {
        // Whoever is told hangs, so that the pump is full for as long as the test looks.
        var goOn = new TaskCompletionSource();
        _silo.Store.AheadOfLoads = actor => actor.Key.StartsWith("us-account-to-", StringComparison.Ordinal) ? goOn.Task : Task.CompletedTask;
        await CommitAsync("us-account-sender", InFlight * 4);
        await Eventually.TrueAsync(() => _silo.Store.Loads.Count(IsTold) >= InFlight * 3 / 4, "the messages take their room");
        var looks = _silo.Store.OutboxReads.Count;

        for (var sender = 0; sender < 10; sender++)
        {
            await CommitAsync($"us-account-sender-{sender}", 1);
        }

        await Eventually.TrueAsync(() => _silo.Store.OutboxReads.Count > looks, "the pump was told");
        Assert.All(_silo.Store.OutboxReads.Skip(looks), read => Assert.Equal(0, read));
        goOn.SetResult();
        await Eventually.TrueAsync(() => _silo.Store.Loads.Where(IsTold).Distinct().Count() == (InFlight * 4) + 10, "every message arrives without a poll");
    }

    private static bool IsTold(ActorId actor) => actor.Key.StartsWith("us-account-to-", StringComparison.Ordinal);

    private async Task CommitAsync(string sender, int messages)
    {
        var commit = Some.AccountCommit(sender) with { Outbox = [.. Enumerable.Range(0, messages).Select(number => Some.Note($"{sender}-{number}", $"us-account-to-{sender}-{number}"))] };
        Assert.IsType<CommitOutcome.Committed>(await _silo.Store.CommitAsync(commit, CancellationToken.None));
    }
}
