using System.Collections.Immutable;
using Google.Protobuf;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Lert.Grains.Pages;

namespace Lert.Api.Tests.Identity;

/// <summary>H5: what belongs to a restricted case is there for the people on its list, and for everybody else as if it were not.</summary>
public sealed class RestrictedTests : IAsyncLifetime
{
    private static readonly string Restricted = ActorKey.CaseOf("us", "restricted");
    private static readonly string Hold = HoldId.Of(Restricted, "us-1");
    private static readonly string Page = PageKey.Of("us", AlertKind.Emergency, $"case/{Restricted}");

    private readonly ApiUnderTest _api = new();

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _api.Cluster.Archive.Restricted[Restricted] = ["ann"];
        _api.Cluster.ReadHold = key => key == Hold ? Some.Hold(key, Restricted, "us-1") : null;
        _api.Cluster.Hold = (key, stamp, _) => key == Hold ? FakeCluster.Accepted(stamp, Some.Hold(key, Restricted, "us-1")) : FakeCluster.Refused<HoldView>(stamp, RefusalCodes.HoldNotFound);
        _api.Cluster.Settled = (key, _) => Task.FromResult<HoldView?>(Some.Hold(key, Restricted, "us-1"));
        _api.Cluster.ReadPage = key => key == Page ? About(Restricted) : null;
        _api.Cluster.Page = (key, stamp, _) => key == Page ? FakeCluster.Accepted(stamp, About(Restricted)) : FakeCluster.Refused<PageView>(stamp, RefusalCodes.PageNotFound);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public static TheoryData<string, string, Func<string, IMessage>> Calls => new()
    {
        { "HoldService/Get", Roles.Lead, id => new V1.GetHoldRequest { HoldId = id } },
        { "HoldService/Extend", Roles.Lead, id => new V1.ExtendHoldRequest { HoldId = id, RequestId = "r", AskedAt = Some.Instant.ToProto(), Reference = "x" } },
        { "HoldService/LockForProduction", Roles.Lead, id => new V1.LockHoldRequest { HoldId = id, RequestId = "r", Reference = "x" } },
        { "HoldService/Unlock", Roles.Lead, id => new V1.UnlockHoldRequest { HoldId = id, RequestId = "r", Reference = "x" } },
        { "HoldService/Release", Roles.Lead, id => new V1.ReleaseHoldRequest { HoldId = id, RequestId = "r", Ground = V1.ReleaseGround.Withdrawn, Reason = "x" } },
        { "HoldService/RecordSnapshot", Roles.Producer, id => new V1.RecordSnapshotRequest { HoldId = id, RequestId = "r", Snapshot = new() { Id = "s", ManifestSha256 = Some.Sha256 } } },
        { "PageService/Get", Roles.Lead, id => new V1.GetPageRequest { PageId = id } },
        { "PageService/Snooze", Roles.Lead, id => new V1.SnoozePageRequest { PageId = id, RequestId = "r", Until = Some.Instant.ToProto() } },
        { "PageService/Resolve", Roles.Lead, id => new V1.ResolvePageRequest { PageId = id, RequestId = "r", Reason = "x" } },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task H5_A_hold_and_a_page_of_a_restricted_case_answer_as_absent(string method, string role, Func<string, IMessage> request)
    {
        var there = method.StartsWith("Page", StringComparison.Ordinal) ? Page : Hold;
        var absent = $"{there[..5]}{ActorKey.Digest("absent")}";
        Assert.Equal(StatusCode.OK, (await CallAsync("ann", there)).Code);
        _api.Cluster.Calls.Clear();
        var (hidden, missing) = (await CallAsync("bob", there), await CallAsync("bob", absent));
        Assert.Equal(StatusCode.NotFound, hidden.Code);
        Assert.Equal(missing.Text.Replace(absent, "ID", StringComparison.Ordinal), hidden.Text.Replace(there, "ID", StringComparison.Ordinal));
        Assert.Equal(missing.Details.Length, hidden.Details.Length);
        Assert.DoesNotContain(_api.Cluster.Calls, call => call.Method == "Execute" && call.Key == there);
        // Whoever was granted access a moment ago has it.
        _api.Cluster.Archive.Restricted[Restricted] = ["ann", "bob"];
        Assert.Equal(StatusCode.OK, (await CallAsync("bob", there)).Code);

        async Task<(StatusCode Code, string Text, byte[] Details)> CallAsync(string subject, string id)
        {
            var descriptor = RawCalls.Methods.Single(known => known.Path() == $"/lert.v1.{method}");
            var (code, error, _) = await _api.With(_api.Token([role], subject: subject)).Call(descriptor, request(id).ToByteArray());
            return (code, error?.Status.Detail ?? "", error?.Trailers.GetValueBytes("grpc-status-details-bin") ?? []);
        }
    }

    [Fact]
    public async Task H5_Whose_a_hold_is_is_read_once_where_its_case_is_not_restricted_and_before_each_command_where_it_is()
    {
        var open = ActorKey.CaseOf("us", "open");
        var (first, second) = (HoldId.Of(open, "us-2"), HoldId.Of(open, "us-3"));
        _api.Cluster.ReadHold = key => key == Hold ? Some.Hold(key, Restricted, "us-1") : Some.Hold(key, open, "us-2");
        _api.Cluster.Hold = (key, stamp, _) => key == Hold || key == first || key == second ? FakeCluster.Accepted(stamp, Some.Hold(key)) : FakeCluster.Refused<HoldView>(stamp, RefusalCodes.HoldNotFound);
        Assert.Equal((1, 1), await ReadsAsync(first, StatusCode.OK));
        Assert.Equal((0, 0), await ReadsAsync(first, StatusCode.OK));
        // What is known of the case is known for each of its holds.
        Assert.Equal((1, 0), await ReadsAsync(second, StatusCode.OK));
        Assert.Equal((4, 4), await ReadsAsync(Hold, StatusCode.NotFound));

        async Task<(int Holds, int Cases)> ReadsAsync(string hold, StatusCode forBob)
        {
            _api.Cluster.Calls.Clear();
            foreach (var (subject, expected) in new[] { ("ann", StatusCode.OK), ("bob", forBob), ("ann", StatusCode.OK), ("bob", forBob) })
            {
                Assert.Equal(expected, await UnlockAsync(subject, hold));
            }

            return (_api.Cluster.Calls.Count(call => call.Method == "Get" && call.Key == hold), _api.Cluster.Calls.Count(call => call.Method == "ReadAudiences"));
        }

        async Task<StatusCode> UnlockAsync(string subject, string hold)
        {
            try
            {
                _ = await Holds(subject).UnlockAsync(new V1.UnlockHoldRequest { HoldId = hold, RequestId = "r", Reference = "x" });
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        }
    }

    [Fact]
    public async Task H5_An_auditor_sees_all_of_it()
    {
        Assert.Equal(Hold, (await Holds("vera", Roles.Auditor).GetAsync(new V1.GetHoldRequest { HoldId = Hold })).HoldId);
        Assert.Equal(Page, (await Pages("vera", Roles.Auditor).GetAsync(new V1.GetPageRequest { PageId = Page })).PageId);
    }

    [Fact]
    public async Task H5_Lists_leave_it_out_and_their_pages_still_follow_each_other_to_the_end()
    {
        var open = ActorKey.CaseOf("us", "open");
        ImmutableArray<HoldView> all =
            [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? open : Restricted).Select((of, i) => Some.Hold(HoldId.Of(of, $"us-{i}"), of, $"us-{i}")).OrderBy(hold => hold.HoldId, StringComparer.Ordinal)];
        _api.Cluster.Archive.Holds = query => Slice(all, hold => hold.HoldId, query);
        Assert.Equal(all.Where(hold => hold.Order.CaseId == open).Select(hold => hold.HoldId), await ListAsync("bob"));
        Assert.Equal(all.Select(hold => hold.HoldId), await ListAsync("ann"));

        _api.Cluster.Archive.Pages = query => Slice([About(Restricted), About(open) with { PageId = "us-p-other" }], page => page.PageId, query);
        Assert.Equal(["us-p-other"], (await Pages("bob").ListAsync(new V1.ListPagesRequest())).Pages.Select(page => page.PageId));
        Assert.Equal(2, (await Pages("ann").ListAsync(new V1.ListPagesRequest())).Pages.Count);

        async Task<List<string>> ListAsync(string subject)
        {
            var (seen, token) = (new List<string>(), "");
            do
            {
                var page = await Holds(subject).ListAsync(new V1.ListHoldsRequest { PageSize = 7, PageToken = token });
                Assert.True(page.Holds.Count == 7 || page.NextPageToken.Length == 0);
                seen.AddRange(page.Holds.Select(hold => hold.HoldId));
                token = page.NextPageToken;
            }
            while (token.Length > 0);
            return seen;
        }
    }

    [Fact]
    public async Task H5_A_watch_does_not_tell_of_it()
    {
        var open = HoldId.Of(ActorKey.CaseOf("us", "open"), "us-2");
        _api.Cluster.Archive.HoldNow = key => key == Hold ? Some.Hold(key, Restricted, "us-1") : Some.Hold(key);
        _api.Cluster.Archive.Append("hold", Hold);
        _api.Cluster.Archive.Append("hold", open);
        foreach (var (subject, first) in new[] { ("bob", open), ("ann", Hold) })
        {
            using var watch = Holds(subject).Watch(new V1.WatchHoldsRequest { FromStart = true }, deadline: RunningApi.Now.AddSeconds(30).UtcDateTime);
            do
            {
                Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
            }
            while (watch.ResponseStream.Current.Change is null);
            Assert.Equal(first, watch.ResponseStream.Current.Change.Hold.HoldId);
        }
    }

    [Fact]
    public async Task H5_Whoever_is_told_sees_the_page_and_whoever_was_told_before_can_still_answer_it()
    {
        _api.Cluster.ReadPage = key => key == Page ? About(Restricted) with { Told = [new ToldPerson("us-u-bob", "on call", Some.Instant, Reach.Sent)] } : null;
        Assert.Equal(Page, (await Pages("bob").GetAsync(new V1.GetPageRequest { PageId = Page })).PageId);
        // The next step has begun: it tells somebody else now.
        _api.Cluster.ReadPage = key => key == Page ? About(Restricted) : null;
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(Pages("bob").GetAsync(new V1.GetPageRequest { PageId = Page }))).Code);
        Assert.Equal(Page, (await Pages("bob").AcknowledgeAsync(new V1.AcknowledgePageRequest { PageId = Page, RequestId = "r" })).PageId);
    }

    private static PageView About(string caseId) => Some.Page(Page) with { Subject = $"case/{caseId}", OpenedBy = "system:case", AcknowledgedBy = null, Told = [] };

    private static Page<TView> Slice<TView>(ImmutableArray<TView> all, Func<TView, string> key, ListQuery query)
        where TView : class
    {
        TView[] rest = [.. all.Where(item => query.AfterKey is null || string.CompareOrdinal(key(item), query.AfterKey) > 0)];
        return new Page<TView>([.. rest.Take(query.Limit)], rest.Length > query.Limit ? key(rest[query.Limit - 1]) : null);
    }

    private V1.HoldService.HoldServiceClient Holds(string subject, string role = Roles.Lead) => new(_api.With(_api.Token([role], subject: subject)));

    private V1.PageService.PageServiceClient Pages(string subject, string role = Roles.Lead) => new(_api.With(_api.Token([role], subject: subject)));
}
