using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Api.Watching;
using Lert.Grains.Holds;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Api.Tests.Watching;

public sealed class WatchTests : IAsyncLifetime
{
    private const string CaseA = "us-c-0000000000000000000000000a";
    private const string CaseB = "us-c-0000000000000000000000000b";

    private readonly ApiUnderTest _api = new();

    public Task InitializeAsync()
    {
        _api.Settings["Lert:Api:Heartbeat"] = "00:00:01";
        return _api.InitializeAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_watch_says_at_once_where_it_stands_and_then_tells_what_happens()
    {
        Append(CaseA, "us-1");
        using var watch = _api.Holds(Roles.Lead).Watch(new(), deadline: Soon);
        var first = await Next(watch);
        Assert.Equal(V1.WatchHoldsResponse.WhatOneofCase.Heartbeat, first.WhatCase);
        Assert.NotEmpty(first.ResumeToken);

        var hold = Append(CaseA, "us-2");
        var change = await NextChange(watch);
        Assert.Equal((hold, "hold.placed.v1", "ann", 1L), (change.Change.Hold.HoldId, change.Change.Type, change.Change.By, change.Change.Sequence));
    }

    [Fact]
    public async Task From_the_start_means_everything()
    {
        string[] holds = [Append(CaseA, "us-1"), Append(CaseA, "us-2"), Append(CaseB, "us-1")];
        using var watch = _api.Holds(Roles.Lead).Watch(new() { FromStart = true }, deadline: Soon);
        foreach (var hold in holds)
        {
            Assert.Equal(hold, (await NextChange(watch)).Change.Hold.HoldId);
        }
    }

    [Fact]
    public async Task A_watch_that_is_cut_after_every_single_answer_loses_nothing_and_tells_nothing_twice()
    {
        var holds = Enumerable.Range(0, 12).Select(i => Append(CaseA, $"us-{i}")).ToList();
        var (token, told) = ("", new List<string>());
        while (told.Count < holds.Count)
        {
            using var watch = _api.Holds(Roles.Lead).Watch(new() { FromStart = token.Length == 0, ResumeToken = token }, deadline: Soon);
            var answer = await Next(watch);
            token = answer.ResumeToken;
            if (answer.Change is { } change)
            {
                told.Add(change.Hold.HoldId);
            }
        }

        Assert.Equal(holds, told);
    }

    [Fact]
    public async Task The_token_of_a_list_goes_on_where_the_list_began()
    {
        Append(CaseA, "us-1");
        var token = (await _api.Holds(Roles.Lead).ListAsync(new())).WatchToken;
        var after = Append(CaseA, "us-2");
        using var watch = _api.Holds(Roles.Lead).Watch(new() { ResumeToken = token }, deadline: Soon);
        Assert.Equal(after, (await NextChange(watch)).Change.Hold.HoldId);
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_told()
    {
        Append(CaseA, "us-1");
        Append(CaseB, "us-1");
        var wanted = Append(CaseB, "us-2");
        Append(CaseA, "us-2");
        await Tells(new() { CaseId = CaseB, AccountId = "us-2" }, wanted);
        await Tells(new() { HoldId = wanted }, wanted);
        await Tells(new() { CaseId = CaseB }, HoldId.Of(CaseB, "us-1"), wanted);
        await Tells(new() { AccountId = "us-2" }, wanted, HoldId.Of(CaseA, "us-2"));

        async Task Tells(V1.WatchHoldsRequest request, params string[] holds)
        {
            request.FromStart = true;
            using var watch = _api.Holds(Roles.Lead).Watch(request, deadline: Soon);
            foreach (var hold in holds)
            {
                Assert.Equal(hold, (await NextChange(watch)).Change.Hold.HoldId);
            }

            // The heartbeat that follows stands after everything: nothing else was told.
            V1.WatchHoldsResponse rest;
            do
            {
                rest = await Next(watch);
                Assert.Null(rest.Change);
            }
            while (rest.ResumeToken != ResumeToken.Write(ResumeToken.Holds, 4));
        }
    }

    [Fact]
    public async Task What_the_caller_may_not_see_is_not_told()
    {
        Append("eu-c-0000000000000000000000000a", "eu-1");
        var seen = Append(CaseA, "us-1");
        var client = new V1.HoldService.HoldServiceClient(_api.With(_api.Token([Roles.Lead], ["us"])));
        using var watch = client.Watch(new() { FromStart = true }, deadline: Soon);
        Assert.Equal(seen, (await NextChange(watch)).Change.Hold.HoldId);
    }

    [Fact]
    public async Task Silence_is_broken_by_heartbeats_that_move_on()
    {
        using var watch = _api.Accounts(Roles.Lead).Watch(new() { AccountId = "us-1" }, deadline: Soon);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        var first = watch.ResponseStream.Current;
        _api.Cluster.Archive.Append("account", "us-2", "account.protected.v1");
        var next = first;
        while (next.ResumeToken == first.ResumeToken)
        {
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
            next = watch.ResponseStream.Current;
            Assert.NotNull(next.Heartbeat);
        }
    }

    [Fact]
    public async Task Accounts_are_watched_the_same_way()
    {
        using var watch = _api.Accounts(Roles.Auditor).Watch(new() { FromStart = true }, deadline: Soon);
        _api.Cluster.Archive.Append("hold", "us-h-x");
        _api.Cluster.Archive.Append("account", "us-1", "account.protected.v1");
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        }
        while (watch.ResponseStream.Current.Change is null);

        var change = watch.ResponseStream.Current.Change;
        Assert.Equal(("us-1", "account.protected.v1"), (change.Preservation.AccountId, change.Type));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AQ")]
    [InlineData("AWgAAAAAAAAAAA==")]
    [InlineData("AmgAAAAAAAAAAA")]
    [InlineData("AWj__________w")]
    [InlineData("AWEAAAAAAAAAAA")]
    public async Task Anything_else_is_no_resume_token(string token) => await Refused(new() { ResumeToken = token }, "resume_token");

    [Fact]
    public async Task A_token_from_beyond_the_end_is_refused_and_not_silent_for_ever() =>
        await Refused(new() { ResumeToken = ResumeToken.Write(ResumeToken.Holds, 1_000) }, "resume_token");

    [Fact]
    public async Task A_watch_with_wrong_fields_names_them_all() =>
        await Refused(new() { CaseId = "x", HoldId = "y", AccountId = "z", ResumeToken = "AQ", FromStart = true }, "account_id", "case_id", "hold_id", "resume_token");

    [Fact]
    public async Task A_server_that_stops_says_so_to_those_who_watch()
    {
        using var watch = _api.Holds(Roles.Lead).Watch(new(), deadline: Soon);
        await Next(watch);
        var stopping = _api.StopAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        await stopping;
    }

    [Fact]
    public async Task A_notice_wakes_those_who_wait()
    {
        var signal = _api.Services.GetRequiredService<FeedSignal>();
        var waiting = signal.Next;
        Assert.False(waiting.IsCompleted);
        signal.Raise();
        await waiting;
        Assert.False(signal.Next.IsCompleted);
    }

    private static DateTime Soon => ApiUnderTest.Now.UtcDateTime.AddSeconds(60);

    private string Append(string caseId, string account)
    {
        var hold = HoldId.Of(caseId, account);
        var before = _api.Cluster.Archive.HoldNow;
        _api.Cluster.Archive.HoldNow = key => key == hold ? Some.Hold(key, caseId, account) : before(key);
        _api.Cluster.Archive.Append("hold", hold);
        return hold;
    }

    private async Task Refused(V1.WatchHoldsRequest request, params string[] fields)
    {
        var error = await ErrorDetails.Of(async () =>
        {
            using var watch = _api.Holds(Roles.Lead).Watch(request, deadline: Soon);
            await watch.ResponseStream.MoveNext(CancellationToken.None);
        });
        Assert.Equal(fields, error.Fields.Order(StringComparer.Ordinal));
    }

    private static async Task<V1.WatchHoldsResponse> Next(AsyncServerStreamingCall<V1.WatchHoldsResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        return watch.ResponseStream.Current;
    }

    private static async Task<V1.WatchHoldsResponse> NextChange(AsyncServerStreamingCall<V1.WatchHoldsResponse> watch)
    {
        V1.WatchHoldsResponse answer;
        do
        {
            answer = await Next(watch);
        }
        while (answer.Change is null);

        return answer;
    }
}
