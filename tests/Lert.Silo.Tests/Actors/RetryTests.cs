using Lert.Grains;
using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Actors;

/// <summary>The same command id, again: the same answer and no second effect, whatever has happened since.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private static readonly HoldCommand.Extend Extend = new(Some.Start, "more time");
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartBlindAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_retry_gets_the_same_answer_after_the_version_has_moved_on()
    {
        var hold = await PlaceAsync();
        var first = await hold.Execute(Some.Stamp("extend"), Extend);
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));

        var again = await hold.Execute(Some.Stamp("extend"), Extend);

        Assert.Equal(2, first.View!.Version);
        Assert.Equal(2, again.View!.Version);
        Assert.Equal(1, (await hold.Get())!.ExtensionsUsed);
        Assert.Equal(3, (await hold.Get())!.Version);
    }

    [Fact]
    public async Task A_retry_gets_the_same_answer_after_a_restart()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("extend"), Extend);
        await _silo.RestartAsync(pumpsAreBlind: true);

        var again = await _silo.Hold().Execute(Some.Stamp("extend"), Extend);

        Assert.Equal(2, again.View!.Version);
        Assert.Equal(2, (await _silo.Hold().Get())!.Version);
    }

    [Fact]
    public async Task A_retry_with_the_etag_of_its_first_time_gets_its_answer_and_no_conflict()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("extend", version: 1), Extend);

        var again = await hold.Execute(Some.Stamp("extend", version: 1), Extend);

        Assert.Equal(2, again.View!.Version);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("extend"), Extend);

        var other = await hold.Execute(Some.Stamp("extend"), new HoldCommand.LockForProduction("W-1"));

        Assert.Equal(RefusalCodes.RequestIdReused, other.Refusal!.Code);
        Assert.Empty((await hold.Get())!.Locks);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_also_when_the_other_content_would_be()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("extend"), Extend);

        var other = await hold.Execute(Some.Stamp("extend"), new HoldCommand.Unlock("W-1"));

        Assert.Equal(RefusalCodes.RequestIdReused, other.Refusal!.Code);
    }

    [Fact]
    public async Task A_command_that_had_nothing_to_do_is_remembered_too()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));
        var nothing = await hold.Execute(Some.Stamp("lock-too"), new HoldCommand.LockForProduction("W-1"));
        await hold.Execute(Some.Stamp("unlock"), new HoldCommand.Unlock("W-1"));

        // Late, and perhaps by a proxy: it must not lock again what has been unlocked since.
        var again = await hold.Execute(Some.Stamp("lock-too"), new HoldCommand.LockForProduction("W-1"));
        var other = await hold.Execute(Some.Stamp("lock-too"), new HoldCommand.LockForProduction("W-2"));

        Assert.Equal(nothing.View!.Version, again.View!.Version);
        Assert.Equal(RefusalCodes.RequestIdReused, other.Refusal!.Code);
        Assert.Empty((await hold.Get())!.Locks);
    }

    [Fact]
    public async Task A_command_that_had_nothing_to_do_adds_nothing_to_the_journal()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));
        await hold.Execute(Some.Stamp("lock-too"), new HoldCommand.LockForProduction("W-1"));

        Assert.Equal(
            ["hold.placed.v1", "hold.locked.v1"],
            (await _silo.Store.ReadJournalAsync(Some.Actor(hold), 0, 10, CancellationToken.None)).Select(entry => entry.Type));
    }

    [Fact]
    public async Task A_stale_etag_is_refused_with_the_version_that_there_is()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));

        var stale = await hold.Execute(Some.Stamp("extend", version: 1), Extend);

        Assert.Equal(RefusalCodes.VersionStale, stale.Refusal!.Code);
        Assert.Equal(0, (await hold.Get())!.ExtensionsUsed);
    }

    [Fact]
    public async Task A_refusal_without_a_trace_is_decided_again()
    {
        var hold = await PlaceAsync();
        var early = await hold.Execute(Some.Stamp("unlock"), new HoldCommand.Unlock("W-1"));
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));

        var later = await hold.Execute(Some.Stamp("unlock"), new HoldCommand.Unlock("W-1"));

        Assert.Equal(RefusalCodes.HoldNotLocked, early.Refusal!.Code);
        Assert.Null(later.Refusal);
    }

    [Fact]
    public async Task What_the_edge_turned_down_gets_its_violations_even_under_a_known_id()
    {
        var opened = await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        var wrong = await _silo.Case().Execute(Some.Stamp("open") with { Violations = [new FieldViolation("agency", "is too long")] }, Some.Open());

        Assert.Null(opened.Refusal);
        Assert.Equal(RefusalCodes.RequestInvalid, wrong.Refusal!.Code);
    }

    [Fact]
    public async Task An_opened_case_is_opened_again_by_a_retry_that_comes_after_its_holds()
    {
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));

        var again = await _silo.Case().Execute(Some.Stamp("open"), Some.Open());

        Assert.Equal(1, again.View!.Version);
        Assert.Equal(0, again.View.HoldsPending);
    }

    private async Task<IHoldGrain> PlaceAsync()
    {
        Assert.Null(await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null))));
        return _silo.Hold();
    }
}
