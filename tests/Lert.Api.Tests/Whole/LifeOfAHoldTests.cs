using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Api.Watching;
using Lert.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Api.Tests.Whole;

/// <summary>The API over real grains and a real store.</summary>
public sealed class LifeOfAHoldTests(SiloUnderTest silo) : IClassFixture<SiloUnderTest>
{
    [Fact]
    public async Task A_request_becomes_a_hold_that_is_extended_locked_unlocked_and_released_by_two()
    {
        var holds = silo.Holds(Roles.Lead);
        var opened = await silo.Cases(Roles.Intake).OpenAsync(Opening("life"));
        Assert.Equal(ActorKey.CaseOf("us", "life"), opened.CaseId);

        var hold = await holds.PlaceAsync(new() { RequestId = "life-p", CaseId = opened.CaseId, Account = new() { AccountId = "us-life" } });
        Assert.Equal(V1.HoldStatus.Active, hold.Status);
        Assert.NotEmpty(hold.Explanation);
        Assert.Equal(V1.PreservationStatus.Kept, (await silo.Accounts(Roles.Lead).GetPreservationAsync(new() { AccountId = "us-life" })).Status);
        var retained = await ErrorDetails.Of(silo.Accounts(Roles.DeletionPipeline).AuthorizeDeletionAsync(new() { RequestId = "life-d", AccountId = "us-life", Ticket = "t" }));
        Assert.Equal((StatusCode.FailedPrecondition, RefusalCodes.AccountRetained), (retained.Code, retained.Reason));

        var extended = await holds.ExtendAsync(new() { RequestId = "life-x", HoldId = hold.HoldId, AskedAt = Now(), Reference = "X-1", Etag = hold.Etag });
        Assert.Equal(1, extended.ExtensionsUsed);
        Assert.True(extended.ReleaseNotBefore > hold.ReleaseNotBefore);

        var stale = await ErrorDetails.Of(holds.LockForProductionAsync(new() { RequestId = "life-s", HoldId = hold.HoldId, Reference = "W-1", Etag = hold.Etag }));
        Assert.Equal((StatusCode.Aborted, RefusalCodes.VersionStale), (stale.Code, stale.Reason));

        Assert.Equal(V1.HoldStatus.Locked, (await holds.LockForProductionAsync(new() { RequestId = "life-l", HoldId = hold.HoldId, Reference = "W-1" })).Status);
        Assert.Equal(V1.HoldStatus.Active, (await holds.UnlockAsync(new() { RequestId = "life-u", HoldId = hold.HoldId, Reference = "W-1" })).Status);

        var release = new V1.ReleaseHoldRequest { RequestId = "life-r1", HoldId = hold.HoldId, Ground = V1.ReleaseGround.Withdrawn, Reason = "withdrawn by the agency" };
        Assert.Equal(V1.HoldStatus.Active, (await holds.ReleaseAsync(release)).Status);
        release.RequestId = "life-r2";
        var alone = await ErrorDetails.Of(holds.ReleaseAsync(release));
        Assert.Equal(RefusalCodes.HoldSecondApproverRequired, alone.Reason);
        var second = new V1.HoldService.HoldServiceClient(silo.With(silo.Token([Roles.Counsel], subject: "bob")));
        release.RequestId = "life-r3";
        var released = await second.ReleaseAsync(release);
        Assert.Equal((V1.HoldStatus.Released, true), (released.Status, released.ReleasedEarly));
    }

    [Fact]
    public async Task The_same_request_id_gets_the_same_answer_and_other_content_is_told_apart()
    {
        var request = Opening("twice");
        var (first, second) = (await silo.Cases(Roles.Intake).OpenAsync(request), await silo.Cases(Roles.Intake).OpenAsync(request));
        Assert.Equal(first, second);
        Assert.Single(await Journal("case", first.CaseId), line => line.Type.StartsWith("case.opened", StringComparison.Ordinal));

        request.Officer = "Officer Other";
        var reused = await ErrorDetails.Of(silo.Cases(Roles.Intake).OpenAsync(request));
        Assert.Equal((StatusCode.AlreadyExists, RefusalCodes.RequestIdReused), (reused.Code, reused.Reason));
    }

