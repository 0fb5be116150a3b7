using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;

namespace Lert.Api.Tests.Journal;

public sealed class JournalTests : IAsyncLifetime
{
    private readonly ApiUnderTest _api = new();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task The_whole_feed_is_read_in_order_and_ends()
    {
        for (var i = 0; i < 1_200; i++)
        {
            _api.Cluster.Archive.Append("account", $"us-{i % 7}", "account.protected.v1");
        }

        var lines = await Read(new());
        Assert.Equal(Enumerable.Range(1, 1_200).Select(i => (long)i), lines.Select(line => line.Position));
        Assert.Equal(Enumerable.Range(601, 5).Select(i => (long)i), (await Read(new() { After = 600, Limit = 5 })).Select(line => line.Position));
    }

    [Fact]
    public async Task One_actors_journal_is_read_by_its_own_count()
    {
        for (var i = 0; i < 1_100; i++)
        {
            _api.Cluster.Archive.Append("hold", Some.HoldId);
            _api.Cluster.Archive.Append("account", Some.Account);
        }

        Assert.Equal(Enumerable.Range(1, 1_100).Select(i => (long)i), (await Read(new() { Kind = "hold", Key = Some.HoldId })).Select(line => line.Sequence));
        Assert.Equal([1_100L], (await Read(new() { Kind = "account", Key = Some.Account, After = 1_099 })).Select(line => line.Sequence));
        Assert.Empty(await Read(new() { Kind = "account", Key = Some.Account, After = 1_100 }));
        Assert.Equal(700, (await Read(new() { Kind = "account", Key = Some.Account, Limit = 700 })).Count);
    }

    [Fact]
    public async Task A_line_carries_what_its_hash_is_made_of()
    {
        _api.Cluster.Archive.Append("hold", Some.HoldId);
        var line = Assert.Single(await Read(new()));
        Assert.Equal((1L, "hold", Some.HoldId, 1L, 1L, "hold.placed.v1", "ann", "c-1"), (line.Position, line.Kind, line.Key, line.Sequence, line.Version, line.Type, line.By, line.CommandId));
        Assert.Equal("{}", line.Data.ToStringUtf8());
        Assert.Equal((32, 32), (line.PreviousHash.Length, line.Hash.Length));
        Assert.Equal(Some.Instant.AddMinutes(1), line.At.ToDateTimeOffset());
    }

    [Fact]
    public async Task Lines_of_other_regions_are_left_out()
    {
        _api.Cluster.Archive.Append("account", "eu-1");
        _api.Cluster.Archive.Append("account", "us-1");
        var token = _api.Token([Roles.Auditor], ["us"]);
        Assert.Equal("us-1", Assert.Single(await Read(new(), token)).Key);
        var error = await ErrorDetails.Of(() => Read(new() { Kind = "account", Key = "eu-1" }, token));
        Assert.Equal((StatusCode.NotFound, EdgeCodes.JournalNotFound), (error.Code, error.Reason));
    }

    [Theory]
    [InlineData("hold", "us-h-0000000000000000000000000a")]
    [InlineData("case", "us-c-0000000000000000000000000a")]
    [InlineData("account", "us-1")]
    public async Task An_actor_that_never_was_has_no_journal(string kind, string key) =>
        Assert.Equal(EdgeCodes.JournalNotFound, (await ErrorDetails.Of(() => Read(new() { Kind = kind, Key = key }))).Reason);

    [Theory]
    [InlineData("hold", "", "key")]
    [InlineData("hold", "us-c-0000000000000000000000000a", "key")]
    [InlineData("account", "../..", "key")]
    [InlineData("desk", "us-1", "kind")]
    [InlineData("", "us-1", "kind")]
    public async Task An_actor_must_be_named_properly(string kind, string key, string field) =>
        Assert.Equal([field], (await ErrorDetails.Of(() => Read(new() { Kind = kind, Key = key }))).Fields);

    [Fact]
    public async Task Positions_and_limits_are_not_negative() =>
        Assert.Equal(["after", "limit"], (await ErrorDetails.Of(() => Read(new() { After = -1, Limit = -1 }))).Fields);

    private async Task<List<V1.JournalLine>> Read(V1.ReadJournalRequest request, string? token = null)
    {
        var client = token is null ? _api.Journal() : new V1.JournalService.JournalServiceClient(_api.With(token));
        using var call = client.Read(request, deadline: ApiUnderTest.Now.UtcDateTime.AddSeconds(60));
        var lines = new List<V1.JournalLine>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            lines.Add(call.ResponseStream.Current);
        }

        return lines;
    }
}
