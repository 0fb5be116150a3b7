using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Actors;

/// <summary>Messages come at least once and in no order; what is safety-critical is in the journal, whatever the answer.</summary>
public sealed class MessageTests : IAsyncLifetime
{
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(25);
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartBlindAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_message_that_comes_twice_has_one_effect()
    {
        var protect = Some.Message<AccountCommand>("case/us-c-1/2/0", new AccountCommand.Protect(Some.Order()));

        Assert.Null(await _silo.Account().Deliver(protect));
        Assert.Null(await _silo.Account().Deliver(protect));
        await _silo.RestartAsync(pumpsAreBlind: true);
        Assert.Null(await _silo.Account().Deliver(protect));

        Assert.Equal(["account.hold-attached.v1"], await JournalAsync(ActorKinds.Account, Some.Account));
        Assert.Single(await _silo.Store.Inner.ReadOutboxAsync(Slots.All, default, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_message_that_was_taken_once_is_taken_again_even_where_it_would_be_refused_now()
    {
        var note = Some.Message<Lert.Grains.Cases.CaseCommand>("m", new Lert.Grains.Cases.CaseCommand.NoteHoldActive(Some.Order().HoldId));
        Assert.Equal(RefusalCodes.CaseNotFound, (await _silo.Case().Deliver(note))!.Code);
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));

        Assert.Null(await _silo.Case().Deliver(note));
        Assert.Null(await _silo.Case().Deliver(note));
        Assert.Equal(1, (await _silo.Case().Get())!.HoldsActive);
    }

    [Fact]
    public async Task An_older_withdrawal_that_arrives_last_frees_nothing()
    {
        var (account, order) = (_silo.Account(), Some.Order());
        await account.Deliver(Some.Message<AccountCommand>("1", new AccountCommand.Protect(order)));
        await account.Deliver(Some.Message<AccountCommand>("4", new AccountCommand.ProtectForLock(order, "W-1", 3)));
        await account.Deliver(Some.Message<AccountCommand>("3", new AccountCommand.Withdraw(order.HoldId, Some.End, 2)));

        Assert.Equal(PreservationStatus.Kept, (await account.Get()).Status);
    }

    [Fact]
    public async Task A_refused_deletion_is_in_the_journal()
    {
        await _silo.Account().Deliver(Some.Message<AccountCommand>("1", new AccountCommand.Protect(Some.Order())));

        var reply = await _silo.Account().Execute(Some.Stamp("delete", "pipeline"), new AccountCommand.AuthorizeDeletion("T-1"));
        var retry = await _silo.Account().Execute(Some.Stamp("delete", "pipeline"), new AccountCommand.AuthorizeDeletion("T-1"));

        Assert.Equal(RefusalCodes.AccountRetained, reply.Refusal!.Code);
        Assert.Equal(RefusalCodes.AccountRetained, retry.Refusal!.Code);
        Assert.Equal(["account.hold-attached.v1", "account.deletion-refused.v1"], await JournalAsync(ActorKinds.Account, Some.Account));
    }

    [Fact]
    public async Task A_permission_is_given_again_while_it_is_good_and_not_after()
    {
        var ask = new AccountCommand.AuthorizeDeletion("T-1");
        var first = await _silo.Account().Execute(Some.Stamp("delete"), ask);
        _silo.Clock.Set(Some.Start.AddMinutes(59));
        var good = await _silo.Account().Execute(Some.Stamp("delete"), ask);
        _silo.Clock.Set(Some.Start.AddMinutes(60));
        var stale = await _silo.Account().Execute(Some.Stamp("delete"), ask);

        Assert.Equal(Some.Start, first.View!.DeletionAuthorizedAt);
        Assert.Equal(Some.Start, good.View!.DeletionAuthorizedAt);
        Assert.Equal(RefusalCodes.AccountAuthorizationSuperseded, stale.Refusal!.Code);
    }

    [Fact]
    public async Task A_permission_is_not_given_again_once_a_hold_has_come()
    {
        var ask = new AccountCommand.AuthorizeDeletion("T-1");
        await _silo.Account().Execute(Some.Stamp("delete"), ask);
        await _silo.Account().Deliver(Some.Message<AccountCommand>("1", new AccountCommand.Protect(Some.Order())));

        Assert.Equal(RefusalCodes.AccountAuthorizationSuperseded, (await _silo.Account().Execute(Some.Stamp("delete"), ask)).Refusal!.Code);
    }

    [Fact]
    public async Task Who_waits_for_a_placement_is_told_when_it_is_there()
    {
        var waiting = _silo.Hold().WhenSettled(LongPatience);
        Assert.Null(await _silo.Hold().WhenSettled(TimeSpan.FromMilliseconds(1)));
        Assert.False(waiting.IsCompleted);

        await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null)));

        Assert.Equal(HoldStatus.Active, (await waiting.WaitAsync(LongPatience / 2))!.Status);
    }

    [Fact]
    public async Task Who_waits_for_a_lock_after_the_release_is_told_when_the_account_has_answered()
    {
        var hold = _silo.Hold();
        await hold.Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null)));
        _silo.Clock.Set(Some.End);
        await hold.Tick();
        Assert.Equal("W-1", (await hold.Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"))).View!.PendingLock);
        var waiting = hold.WhenSettled(LongPatience);

        await hold.Deliver(Some.Message<HoldCommand>("confirm", new HoldCommand.ConfirmLock("W-1")));

        Assert.Single((await waiting.WaitAsync(LongPatience / 2))!.Locks);
    }

    [Fact]
    public async Task A_tick_that_is_early_or_repeated_changes_nothing()
    {
        var hold = _silo.Hold();
        await hold.Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null)));
        _silo.Clock.Set(Some.End.AddTicks(-1));
        await hold.Tick();
        Assert.Equal(1, (await hold.Get())!.Version);

        _silo.Clock.Set(Some.End);
        await hold.Tick();
        await hold.Tick();

        Assert.Equal(["hold.placed.v1", "hold.released.v1"], await JournalAsync(ActorKinds.Hold, Some.Order().HoldId));
    }

    private async Task<string[]> JournalAsync(string kind, string key) =>
        [.. (await _silo.Store.ReadJournalAsync(new ActorId(kind, key), 0, 10, CancellationToken.None)).Select(entry => entry.Type)];
}
