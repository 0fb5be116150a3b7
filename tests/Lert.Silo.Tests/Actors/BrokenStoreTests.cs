using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Actors;

/// <summary>What a grain says when the store fails it, on either side of landing: never a double effect, never a false "nothing was written".</summary>
public sealed class BrokenStoreTests : IAsyncLifetime
{
    private static readonly HoldCommand.Extend Extend = new(Some.Start, "more time");
    private static readonly CommitOutcomeUnknownException Unknown = new("The connection broke.");
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(25);
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartBlindAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_commit_that_landed_without_an_answer_is_answered_all_the_same()
    {
        var hold = await PlaceAsync();
        _silo.Store.FailNextCommit(landed: true, Unknown);

        var reply = await hold.Execute(Some.Stamp("extend"), Extend);
        var next = await hold.Execute(Some.Stamp("lock", version: 2), new HoldCommand.LockForProduction("W-1"));

        Assert.Equal(1, reply.View!.ExtensionsUsed);
        Assert.Equal(2, reply.View.Version);
        Assert.Equal(3, next.View!.Version);
        Assert.Equal(1, next.View.ExtensionsUsed);
    }

    [Fact]
    public async Task A_commit_that_did_not_land_is_unknown_and_its_retry_lands_once()
    {
        var hold = await PlaceAsync();
        _silo.Store.FailNextCommit(landed: false, Unknown);

        Assert.Equal(FaultKind.OutcomeUnknown, await FaultAsync(() => hold.Execute(Some.Stamp("extend"), Extend)));
        var retry = await hold.Execute(Some.Stamp("extend"), Extend);

        Assert.Equal(1, retry.View!.ExtensionsUsed);
        Assert.Equal(2, retry.View.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_outcome_stays_unknown_while_the_store_cannot_be_asked(bool landed)
    {
        var hold = await PlaceAsync();
        _silo.Store.FailNextCommit(landed, Unknown);
        _silo.Store.Broken[nameof(IActorStore.FindReplyAsync)] = new StoreUnavailableException("gone");

        // "Unavailable" would say that nothing was written, and that is more than anyone knows.
        Assert.Equal(FaultKind.OutcomeUnknown, await FaultAsync(() => hold.Execute(Some.Stamp("extend"), Extend)));

        _silo.Store.Broken.Clear();
        var retry = await hold.Execute(Some.Stamp("extend"), Extend);
        Assert.Equal(1, retry.View!.ExtensionsUsed);
        Assert.Equal(2, retry.View.Version);
    }

    [Fact]
    public async Task A_lost_answer_is_not_taken_from_another_command_with_the_same_id()
    {
        var hold = await PlaceAsync();
        await hold.Execute(Some.Stamp("extend"), Extend);
        _silo.Store.FailNextCommit(landed: false, Unknown);

        var other = await hold.Execute(Some.Stamp("extend"), new HoldCommand.LockForProduction("W-1"));

        Assert.Equal(RefusalCodes.RequestIdReused, other.Refusal!.Code);
    }

    [Fact]
    public async Task A_permission_to_delete_whose_answer_was_lost_is_good()
    {
        _silo.Store.FailNextCommit(landed: true, Unknown);

        var reply = await _silo.Account().Execute(Some.Stamp("delete"), new AccountCommand.AuthorizeDeletion("T-1"));

        Assert.Null(reply.Refusal);
        Assert.Equal(Some.Start, reply.View!.DeletionAuthorizedAt);
    }

    [Fact]
    public async Task Who_waits_for_a_placement_hears_of_it_also_when_its_answer_was_lost()
    {
        var waiting = _silo.Hold().WhenSettled(LongPatience);
        _silo.Store.FailNextCommit(landed: true, Unknown);

        await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null)));

        // Half its patience is far more than it takes, and less than it would wait for nothing.
        Assert.NotNull(await waiting.WaitAsync(LongPatience / 2));
    }

    [Fact]
    public async Task A_tick_of_unknown_outcome_is_ticked_again_without_a_second_effect()
    {
        var hold = await PlaceAsync();
        _silo.Clock.Set(Some.End);
        _silo.Store.FailNextCommit(landed: true, Unknown);

        Assert.Equal(FaultKind.OutcomeUnknown, await FaultAsync(() => hold.Tick()));
        await hold.Tick();

        Assert.Equal(["hold.placed.v1", "hold.released.v1"], await JournalAsync(hold));
    }

    [Fact]
    public async Task Each_way_in_which_a_store_fails_has_its_kind()
    {
        var hold = await PlaceAsync();
        var kinds = new (Exception Fault, FaultKind Kind)[]
        {
            (new StoreUnavailableException("gone"), FaultKind.Unavailable),
            (new StoreBusyException("full", TimeSpan.FromMilliseconds(150)), FaultKind.Busy),
            (new DataLossException("rotten"), FaultKind.DataLoss),
        };
        foreach (var (fault, kind) in kinds)
        {
            _silo.Store.FailNextCommit(landed: false, fault);
            Assert.Equal(kind, await FaultAsync(() => hold.Execute(Some.Stamp("extend"), Extend)));
        }

        Assert.Equal(2, (await hold.Execute(Some.Stamp("extend"), Extend)).View!.Version);
    }

    [Fact]
    public async Task A_busy_store_says_when_to_come_again()
    {
        var hold = await PlaceAsync();
        _silo.Store.FailNextCommit(landed: false, new StoreBusyException("full", TimeSpan.FromMilliseconds(150)));

        var fault = await Assert.ThrowsAsync<ActorFaultException>(() => hold.Execute(Some.Stamp("extend"), Extend));

        Assert.Equal(TimeSpan.FromMilliseconds(150), fault.RetryAfter);
    }

    [Fact]
    public async Task A_load_that_failed_is_tried_again_with_the_next_call()
    {
        await PlaceAsync();
        await _silo.RestartAsync(pumpsAreBlind: true, store => store.Broken[nameof(IActorStore.LoadAsync)] = new DataLossException("rotten"));

        Assert.Equal(FaultKind.DataLoss, await FaultAsync(() => _silo.Hold().Get()));
        Assert.Equal(FaultKind.DataLoss, await FaultAsync(() => _silo.Hold().Execute(Some.Stamp("extend"), Extend)));

        _silo.Store.Broken.Clear();
        Assert.Equal(1, (await _silo.Hold().Get())!.Version);
    }

    [Fact]
    public async Task A_message_that_does_not_read_is_data_loss_and_changes_nothing()
    {
        var hold = await PlaceAsync();
        var broken = Some.Message<HoldCommand>("m", new HoldCommand.ConfirmLock("W-1")) with { Body = [.. "{\"type\":\"hold.nonsense.v1\"}"u8] };

        Assert.Equal(FaultKind.DataLoss, await FaultAsync(() => hold.Deliver(broken)));
        Assert.Equal(1, (await hold.Get())!.Version);
    }

    private async Task<IHoldGrain> PlaceAsync()
    {
        Assert.Null(await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null))));
        return _silo.Hold();
    }

    private async Task<string[]> JournalAsync(IHoldGrain hold) =>
        [.. (await _silo.Store.ReadJournalAsync(Some.Actor(hold), 0, 10, CancellationToken.None)).Select(entry => entry.Type)];

    private static async Task<FaultKind> FaultAsync(Func<Task> call) => (await Assert.ThrowsAsync<ActorFaultException>(call)).Kind;
}
