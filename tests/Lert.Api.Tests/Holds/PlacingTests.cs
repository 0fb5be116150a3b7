using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Holds;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Microsoft.Extensions.Options;

namespace Lert.Api.Tests.Holds;

public sealed class PlacingTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task A_hold_is_answered_when_it_is_active()
    {
        Serve();
        var hold = await api.Holds(Roles.Intake).PlaceAsync(Place("us-1"));
        Assert.Equal(HoldId.Of(Some.CaseId, "us-1"), hold.HoldId);
        var sent = api.Cluster.Calls.Single(call => call.Grain == "case");
        Assert.Equal((Some.CaseId, "r"), (sent.Key, sent.Stamp.CommandId));
        Assert.Equal([new HoldRequest("us-1", null)], sent.Command<CaseCommand.RequestHolds>().Accounts.AsEnumerable());
    }

    [Fact]
    public async Task A_hold_that_is_not_active_in_time_is_to_be_asked_for_again()
    {
        Serve();
        api.Cluster.Settled = (_, _) => Task.FromResult<HoldView?>(null);
        var error = await ErrorDetails.Of(api.Holds(Roles.Intake).PlaceAsync(Place("us-1")));
        Assert.Equal((StatusCode.Unavailable, EdgeCodes.HoldNotSettled), (error.Code, error.Reason));
        Assert.NotNull(error.Retry);
    }

    [Fact]
    public async Task A_grain_whose_patience_ends_early_is_asked_again_within_the_callers()
    {
        Serve();
        var asked = 0;
        api.Cluster.Settled = (key, _) => Task.FromResult(Interlocked.Increment(ref asked) < 3 ? null : Some.Hold(key));
        await api.Holds(Roles.Intake).PlaceAsync(Place("us-1"));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_hold_that_another_silo_takes_over_is_not_waited_for_where_it_was()
    {
        var cluster = new FakeCluster();
        var patience = TimeSpan.FromSeconds(30);
        var settling = new Settling(cluster.Factory, new EdgeClock(RunningApi.Clock), Options.Create(new LertApiOptions { Patience = patience }));
        // Where it was nobody hears of it any more: only whoever asks again is answered.
        var asked = new ConcurrentQueue<TimeSpan>();
        cluster.Settled = (key, turn) =>
        {
            asked.Enqueue(turn);
            return Task.FromResult(asked.Count < 2 ? null : Some.Hold(key));
        };

        Assert.NotNull(await settling.Settled(Some.HoldId, DateTime.MaxValue, CancellationToken.None));
        Assert.All(asked, turn => Assert.InRange(turn, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task The_wait_never_goes_beyond_the_callers_deadline()
    {
        Serve();
        await api.Holds(Roles.Intake).PlaceAsync(Place("us-1"), deadline: ApiUnderTest.Now.UtcDateTime.AddSeconds(20));
        Assert.Equal(TimeSpan.FromMilliseconds(300), Patience());
        var clock = new EdgeClock(new FixedTime(Some.Instant));
        Assert.Equal(TimeSpan.FromMilliseconds(800), clock.Patience(Some.Instant.UtcDateTime.AddSeconds(1), TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Patience(Some.Instant.UtcDateTime.AddSeconds(60), TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Patience(DateTime.MaxValue, TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.Zero, clock.Patience(Some.Instant.UtcDateTime.AddSeconds(-5), TimeSpan.FromSeconds(10)));

        TimeSpan Patience() => (TimeSpan)api.Cluster.Calls.Single(call => call.Method == nameof(IHoldGrain.WhenSettled)).Arguments[0]!;
    }

    [Fact]
    public async Task An_account_of_another_region_is_refused_before_the_case_is_asked()
    {
        Serve();
        var error = await ErrorDetails.Of(api.Holds(Roles.Intake).PlaceAsync(Place("eu-1")));
        Assert.Equal((StatusCode.InvalidArgument, RefusalCodes.HoldWrongRegion), (error.Code, error.Reason));
        Assert.Equal(["account.account_id"], error.Fields);
        Assert.DoesNotContain(api.Cluster.Calls, call => call.Method == nameof(ICaseGrain.Execute));
    }

    [Fact]
    public async Task Five_hundred_accounts_are_five_hundred_answers_in_their_order()
    {
        Serve();
        string[] accounts = [.. Enumerable.Range(0, 500).Select(i => i % 100 == 99 ? $"eu-{i}" : $"us-{i}")];
        var response = await api.Holds(Roles.Intake).PlaceBatchAsync(Batch(accounts));
        Assert.Equal(accounts, response.Results.Select(result => result.AccountId));
        foreach (var result in response.Results)
        {
            if (result.AccountId.StartsWith("us-", StringComparison.Ordinal))
            {
                Assert.Equal((V1.PlaceOutcome.Placed, HoldId.Of(Some.CaseId, result.AccountId)), (result.Outcome, result.HoldId));
                Assert.Equal(result.HoldId, result.Hold.HoldId);
            }
            else
            {
                Assert.Equal((V1.PlaceOutcome.Refused, "", (int)StatusCode.InvalidArgument), (result.Outcome, result.HoldId, result.Failure.Code));
                Assert.Equal(RefusalCodes.HoldWrongRegion, result.Failure.Details.Single(detail => detail.Is(Google.Rpc.ErrorInfo.Descriptor)).Unpack<Google.Rpc.ErrorInfo>().Reason);
            }
        }

        var sent = Assert.Single(api.Cluster.Calls, call => call.Grain == "case").Command<CaseCommand.RequestHolds>();
        Assert.Equal(accounts.Where(account => account.StartsWith("us-", StringComparison.Ordinal)), sent.Accounts.Select(account => account.AccountId));
    }

    [Fact]
    public async Task A_retry_sends_the_very_same_command()
    {
        Serve();
        var batch = Batch("us-1", "eu-2", "us-3", "us-1");
        var (first, second) = (await api.Holds(Roles.Intake).PlaceBatchAsync(batch), await api.Holds(Roles.Intake).PlaceBatchAsync(batch));
        Assert.Equal(first, second);
        var sent = api.Cluster.Calls.Where(call => call.Grain == "case").ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0].Stamp.CommandId, sent[1].Stamp.CommandId);
        Assert.Equal(sent[0].Command<CaseCommand.RequestHolds>().Accounts.AsEnumerable(), sent[1].Command<CaseCommand.RequestHolds>().Accounts);
    }

    [Fact]
    public async Task Holds_that_are_not_active_yet_are_pending_and_the_others_are_not()
    {
        Serve();
        var late = HoldId.Of(Some.CaseId, "us-2");
        var lost = HoldId.Of(Some.CaseId, "us-3");
        var broken = HoldId.Of(Some.CaseId, "us-4");
        api.Cluster.Settled = (key, _) => key == late ? Task.FromResult<HoldView?>(null)
            : key == lost ? throw new TimeoutException()
            : key == broken ? throw new ActorFaultException(FaultKind.DataLoss, "hash")
            : Task.FromResult<HoldView?>(Some.Hold(key));
        var results = (await api.Holds(Roles.Intake).PlaceBatchAsync(Batch("us-1", "us-2", "us-3", "us-4"))).Results;
        Assert.Equal([V1.PlaceOutcome.Placed, V1.PlaceOutcome.Pending, V1.PlaceOutcome.Pending, V1.PlaceOutcome.Refused], results.Select(result => result.Outcome));
        Assert.Equal(late, results[1].HoldId);
        Assert.Null(results[1].Failure);
        Assert.Equal((int)StatusCode.DataLoss, results[3].Failure.Code);
    }

    [Fact]
    public async Task An_account_named_twice_is_asked_for_once_and_answered_twice()
    {
        Serve();
        var results = (await api.Holds(Roles.Intake).PlaceBatchAsync(Batch("us-1", "us-1"))).Results;
        Assert.Equal(results[0], results[1]);
        Assert.Single(api.Cluster.Calls.Single(call => call.Grain == "case").Command<CaseCommand.RequestHolds>().Accounts);
    }

    [Fact]
    public async Task An_account_named_twice_with_other_snapshots_is_refused_the_second_time()
    {
        Serve();
        var batch = Batch("us-1", "us-1");
        batch.Accounts[1].Snapshot = new() { Id = "s", ManifestSha256 = Some.Sha256 };
        var results = (await api.Holds(Roles.Intake).PlaceBatchAsync(batch)).Results;
        Assert.Equal([V1.PlaceOutcome.Placed, V1.PlaceOutcome.Refused], results.Select(result => result.Outcome));
    }

    [Fact]
    public async Task When_no_account_is_good_the_case_must_be_there_all_the_same()
    {
        Serve();
        api.Cluster.ReadCase = _ => null;
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(api.Holds(Roles.Intake).PlaceBatchAsync(Batch("eu-1", "eu-2")))).Code);
        api.Cluster.ReadCase = Some.Case;
        Assert.All((await api.Holds(Roles.Intake).PlaceBatchAsync(Batch("eu-1", "eu-2"))).Results, result => Assert.Equal(V1.PlaceOutcome.Refused, result.Outcome));
    }

    [Fact]
    public async Task What_the_case_refuses_is_refused_for_all()
    {
        Serve();
        api.Cluster.Case = (_, stamp, _) => FakeCluster.Refused<CaseView>(stamp, RefusalCodes.CaseClosed);
        var error = await ErrorDetails.Of(api.Holds(Roles.Intake).PlaceBatchAsync(Batch("us-1")));
        Assert.Equal((StatusCode.FailedPrecondition, RefusalCodes.CaseClosed), (error.Code, error.Reason));
        Assert.DoesNotContain(api.Cluster.Calls, call => call.Grain == "hold");
    }

    [Fact]
    public async Task A_lock_after_the_release_is_answered_when_the_account_has_spoken()
    {
        Serve();
        api.Cluster.Hold = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Hold(key) with { PendingLock = "W-9", Locks = [] });
        var request = new V1.LockHoldRequest { HoldId = Some.HoldId, RequestId = "r", Reference = "W-9" };

        api.Cluster.Settled = (key, _) => Task.FromResult<HoldView?>(Some.Hold(key) with { Locks = [new HoldLock("W-9", Some.Instant, "ann")] });
        Assert.Equal("W-9", (await api.Holds(Roles.Lead).LockForProductionAsync(request)).Locks[0].Reference);

        // A retry after the unlock: it was taken, so it is not refused now.
        api.Cluster.Settled = (key, _) => Task.FromResult<HoldView?>(Some.Hold(key) with { Locks = [] });
        Assert.Empty((await api.Holds(Roles.Lead).LockForProductionAsync(request)).Locks);

        api.Cluster.Settled = (key, _) => Task.FromResult<HoldView?>(Some.Hold(key) with { Locks = [], RejectedLocks = ["W-9"] });
        var gone = await ErrorDetails.Of(api.Holds(Roles.Lead).LockForProductionAsync(request));
        Assert.Equal((StatusCode.FailedPrecondition, RefusalCodes.HoldDataGone), (gone.Code, gone.Reason));

        api.Cluster.Settled = (key, _) => Task.FromResult<HoldView?>(Some.Hold(key) with { PendingLock = "W-9", Locks = [] });
        var late = await ErrorDetails.Of(api.Holds(Roles.Lead).LockForProductionAsync(request));
        Assert.Equal((StatusCode.Unavailable, EdgeCodes.HoldNotSettled), (late.Code, late.Reason));
    }

    private void Serve()
    {
        api.Cluster.Calls.Clear();
        api.Cluster.ReadCase = Some.Case;
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        api.Cluster.Settled = (key, _) => Task.FromResult<HoldView?>(Some.Hold(key));
    }

    private static V1.PlaceHoldRequest Place(string account) => new() { CaseId = Some.CaseId, RequestId = "r", Account = new() { AccountId = account } };

    private static V1.PlaceHoldsRequest Batch(params string[] accounts)
    {
        var request = new V1.PlaceHoldsRequest { CaseId = Some.CaseId, RequestId = "r" };
        request.Accounts.AddRange(accounts.Select(account => new V1.HoldTarget { AccountId = account }));
        return request;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
