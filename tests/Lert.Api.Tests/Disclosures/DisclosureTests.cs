using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Disclosures;

namespace Lert.Api.Tests.Disclosures;

public sealed class DisclosureTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task Everything_that_is_wrong_with_a_production_is_said_at_once()
    {
        api.Cluster.Disclosure = (_, stamp, _) => FakeCluster.Refused<DisclosureView>(stamp, RefusalCodes.DisclosureNotFound);
        var error = await ErrorDetails.Of(api.Disclosures(Roles.Producer).PrepareAsync(new V1.PrepareDisclosureRequest
        {
            RequestId = "not an id",
            CaseId = "../x",
            Items = { new V1.ItemChoice { ItemId = " ", Outcome = (V1.ProductionOutcome)77, HoldId = new string('x', 100), Reason = "\0" } },
        }));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(
            ["case_id", "items[0].hold_id", "items[0].item_id", "items[0].outcome", "items[0].reason", "recipient.name", "recipient.public_key", "request_id"],
            error.Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task H3_That_it_is_taken_is_in_the_journal_before_a_byte_flows_and_the_rules_are_asked_again()
    {
        Deliverable();
        api.Shelf.Package = () =>
        {
            Assert.Contains(api.Cluster.Calls, call => call is { Grain: "disclosure", Method: "Execute" });
            return new MemoryStream("package"u8.ToArray());
        };
        Assert.Equal("package"u8.ToArray(), await FetchAsync());
        Assert.Equal(
            [nameof(IDisclosureGrain.Execute), nameof(IDisclosureGrain.JudgeHandOut)], api.Cluster.Calls.Where(call => call.Grain == "disclosure").Select(call => call.Method));
    }

    [Fact]
    public async Task A15_A_stream_that_is_under_way_ends_when_the_case_goes_back()
    {
        Deliverable();
        var asked = 0;
        api.Cluster.HandOut = _ => Interlocked.Increment(ref asked) == 1 ? null : new Refusal(RefusalCodes.DisclosureCaseNotReady, "The case is Withdrawn.");
        api.Shelf.Package = () => new MemoryStream(new byte[20 * 1024 * 1024]);
        var flowed = 0L;
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            using var call = api.Disclosures(Roles.Producer).Fetch(new V1.FetchDisclosureRequest { DisclosureId = Some.DisclosureId, RequestId = "r" });
            await foreach (var piece in call.ResponseStream.ReadAllAsync())
            {
                flowed += piece.Data.Length;
            }
        });
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Equal(8L * 1024 * 1024, flowed);
    }

    [Fact]
    public async Task A15_A_remembered_yes_opens_nothing_when_the_answer_is_no_by_now()
    {
        Deliverable();
        api.Cluster.HandOut = _ => new Refusal(RefusalCodes.DisclosureCaseNotReady, "The case is Withdrawn.");
        Assert.Equal(RefusalCodes.DisclosureCaseNotReady, ErrorDetails.Of(await Assert.ThrowsAsync<RpcException>(FetchAsync)).Reason);
    }

    [Fact]
    public async Task A_package_that_is_not_there_and_a_shelf_that_is_closed_are_told_apart()
    {
        Deliverable();
        api.Shelf.Package = () => null;
        Assert.Equal(RefusalCodes.DisclosurePackageMissing, ErrorDetails.Of(await Assert.ThrowsAsync<RpcException>(FetchAsync)).Reason);
        api.Shelf.Package = () => throw new ShelfClosedException("The store looks restored.");
        Assert.Equal(EdgeCodes.Unavailable, ErrorDetails.Of(await Assert.ThrowsAsync<RpcException>(FetchAsync)).Reason);
    }

    [Fact]
    public async Task H5_A_restricted_cases_disclosures_are_not_there_for_strangers()
    {
        api.Cluster.ReadDisclosure = Some.Disclosure;
        api.Cluster.ReadCase = Some.Case;
        Assert.NotNull(await api.Disclosures(Roles.Lead).GetAsync(new V1.GetDisclosureRequest { DisclosureId = Some.DisclosureId }));
        var stranger = new V1.DisclosureService.DisclosureServiceClient(api.With(api.Token([Roles.Lead], subject: "bob")));
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(stranger.GetAsync(new V1.GetDisclosureRequest { DisclosureId = Some.DisclosureId }))).Code);
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(stranger.ListAsync(new V1.ListDisclosuresRequest { CaseId = Some.CaseId }))).Code);
    }

    private void Deliverable()
    {
        api.Cluster.Calls.Clear();
        api.Cluster.HandOut = _ => null;
        api.Cluster.Disclosure = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Disclosure(key));
    }

    private async Task<byte[]> FetchAsync()
    {
        using var call = api.Disclosures(Roles.Producer).Fetch(new V1.FetchDisclosureRequest { DisclosureId = Some.DisclosureId, RequestId = "r" });
        using var all = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            piece.Data.WriteTo(all);
        }

        return all.ToArray();
    }
}
