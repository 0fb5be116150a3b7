using System.Collections.Immutable;
using System.Text;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Actors;

/// <summary>What a newer release wrote is left alone by this one: not read, not written, not ticked, and not lost.</summary>
public sealed class NewerReleaseTests : IAsyncLifetime
{
    /// <summary>Not even readable to this release: it must not try.</summary>
    private const string NewerState = """{"status":"quarantined","order":7}""";

    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartBlindAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task What_this_release_writes_says_its_format()
    {
        var hold = await PlaceAsync();

        Assert.Equal(HoldDecider.Format, (await StoredAsync(hold)).Format);
    }

    [Fact]
    public async Task A_newer_snapshot_is_refused_in_every_way_that_an_actor_can_be_asked()
    {
        var hold = await PlaceAsync();
        await NewerWritesAsync(hold, 1);
        await _silo.RestartAsync(pumpsAreBlind: true);
        hold = _silo.Hold();

        await RefusedAsync(() => hold.Get());
        await RefusedAsync(() => hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1")));
        await RefusedAsync(() => hold.Deliver(Some.Message<HoldCommand>("m", new HoldCommand.ConfirmLock("W-1"))));
        await RefusedAsync(() => hold.WhenSettled(TimeSpan.FromSeconds(1)));
        _silo.Clock.Set(Some.End);
        await RefusedAsync(() => hold.Tick());

        await AssertUntouchedAsync(hold, version: 2);
    }

    [Fact]
    public async Task An_actor_that_is_in_memory_meets_the_newer_snapshot_with_its_next_commit()
    {
        var hold = await PlaceAsync();
        await NewerWritesAsync(hold, 1);

        await RefusedAsync(() => hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1")));
        // And from then on it does not show what it had.
        await RefusedAsync(() => hold.Get());

        await AssertUntouchedAsync(hold, version: 2);
    }

    [Fact]
    public async Task A_retry_of_what_an_older_release_did_is_not_answered_from_a_newer_snapshot()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));
        await NewerWritesAsync(hold, 2);

        await RefusedAsync(() => hold.Execute(Some.Stamp("lock", version: 1), new HoldCommand.LockForProduction("W-1")));
    }

    [Fact]
    public async Task A_list_that_would_show_a_newer_snapshot_is_refused_as_a_whole()
    {
        await NewerWritesAsync(await PlaceAsync(), 1);
        var archive = _silo.Grains.GetGrain<IArchiveGrain>("any");

        await RefusedAsync(() => archive.ListHolds(new ListQuery(["us"], [], null, null, null, null, null, 10)));
        await RefusedAsync(() => archive.ReadHoldChanges(0, 100));
    }

    [Fact]
    public async Task A_journal_with_newer_events_is_shown_as_it_stands()
    {
        var hold = await PlaceAsync();
        await NewerWritesAsync(hold, 1);

        var lines = await _silo.Grains.GetGrain<IArchiveGrain>("any").ReadJournal("hold", Some.Actor(hold).Key, 0, 10);

        Assert.Equal(["hold.placed.v1", "hold.quarantined.v1"], lines.Select(line => line.Type));
    }

    [Fact]
    public async Task A_message_that_only_a_newer_release_knows_is_refused_and_changes_nothing()
    {
        var hold = await PlaceAsync();
        var message = Some.Message<HoldCommand>("m", new HoldCommand.ConfirmLock("W-1")) with { Type = "hold.quarantine.v1", Body = [.. """{"type":"hold.quarantine.v1"}"""u8] };

        await RefusedAsync(() => hold.Deliver(message));

        Assert.Equal(1, (await hold.Get())!.Version);
    }

    [Fact]
    public async Task The_pump_leaves_it_due_and_the_log_says_why()
    {
        var hold = await PlaceAsync();
        await NewerWritesAsync(hold, 1);
        await _silo.RestartAsync();
        _silo.Clock.Set(Some.End.AddHours(1));

        await Eventually.TrueAsync(() => !Said().IsEmpty, "the log names the format");

        Assert.DoesNotContain(Said(), line => line.Contains(Some.Actor(hold).Key, StringComparison.Ordinal));
        Assert.Single(await _silo.Store.ReadDueAsync(Slots.All, Some.End.AddHours(1), null, 10, CancellationToken.None), due => due.Actor == Some.Actor(hold));
        await AssertUntouchedAsync(_silo.Hold(), version: 2);
    }

    private ImmutableArray<string> Said() => [.. _silo.Log.Lines.Select(line => line.Text).Where(line => line.Contains("knows formats up to", StringComparison.Ordinal))];

    private async Task<IHoldGrain> PlaceAsync()
    {
        Assert.Null(await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null))));
        return _silo.Hold();
    }

    private async Task NewerWritesAsync(IHoldGrain hold, long version) =>
        Assert.IsType<CommitOutcome.Committed>(await _silo.Store.CommitAsync(
            new Commit
            {
                Actor = Some.Actor(hold),
                ExpectedVersion = version,
                At = Some.Start,
                By = "a newer silo",
                Events = [new NewEvent("hold.quarantined.v1", """{"type":"hold.quarantined.v1"}"""u8.ToArray())],
                State = Encoding.UTF8.GetBytes(NewerState),
                Format = HoldDecider.Format + 1,
                Search = new SearchColumns { Status = "Quarantined" },
                WakeAt = Some.End,
            },
            CancellationToken.None));

    private async Task AssertUntouchedAsync(IHoldGrain hold, long version)
    {
        var stored = await StoredAsync(hold);
        Assert.Equal((version, HoldDecider.Format + 1, NewerState), (stored.Version, stored.Format, Encoding.UTF8.GetString(stored.State.Span)));
    }

    private async Task<StoredActor> StoredAsync(IHoldGrain hold) => (await _silo.Store.LoadAsync(Some.Actor(hold), CancellationToken.None))!;

    private static async Task RefusedAsync(Func<Task> call)
    {
        var fault = await Assert.ThrowsAsync<ActorFaultException>(call);
        Assert.Equal(FaultKind.NewerRelease, fault.Kind);
        Assert.NotNull(fault.RetryAfter);
        Assert.Contains("newer release", fault.Message, StringComparison.Ordinal);
    }
}