    [Fact]
    public async Task Five_hundred_accounts_are_placed_in_one_request_and_a_retry_changes_nothing()
    {
        var opened = await silo.Cases(Roles.Intake).OpenAsync(Opening("many"));
        var batch = new V1.PlaceHoldsRequest { RequestId = "many-p", CaseId = opened.CaseId };
        batch.Accounts.AddRange(Enumerable.Range(0, 500).Select(i => new V1.HoldTarget { AccountId = $"us-many-{i:D3}" }));
        batch.Accounts.Add(new V1.HoldTarget { AccountId = "eu-many" });
        var results = await PlaceAll(batch);
        Assert.Equal(500, results.Count(result => result.Outcome == V1.PlaceOutcome.Placed));
        Assert.Equal(V1.PlaceOutcome.Refused, results[500].Outcome);
        await AllNoted(opened.CaseId);
        var before = (await Journal("case", opened.CaseId)).Count;
        Assert.Equal(results.Select(result => result.HoldId), (await PlaceAll(batch)).Select(result => result.HoldId));
        Assert.Equal(before, (await Journal("case", opened.CaseId)).Count);
        Assert.All(await Task.WhenAll(results.Take(500).Select(result => Journal("hold", result.HoldId))), lines => Assert.Single(lines));

        var filter = $"case = {opened.CaseId} AND status = ACTIVE";
        Assert.Equal(500, (await silo.Holds(Roles.Auditor).ListAsync(new() { Filter = filter, PageSize = 1_000 })).Holds.Count);
        var (listed, token) = (new List<string>(), "");
        do
        {
            var page = await silo.Holds(Roles.Auditor).ListAsync(new() { Filter = filter, PageSize = 120, PageToken = token });
            listed.AddRange(page.Holds.Select(hold => hold.HoldId));
            token = page.NextPageToken;
            Assert.InRange(listed.Count, 1, 500);
        }
        while (token.Length > 0);

        Assert.Equal(results.Take(500).Select(result => result.HoldId).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task A_watch_hears_of_a_hold_and_goes_on_from_its_token()
    {
        var opened = await silo.Cases(Roles.Intake).OpenAsync(Opening("watched"));
        var token = (await silo.Holds(Roles.Lead).ListAsync(new())).WatchToken;
        var hold = await silo.Holds(Roles.Lead).PlaceAsync(new() { RequestId = "watched-p", CaseId = opened.CaseId, Account = new() { AccountId = "us-watched" } });
        await silo.Holds(Roles.Lead).LockForProductionAsync(new() { RequestId = "watched-l", HoldId = hold.HoldId, Reference = "W-1" });

        var placed = await Next(token);
        Assert.Equal(("hold.placed.v1", 1L), (placed.Change.Type, placed.Change.Sequence));
        var locked = await Next(placed.ResumeToken);
        Assert.Equal(("hold.locked.v1", 2L), (locked.Change.Type, locked.Change.Sequence));

        async Task<V1.WatchHoldsResponse> Next(string from)
        {
            using var watch = silo.Holds(Roles.Lead).Watch(new() { ResumeToken = from, HoldId = hold.HoldId }, deadline: Soon);
            do
            {
                Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
            }
            while (watch.ResponseStream.Current.Change is null);

            return watch.ResponseStream.Current;
        }
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once_by_edge_and_rules_together_and_nothing_is_stored()
    {
        var error = await ErrorDetails.Of(silo.Cases(Roles.Intake).OpenAsync(new V1.OpenCaseRequest
        {
            RequestId = "wrong",
            Region = "us",
            Kind = V1.CaseKind.Preservation,
            Regime = "us-9999z",
            Zone = "Mars/Olympus",
            TriggerAt = Timestamp.FromDateTimeOffset(RunningApi.Now.AddYears(1)),
            Agency = new string('x', 10_000),
            Officer = "\0",
        }));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(["agency", "agency_reference", "officer", "regime", "trigger_at", "zone"], error.Fields.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await Feed(), line => line.CommandId is "wrong" or "invalid");
        foreach (var id in new[] { "wrong", "invalid" })
        {
            Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(() => Journal("case", ActorKey.CaseOf("us", id)))).Code);
        }
    }

    [Fact]
    public async Task Absent_and_invisible_get_the_same_answer_from_every_command()
    {
        var there = await silo.Cases(Roles.Intake).OpenAsync(Opening("hidden", "eu"));
        var hold = await silo.Holds(Roles.Intake).PlaceAsync(new() { RequestId = "hidden-p", CaseId = there.CaseId, Account = new() { AccountId = "eu-hidden" } });
        var us = silo.With(silo.Token([Roles.Lead], ["us"]));
        var (cases, holds) = (new V1.CaseService.CaseServiceClient(us), new V1.HoldService.HoldServiceClient(us));
        foreach (var call in new Func<string, string, Task>[]
        {
            (caseId, _) => cases.GetAsync(new() { CaseId = caseId }).ResponseAsync,
            (caseId, _) => cases.CloseAsync(new() { RequestId = "h", CaseId = caseId, Reason = "x" }).ResponseAsync,
            (caseId, _) => cases.CloseAsync(new() { RequestId = "h", CaseId = caseId, Reason = "x", Etag = "1" }).ResponseAsync,
            (caseId, _) => holds.PlaceAsync(new() { RequestId = "h", CaseId = caseId, Account = new() { AccountId = $"{caseId[..2]}-1" } }).ResponseAsync,
            (_, holdId) => holds.GetAsync(new() { HoldId = holdId }).ResponseAsync,
            (_, holdId) => holds.ExtendAsync(new() { RequestId = "h", HoldId = holdId, AskedAt = Now(), Reference = "x" }).ResponseAsync,
            (_, holdId) => holds.ReleaseAsync(new() { RequestId = "h", HoldId = holdId, Ground = V1.ReleaseGround.Quashed, Reason = "x", Etag = "2" }).ResponseAsync,
        })
        {
            string absentCase = ActorKey.CaseOf("us", "never"), absentHold = Lert.Grains.Holds.HoldId.Of(absentCase, "us-1");
            var hidden = await ErrorDetails.Of(() => call(there.CaseId, hold.HoldId));
            var absent = await ErrorDetails.Of(() => call(absentCase, absentHold));
            Assert.Equal(StatusCode.NotFound, hidden.Code);
            Assert.Equal(
                absent.Message.Replace(absentCase, "ID", StringComparison.Ordinal).Replace(absentHold, "ID", StringComparison.Ordinal),
                hidden.Message.Replace(there.CaseId, "ID", StringComparison.Ordinal).Replace(hold.HoldId, "ID", StringComparison.Ordinal));
            Assert.Equal(absent.Info, hidden.Info);
        }
    }

    [Fact]
    public async Task The_journal_that_leaves_the_api_verifies_by_what_the_proto_says_of_its_hashes()
    {
        await silo.Cases(Roles.Intake).OpenAsync(Opening("hashed"));
        var last = new Dictionary<string, byte[]>();
        foreach (var line in await Feed())
        {
            var actor = $"{line.Kind}/{line.Key}";
            Assert.Equal(last.GetValueOrDefault(actor, new byte[32]), line.PreviousHash.ToByteArray());
            Assert.Equal(JournalHash.Of(line), line.Hash.ToByteArray());
            last[actor] = line.Hash.ToByteArray();
        }

        Assert.NotEmpty(last);
    }

    [Fact]
    public async Task A_commit_wakes_those_who_watch_without_waiting_for_their_poll()
    {
        // Only the subscription and the feed's stream raise the signal: the second time it is the stream.
        var signal = silo.Services.GetRequiredService<FeedSignal>();
        var raised = signal.Next;
        for (var i = 0; i < 200 && !raised.IsCompleted; i++)
        {
            await silo.Cases(Roles.Intake).OpenAsync(Opening($"noticed-{i}"));
        }

        await raised.WaitAsync(TimeSpan.FromSeconds(30));
        var again = signal.Next;
        await silo.Cases(Roles.Intake).OpenAsync(Opening("noticed-again"));
        await again.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Health_answers_anyone() =>
        Assert.Equal([0x08, 0x01], await silo.With(null).AsyncUnaryCall(RawCalls.Bytes(MethodType.Unary, "grpc.health.v1.Health", "Check"), null, default, []));

    private static DateTime Soon => RunningApi.Now.UtcDateTime.AddSeconds(60);

    private static Timestamp Now() => Timestamp.FromDateTimeOffset(RunningApi.Now);

    private static V1.OpenCaseRequest Opening(string requestId, string region = "us")
    {
        var request = Some.OpenCase();
        (request.RequestId, request.Region) = (requestId, region);
        request.TriggerAt = Timestamp.FromDateTimeOffset(RunningApi.Now.AddDays(-1));
        return request;
    }

    /// <summary>Holds that are pending on a busy machine are asked for again, as a client would.</summary>
    private async Task<IReadOnlyList<V1.PlaceResult>> PlaceAll(V1.PlaceHoldsRequest batch)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var results = (await silo.Holds(Roles.Intake).PlaceBatchAsync(batch)).Results;
            if (results.All(result => result.Outcome != V1.PlaceOutcome.Pending))
            {
                return results;
            }
        }

        throw new TimeoutException("Some holds never became active.");
    }

    /// <summary>The holds are active before their case has heard of each.</summary>
    private async Task AllNoted(string caseId)
    {
        var deadline = Soon;
        while ((await silo.Cases(Roles.Lead).GetAsync(new() { CaseId = caseId }, deadline: deadline)).HoldsActive < 500)
        {
        }
    }

    private Task<List<V1.JournalLine>> Feed() => Journal("", "");

    private async Task<List<V1.JournalLine>> Journal(string kind, string key)
    {
        using var call = silo.Journal().Read(new() { Kind = kind, Key = key }, deadline: Soon);
        var lines = new List<V1.JournalLine>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            lines.Add(call.ResponseStream.Current);
        }

        return lines;
    }
}
