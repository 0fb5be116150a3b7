using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains.Cases;
using Lert.Grains.Journal;
using Lert.Grains.Requesters;

namespace Lert.Api.Tests.Requesters;

/// <summary>What of requesters goes through the edge, and what does not.</summary>
public sealed class RequesterInputTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    private static readonly string Id = RequesterKey.OfficerOf("us", "Agency of .example", "Officer A");

    [Fact]
    public async Task A5_An_agency_and_an_officer_go_to_the_entries_of_their_names()
    {
        var agency = (RequesterCommand.PutAgency)await SentAsync(RequesterKey.AgencyOf("us", "Agency of .example"), () => api.Requesters(Roles.Lead).PutAgencyAsync(Agency()));
        Assert.Equal(("US", AgencyKind.Police), (agency.Country, agency.Kind));
        Assert.Equal(new NumberEntry("+1 555 0199", "their site"), agency.Numbers[0]);
        var officer = await SentAsync(Id, () => api.Requesters(Roles.Intake).PutOfficerAsync(new V1.PutOfficerRequest
        {
            RequestId = "r", Region = "us", Agency = "agency of .EXAMPLE", Officer = "Officer  A", Badge = "4711", Email = "a@police.example",
        }));
        Assert.Equal(new RequesterCommand.PutOfficer("agency of .EXAMPLE", "Officer  A", "4711", "a@police.example"), officer);
    }

    [Fact]
    public async Task Each_command_reaches_its_requester()
    {
        Assert.Equal(
            new RequesterCommand.RecordCallBack("+1 555 0199", "Sgt. C", true),
            await SentAsync(Id, () => api.Requesters(Roles.Intake).RecordCallAsync(new V1.RecordCallRequest { RequestId = "r", RequesterId = Id, Number = "+1 555 0199", Person = "Sgt. C", Confirmed = true })));
        Assert.Equal(
            new RequesterCommand.Verify("known"), await SentAsync(Id, () => api.Requesters(Roles.Lead).VerifyAsync(new V1.VerifyRequest { RequestId = "r", RequesterId = Id, Reason = "known" })));
        Assert.Equal(
            new RequesterCommand.Recall(Some.Instant, "taken over"),
            await SentAsync(Id, () => api.Requesters(Roles.Counsel).RecallAsync(new V1.RecallRequest { RequestId = "r", RequesterId = Id, AsOf = Timestamp.FromDateTimeOffset(Some.Instant), Reason = "taken over" })));
    }

    [Fact]
    public async Task A8_A_review_of_a_recall_reaches_its_case()
    {
        api.Cluster.Case = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Case(key));
        api.Cluster.Calls.Clear();
        await api.Cases(Roles.Lead).ReviewRecallAsync(new V1.ReviewRecallRequest { CaseId = Some.CaseId, RequestId = "r", Finding = "it is real" });
        Assert.Equal(new CaseCommand.ReviewRecall("it is real"), api.Cluster.Calls.Last().Command<CaseCommand>());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        api.Cluster.Requester = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Requester(key));
        var agency = await ErrorDetails.Of(api.Requesters(Roles.Lead).PutAgencyAsync(new V1.PutAgencyRequest { Region = "sg", Numbers = { new V1.NumberEntry() }, Domains = { "a\nb" }, Etag = "x" }));
        Assert.Equal(StatusCode.InvalidArgument, agency.Code);
        Assert.Equal(["region", "kind", "agency", "domains[0]", "numbers[0].number", "numbers[0].source", "request_id", "etag"], agency.Fields);
        Assert.Equal(["region", "agency", "officer", "badge", "request_id"], (await ErrorDetails.Of(api.Requesters(Roles.Lead).PutOfficerAsync(new V1.PutOfficerRequest { Badge = new string('x', 65) }))).Fields);
        Assert.Equal(["requester_id", "as_of", "reason", "request_id"], (await ErrorDetails.Of(api.Requesters(Roles.Lead).RecallAsync(new V1.RecallRequest { RequesterId = "us-c-1" }))).Fields);
        Assert.Equal(["requester_id", "number", "request_id"], (await ErrorDetails.Of(api.Requesters(Roles.Lead).RecordCallAsync(new V1.RecordCallRequest()))).Fields);
        Assert.Equal(["requester_id", "reason", "request_id"], (await ErrorDetails.Of(api.Requesters(Roles.Lead).VerifyAsync(new V1.VerifyRequest()))).Fields);
        Assert.Equal(["numbers"], (await ErrorDetails.Of(api.Requesters(Roles.Lead).PutAgencyAsync(TooMany()))).Fields);
        Assert.Equal(["filter"], (await ErrorDetails.Of(api.Requesters(Roles.Lead).ListAsync(new V1.ListRequestersRequest { Filter = "status = TRUSTED" }))).Fields);
    }

    [Fact]
    public async Task A_list_filters_by_status()
    {
        ListQuery? asked = null;
        api.Cluster.Archive.Requesters = query =>
        {
            asked = query;
            return new Page<RequesterView>([Some.Requester(Id)], null);
        };
        var found = await api.Requesters(Roles.Auditor).ListAsync(new V1.ListRequestersRequest { Filter = "status = COMPROMISED" });
        Assert.Equal(("Compromised", Id), (Assert.Single(asked!.Statuses), Assert.Single(found.Requesters).RequesterId));
    }

    private static V1.PutAgencyRequest Agency() => new()
    {
        RequestId = "r", Region = "us", Agency = "Agency of .example", Country = "US", Kind = V1.AgencyKind.Police, Domains = { "police.example" },
        Numbers = { new V1.NumberEntry { Number = "+1 555 0199", Source = "their site" } },
    };

    private static V1.PutAgencyRequest TooMany()
    {
        var request = Agency();
        request.Numbers.Add(Enumerable.Range(0, 1_001).Select(_ => new V1.NumberEntry()));
        return request;
    }

    private async Task<RequesterCommand> SentAsync(string key, Func<AsyncUnaryCall<V1.Requester>> call)
    {
        api.Cluster.Requester = (id, stamp, _) => FakeCluster.Accepted(stamp, Some.Requester(id));
        api.Cluster.Calls.Clear();
        await call();
        var sent = api.Cluster.Calls.Last(known => known.Grain == "requester");
        Assert.Equal(("requester", key), (sent.Grain, sent.Key));
        return sent.Command<RequesterCommand>();
    }
}
