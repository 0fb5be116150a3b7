using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Actors;

/// <summary>Somebody else commits behind the grain's back: a second activation, another silo. The store decides, and the grain decides again.</summary>
public sealed class OtherWriterTests : IAsyncLifetime
{
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartBlindAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_command_that_lost_the_race_is_decided_again_on_what_won()
    {
        var hold = await PlaceAsync();
        await BehindItsBackAsync(hold, 1, """{"type":"hold.extended.v1"}""", Extended(await StateAsync(hold)));

        var reply = await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));

        Assert.Equal(3, reply.View!.Version);
        Assert.Equal(1, reply.View.ExtensionsUsed);
        Assert.Single(reply.View.Locks);
    }

    [Fact]
    public async Task A_command_with_an_etag_that_lost_the_race_is_stale()
    {
        var hold = await PlaceAsync();
        await BehindItsBackAsync(hold, 1, """{"type":"hold.extended.v1"}""", Extended(await StateAsync(hold)));

        var reply = await hold.Execute(Some.Stamp("lock", version: 1), new HoldCommand.LockForProduction("W-1"));

        Assert.Equal(RefusalCodes.VersionStale, reply.Refusal!.Code);
    }

    [Fact]
    public async Task A_command_that_always_loses_gives_up_with_nothing_written()
    {
        var hold = await PlaceAsync();
        var version = 1;
        var state = await StateAsync(hold);
        _silo.Store.Ahead = async commit =>
        {
            if (commit.Command?.Id == "lock")
            {
                await BehindItsBackAsync(hold, version++, """{"type":"hold.extended.v1"}""", state);
            }
        };

        var fault = await Assert.ThrowsAsync<ActorFaultException>(() => hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1")));

        Assert.Equal(FaultKind.Unavailable, fault.Kind);
        Assert.InRange(version, 3, 20);
    }

    [Fact]
    public async Task A_tick_for_a_wake_up_that_the_grain_does_not_know_of_reads_again()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));
        var unlocked = (await StateAsync(hold)).Replace("\"locks\":[{", "\"gone\":[{", StringComparison.Ordinal);
        await BehindItsBackAsync(hold, 2, """{"type":"hold.unlocked.v1"}""", unlocked);
        _silo.Clock.Set(Some.End);

        await hold.Tick();

        Assert.Equal(HoldStatus.Released, (await hold.Get())!.Status);
    }

    [Fact]
    public async Task A_read_sees_what_somebody_else_has_committed()
    {
        var hold = await PlaceAsync();
        Assert.Equal(1, (await hold.Get())!.Version);
        await BehindItsBackAsync(hold, 1, """{"type":"hold.extended.v1"}""", Extended(await StateAsync(hold)));

        var seen = (await hold.Get())!;

        Assert.Equal((2, 1), (seen.Version, seen.ExtensionsUsed));
    }

    [Fact]
    public async Task A_refusal_is_judged_on_what_somebody_else_has_committed()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"));
        var locked = await StateAsync(hold);
        await hold.Execute(Some.Stamp("unlock"), new HoldCommand.Unlock("W-1"));
        await BehindItsBackAsync(hold, 3, """{"type":"hold.extended.v1"}""", locked);

        var reply = await hold.Execute(Some.Stamp("unlock-2"), new HoldCommand.Unlock("W-1"));

        Assert.Null(reply.Refusal);
        Assert.Equal(5, reply.View!.Version);
    }

    [Fact]
    public async Task A_message_that_is_of_no_use_to_an_old_memory_is_not_lost()
    {
        // The account has answered once, so that its grain remembers that it keeps nothing.
        Assert.Equal(PreservationStatus.Free, (await _silo.Account().Get()).Status);
        await _silo.Account("us-account-2").Deliver(Some.Message<AccountCommand>("protect", new AccountCommand.Protect(Some.Order("us-account-2"))));
        var kept = await _silo.Store.LoadAsync(new ActorId(ActorKinds.Account, "us-account-2"), CancellationToken.None);
        await BehindItsBackAsync(new ActorId(ActorKinds.Account, Some.Account), 0, "account.hold-attached.v1", """{"type":"account.hold-attached.v1"}""", kept!.State);

        Assert.Null(await _silo.Account().Deliver(Some.Message<AccountCommand>("withdraw", new AccountCommand.Withdraw(Some.Order("us-account-2").HoldId, Some.End, 2))));

        Assert.Equal(PreservationStatus.Grace, (await _silo.Account().Get()).Status);
    }

    [Fact]
    public async Task A_permission_is_not_given_again_after_a_hold_that_the_grain_has_not_heard_of()
    {
        var account = _silo.Account();
        var ask = new AccountCommand.AuthorizeDeletion("T-1");
        Assert.Null((await account.Execute(Some.Stamp("delete"), ask)).Refusal);
        // The account as it is with a hold, made on another one and put into this one's place.
        await _silo.Account("us-account-2").Deliver(Some.Message<AccountCommand>("protect", new AccountCommand.Protect(Some.Order("us-account-2"))));
        var kept = await _silo.Store.LoadAsync(new ActorId(ActorKinds.Account, "us-account-2"), CancellationToken.None);
        await BehindItsBackAsync(new ActorId(ActorKinds.Account, Some.Account), 1, "account.hold-attached.v1", """{"type":"account.hold-attached.v1"}""", kept!.State);

        var again = await account.Execute(Some.Stamp("delete"), ask);

        Assert.Equal(RefusalCodes.AccountAuthorizationSuperseded, again.Refusal!.Code);
    }

    private async Task<IHoldGrain> PlaceAsync()
    {
        await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null)));
        return _silo.Hold();
    }

    private static string Extended(string state) => state.Replace("\"extensionsUsed\":0", "\"extensionsUsed\":1", StringComparison.Ordinal);

    private async Task<string> StateAsync(IHoldGrain hold) =>
        System.Text.Encoding.UTF8.GetString((await _silo.Store.LoadAsync(Some.Actor(hold), CancellationToken.None))!.State.Span);

    private Task BehindItsBackAsync(IHoldGrain hold, long version, string data, string state) =>
        BehindItsBackAsync(Some.Actor(hold), version, "hold.extended.v1", data, System.Text.Encoding.UTF8.GetBytes(state));

    private async Task BehindItsBackAsync(ActorId actor, long version, string type, string data, ReadOnlyMemory<byte> state)
    {
        var outcome = await _silo.Store.CommitAsync(
            new Commit
            {
                Actor = actor,
                ExpectedVersion = version,
                At = Some.Start,
                By = "other silo",
                Events = [new NewEvent(type, System.Text.Encoding.UTF8.GetBytes(data))],
                State = state,
                Search = new SearchColumns { Status = "Active" },
                WakeAt = Some.End,
            },
            CancellationToken.None);
        Assert.IsType<CommitOutcome.Committed>(outcome);
    }
}
