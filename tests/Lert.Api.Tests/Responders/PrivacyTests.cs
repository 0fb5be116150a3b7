using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains.Journal;
using Lert.Grains.Responders;

namespace Lert.Api.Tests.Responders;

/// <summary>What a person has had to look at is theirs: every role, as that person and as another.</summary>
public sealed class PrivacyTests : IClassFixture<ApiUnderTest>
{
    private readonly ApiUnderTest _api;

    public PrivacyTests(ApiUnderTest api)
    {
        _api = api;
        api.Cluster.ReadResponder = key => Some.Responder(key);
        api.Cluster.ReadExposure = key => Some.Exposure(key);
        api.Cluster.Responder = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Responder(key).View);
        api.Cluster.ReadCase = Some.OpenCase;
        api.Cluster.Archive.Responders = _ => new Page<ResponderListing>([Some.Responder()], null);
        api.Cluster.Archive.Ranking = _ => new Ranking(
            Some.Ana, "Ana speaks Spanish.", [new RankedCandidate(Some.Ana, "Ana", UnavailableReason.Unspecified, "speaks Spanish", "speaks Spanish, 180 min of exposure left")]);
    }

    public static TheoryData<string> Everybody => [.. Roles.All];

    private static string[] People => [Roles.Intake, Roles.Specialist, Roles.Lead, Roles.Counsel, Roles.Producer];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Only_the_person_and_wellness_read_the_exposure_record(string role)
    {
        var other = await Code(_api.Responders("joe", role).GetExposureAsync(new() { ResponderId = Some.Ana }));
        Assert.Equal(role == Roles.Wellness ? StatusCode.OK : StatusCode.PermissionDenied, other);
        var own = await Code(_api.Responders("ana", role).GetExposureAsync(new()));
        Assert.Equal(People.Contains(role) || role == Roles.Wellness ? StatusCode.OK : StatusCode.PermissionDenied, own);
    }

    [Fact]
    public async Task The_answer_about_somebody_else_is_the_same_whether_or_not_they_are_there()
    {
        _api.Cluster.ReadExposure = _ => null;
        var error = await ErrorDetails.Of(_api.Responders("joe", Roles.Lead).GetExposureAsync(new() { ResponderId = "us-u-nobody" }));
        Assert.Equal((StatusCode.PermissionDenied, EdgeCodes.NotYours), (error.Code, error.Reason));
        Assert.Equal(StatusCode.NotFound, await Code(_api.Responders("joe", Roles.Wellness).GetExposureAsync(new() { ResponderId = "us-u-nobody" })));
    }

    [Theory]
    [InlineData(Roles.Lead, true, true, false)]
    [InlineData(Roles.Wellness, true, false, true)]
    [InlineData(Roles.Auditor, false, false, false)]
    public async Task Others_see_whether_somebody_is_available_and_no_more(string role, bool availability, bool contacts, bool own)
    {
        var client = _api.Responders("joe", role);
        foreach (var seen in (V1.Responder[])[await client.GetAsync(new() { ResponderId = Some.Ana }), (await client.ListAsync(new())).Responders[0]])
        {
            Assert.Equal(
                (availability, contacts, own, own), (seen.Availability is not null, seen.ContactRules.Count > 0, seen.Own is not null, seen.Etag.Length > 0));
        }
    }

    [Theory]
    [InlineData(Roles.Intake)]
    [InlineData(Roles.Specialist)]
    [InlineData(Roles.Counsel)]
    [InlineData(Roles.Producer)]
    public async Task Colleagues_see_themselves_alone(string role)
    {
        var own = await _api.Responders("Ana", role).GetAsync(new());
        Assert.Equal((3L, true, "5"), (own.Own.Session.Number, own.Own.OptedOut, own.Etag));
        Assert.Equal(EdgeCodes.NotYours, (await ErrorDetails.Of(_api.Responders("joe", role).GetAsync(new() { ResponderId = Some.Ana }))).Reason);
        Assert.Equal(EdgeCodes.RoleMissing, (await ErrorDetails.Of(_api.Responders("joe", role).ListAsync(new()))).Reason);
    }

    [Fact]
    public async Task Minutes_of_a_candidate_are_for_them_and_for_wellness()
    {
        var request = new V1.SuggestAssigneeRequest { Need = Need() };
        Assert.Equal("", (await _api.Responders("joe", Roles.Lead).SuggestAssigneeAsync(request)).Candidates[0].OwnExplanation);
        Assert.Contains("180 min", (await _api.Responders("ana", Roles.Lead).SuggestAssigneeAsync(request)).Candidates[0].OwnExplanation, StringComparison.Ordinal);
        Assert.Contains("180 min", (await _api.Responders("joe", Roles.Wellness).SuggestAssigneeAsync(request)).Candidates[0].OwnExplanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_lead_changes_shows_them_nothing_that_is_the_persons_own()
    {
        var changed = await _api.Responders("joe", Roles.Lead).AssignAsync(new() { RequestId = "r", ResponderId = Some.Ana, Need = Need() });
        Assert.Equal((null, ""), (changed.Own, changed.Etag));
    }

    [Fact]
    public async Task Only_the_person_views_breaks_off_and_opts_out()
    {
        _api.Cluster.Calls.Clear();
        var lead = _api.Responders("joe", Roles.Lead);
        Func<Task>[] calls =
        [
            () => lead.StartViewingAsync(new() { RequestId = "r", ResponderId = Some.Ana, CaseId = Some.CaseId }).ResponseAsync,
            () => lead.ExtendViewingAsync(new() { RequestId = "r", ResponderId = Some.Ana, Session = 3 }).ResponseAsync,
            () => lead.StopViewingAsync(new() { RequestId = "r", ResponderId = Some.Ana, Session = 3 }).ResponseAsync,
            () => lead.TakeBreakAsync(new() { RequestId = "r", ResponderId = Some.Ana, Minutes = 5 }).ResponseAsync,
            () => lead.OptOutAsync(new() { RequestId = "r", ResponderId = Some.Ana }).ResponseAsync,
            () => lead.OptInAsync(new() { RequestId = "r", ResponderId = Some.Ana }).ResponseAsync,
        ];
        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        Assert.DoesNotContain(_api.Cluster.Calls, called => called is { Grain: "responder", Method: "Execute" });
    }

    [Fact]
    public async Task An_auditor_gets_of_what_is_a_persons_own_the_hashes_alone()
    {
        _api.Cluster.Archive.Append("responder", Some.Ana, "responder.viewing-ended.v1");
        _api.Cluster.Archive.Append("responder", Some.Ana, "responder.cap-overridden.v1");
        var lines = new List<V1.JournalLine>();
        using var call = _api.Journal().Read(new V1.ReadJournalRequest { Kind = "responder", Key = Some.Ana });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            lines.Add(call.ResponseStream.Current);
        }

        Assert.Equal(
            [(true, "", "", false, 0), (false, "responder.cap-overridden.v1", "ann", true, 2)],
            lines.Select(line => (line.Withheld, line.Type, line.By, line.At is not null, line.Data.Length)));
        Assert.All(lines, line => Assert.Equal((32, 32), (line.Hash.Length, line.PreviousHash.Length)));
    }

    private static V1.AssignmentNeed Need() => new() { CaseId = Some.CaseId, Clearance = V1.Clearance.Standard, EstimateMinutes = 20 };

    private static async Task<StatusCode> Code<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }
}
