using Lert.Api.Identity;
using Lert.Api.Lists;
using Lert.Api.Tests.Running;
using Lert.Grains.Holds;
using Lert.Grains.Journal;

namespace Lert.Api.Tests.Lists;

public sealed class PagingTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 120).Select(i => HoldId.Of(Some.CaseId, $"us-{i}")).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Pages_follow_each_other_to_the_end()
    {
        Serve();
        var (seen, token, pages) = (new List<string>(), "", 0);
        do
        {
            var page = await List(new() { PageToken = token, Filter = "status = LOCKED" });
            seen.AddRange(page.Holds.Select(hold => hold.HoldId));
            token = page.NextPageToken;
            Assert.InRange(++pages, 1, 3);
        }
        while (token.Length > 0);

        Assert.Equal(Keys, seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_page_has_fifty_unless_asked_and_a_thousand_at_most()
    {
        Serve();
        Assert.Equal(50, (await List(new())).Holds.Count);
        Assert.Equal(7, (await List(new() { PageSize = 7 })).Holds.Count);
        Assert.Equal(120, (await List(new() { PageSize = 1_000 })).Holds.Count);
        foreach (var size in new[] { -1, 1_001, int.MaxValue, int.MinValue })
        {
            Assert.Equal(["page_size"], (await ErrorDetails.Of(() => List(new() { PageSize = size }))).Fields);
        }
    }

    [Fact]
    public async Task A_page_may_change_its_size_and_the_spelling_of_its_filter()
    {
        Serve();
        var first = await List(new() { PageSize = 3, Filter = "status = LOCKED AND regime = r" });
        var second = await List(new() { PageSize = 5, Filter = "regime = \"r\" AND status=(LOCKED)", PageToken = first.NextPageToken });
        Assert.Equal(Keys[3..8], second.Holds.Select(hold => hold.HoldId));
    }

    [Fact]
    public async Task A_page_token_belongs_to_its_list_and_filter()
    {
        Serve();
        var token = (await List(new() { Filter = "status = LOCKED" })).NextPageToken;
        Assert.Equal(["page_token"], (await ErrorDetails.Of(() => List(new() { PageToken = token }))).Fields);
        Assert.Equal(["page_token"], (await ErrorDetails.Of(() => List(new() { PageToken = token, Filter = "status = ACTIVE" }))).Fields);
        var cases = api.Cases(Roles.Lead);
        Assert.Equal(["page_token"], (await ErrorDetails.Of(cases.ListAsync(new() { PageToken = (await List(new())).NextPageToken }))).Fields);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("AQ")]
    [InlineData("AQAAAAAAAAAA")]
    [InlineData("AgAAAAAAAAAAdXM")]
    [InlineData("../..")]
    [InlineData("A A")]
    public async Task Anything_else_is_no_page_token(string token) =>
        Assert.Equal(["page_token"], (await ErrorDetails.Of(() => List(new() { PageToken = token }))).Fields);

    [Fact]
    public async Task A_page_token_has_a_bound() =>
        Assert.Equal(["page_token"], (await ErrorDetails.Of(() => List(new() { PageToken = new string('A', 10_000) }))).Fields);

    [Fact]
    public async Task Everything_wrong_with_a_list_is_said_at_once() =>
        Assert.Equal(["filter", "page_size", "page_token"], (await ErrorDetails.Of(() => List(new() { PageToken = "x", PageSize = -1, Filter = "?" }))).Fields.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_filter_reaches_the_archive()
    {
        ListQuery? asked = null;
        api.Cluster.Archive.Holds = query =>
        {
            asked = query;
            return new([], null);
        };
        await List(new() { Filter = "status = (ACTIVE OR LOCKED) AND account = us-1 AND case = c AND regime = r AND due_before = \"2027-01-01T00:00:00+01:00\"" });
        Assert.Equal(["eu", "us"], asked!.Regions.AsEnumerable());
        Assert.Equal(["Active", "Locked"], asked.Statuses.AsEnumerable());
        Assert.Equal(("us-1", "c", "r"), (asked.Account, asked.Case, asked.Regime));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero), asked.DueBefore);
    }

    [Fact]
    public async Task Cases_are_listed_the_same_way()
    {
        ListQuery? asked = null;
        api.Cluster.Archive.Cases = query =>
        {
            asked = query.Columns;
            return new([Some.Case(Some.CaseId)], query.Columns.AfterKey is null ? Some.CaseId : null);
        };
        var first = await api.Cases(Roles.Auditor).ListAsync(new() { Filter = "status = PRESERVED AND regime = us-2703f", PageSize = 1 });
        Assert.Equal(["Preserved"], asked!.Statuses.AsEnumerable());
        var second = await api.Cases(Roles.Auditor).ListAsync(new() { Filter = "status = PRESERVED AND regime = us-2703f", PageToken = first.NextPageToken });
        Assert.Equal(Some.CaseId, asked.AfterKey);
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task Cases_are_listed_by_what_falls_due_and_that_is_a_list_of_its_own()
    {
        ListQuery? asked = null;
        var place = new DuePlace(Some.Instant, Some.CaseId);
        api.Cluster.Archive.Cases = query =>
        {
            asked = query.Columns;
            return new([Some.Case(Some.CaseId)], query.Columns.AfterKey is null ? query.Columns.ByDue ? $"{place}" : Some.CaseId : null);
        };
        var cases = api.Cases(Roles.Auditor);
        var first = await cases.ListAsync(new() { OrderBy = "due", PageSize = 1 });
        Assert.True(asked!.ByDue);
        _ = await cases.ListAsync(new() { OrderBy = "due", PageToken = first.NextPageToken });
        Assert.True(DuePlace.TryParse(asked.AfterKey!, out var read));
        Assert.Equal(place, read);

        Assert.Equal(["page_token"], (await ErrorDetails.Of(cases.ListAsync(new() { PageToken = first.NextPageToken }))).Fields);
        Assert.Equal(["page_token"], (await ErrorDetails.Of(cases.ListAsync(new() { OrderBy = "due", PageToken = PageToken.Write("cases by due", new Filter([]), Some.CaseId) }))).Fields);
        Assert.Equal(["order_by"], (await ErrorDetails.Of(cases.ListAsync(new() { OrderBy = "agency" }))).Fields);
    }

    [Theory]
    [InlineData("us-c-1")]
    [InlineData("/us-c-1")]
    [InlineData("x/us-c-1")]
    [InlineData("99999999999999999999/us-c-1")]
    [InlineData("99999999999999999/us-c-1")]
    public void What_is_no_place_among_what_falls_due_is_none(string text) => Assert.False(DuePlace.TryParse(text, out _));

    private void Serve() => api.Cluster.Archive.Holds = query =>
    {
        var rest = Keys.Where(key => query.AfterKey is null || string.CompareOrdinal(key, query.AfterKey) > 0).ToArray();
        var page = rest.Take(query.Limit).ToArray();
        return new([.. page.Select(Some.Hold)], rest.Length > page.Length ? page[^1] : null);
    };

    private async Task<V1.ListHoldsResponse> List(V1.ListHoldsRequest request) => await api.Holds(Roles.Lead).ListAsync(request);
}
