using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>H5 in a whole silo: a case about a minor, with its hold, its page and its production, for who is on its list and who is not.</summary>
public sealed class RestrictedTests
{
    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task H5_Holds_pages_and_productions_of_a_restricted_case_are_not_there_for_others(string store)
    {
        await using var world = await ProducingSilo.StartOnAsync(store);
        var of = await world.CaseAsync(SpecialTarget.Minor);
        var request = Caller.Open("keep", Some.Start);
        request.Intake = new CaseIntake { Entity = "us", SpecialTargets = { SpecialTarget.Minor }, SeniorReviewer = "carl" };
        var keep = (await world.Caller.Cases.OpenAsync(request)).CaseId;
        var hold = (await world.Caller.Holds.PlaceAsync(new PlaceHoldRequest
        {
            RequestId = world.Next(), CaseId = keep,
            Account = new HoldTarget { AccountId = "us-1", Snapshot = world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")) },
        })).HoldId;
        var insider = new DisclosureService.DisclosureServiceClient(world.Caller.As(Roles.Specialist, "carl"));
        var prepared = await insider.PrepareAsync(world.Preparation(of.CaseId, hold, all: true));
        // There is nobody in this world whom the case could be given to, and it says so.
        await Eventually.TrueAsync(async () => (await Pages(world, "ann").ListAsync(new ListPagesRequest())).Pages.Count > 0, "a page about the case");
        var page = (await Pages(world, "ann").ListAsync(new ListPagesRequest())).Pages[0].PageId;

        var (holds, pages, productions) = (new HoldService.HoldServiceClient(world.Caller.As(Roles.Lead, "bob")), Pages(world, "bob"), new DisclosureService.DisclosureServiceClient(world.Caller.As(Roles.Lead, "bob")));
        Func<Task>[] hidden =
        [
            async () => await holds.GetAsync(new GetHoldRequest { HoldId = hold }),
            async () => await holds.ExtendAsync(new ExtendHoldRequest { HoldId = hold, RequestId = world.Next(), AskedAt = Timestamp.FromDateTimeOffset(Some.Start), Reference = "x" }),
            async () => await holds.PlaceAsync(new PlaceHoldRequest { CaseId = keep, RequestId = world.Next(), Account = new HoldTarget { AccountId = "us-2" } }),
            // Nothing to ask of the case, and it must not be told that it is there.
            async () => await holds.PlaceBatchAsync(new PlaceHoldsRequest { CaseId = keep, RequestId = world.Next(), Accounts = { new HoldTarget { AccountId = "ie-2" } } }),
            async () => await pages.GetAsync(new GetPageRequest { PageId = page }),
            async () => await pages.ResolveAsync(new ResolvePageRequest { PageId = page, RequestId = world.Next(), Reason = "x" }),
            async () => await productions.GetAsync(new GetDisclosureRequest { DisclosureId = prepared.DisclosureId }),
            async () => await productions.ListAsync(new ListDisclosuresRequest { CaseId = of.CaseId }),
            async () => await productions.ApproveAsync(world.Approval(prepared)),
            async () => await productions.CancelAsync(new CancelDisclosureRequest { DisclosureId = prepared.DisclosureId, RequestId = world.Next(), Reason = "x" }),
            async () => await productions.PrepareAsync(world.Preparation(of.CaseId, hold, all: true)),
            // What is wrong with it could only be known from the case.
            async () => await productions.PrepareAsync(new PrepareDisclosureRequest
            {
                RequestId = world.Next(), CaseId = of.CaseId, Recipient = world.Recipient, Items = { new ItemChoice { ItemId = "i9", Outcome = ProductionOutcome.NotFound, Reason = "x" } },
            }),
        ];
        foreach (var call in hidden)
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
        }

        // Nor does a production of another case take anything from it, or say that it could not.
        var other = await world.CaseAsync();
        var absent = hold[..^1] + (hold[^1] == '0' ? '1' : '0');
        Assert.Equal(await Refused(hold), (await Refused(absent)).Replace(absent, hold, StringComparison.Ordinal));
        Assert.Contains("is no hold that is there", await Refused(hold), StringComparison.Ordinal);

        async Task<string> Refused(string of)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await productions.PrepareAsync(world.Preparation(other.CaseId, of, all: true)));
            var details = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")!).Details;
            return string.Join('\n', details.Where(detail => detail.Is(Google.Rpc.BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<Google.Rpc.BadRequest>().FieldViolations).Select(wrong => wrong.Description));
        }

        Assert.Empty((await holds.ListAsync(new ListHoldsRequest())).Holds);
        Assert.All((await pages.ListAsync(new ListPagesRequest())).Pages, told => Assert.Equal($"case/{other.CaseId}", told.Subject));
        Assert.Single((await world.Caller.Holds.ListAsync(new ListHoldsRequest())).Holds);

        foreach (var id in new[] { of.CaseId, keep })
        {
            await world.Caller.Cases.GrantAccessAsync(new GrantAccessRequest { CaseId = id, RequestId = world.Next(), Subject = "bob", Reason = "takes over" });
        }

        Assert.Equal(hold, (await holds.GetAsync(new GetHoldRequest { HoldId = hold })).HoldId);
        Assert.Contains((await pages.ListAsync(new ListPagesRequest())).Pages, told => told.PageId == page);
        Assert.Single((await productions.ListAsync(new ListDisclosuresRequest { CaseId = of.CaseId })).Disclosures);
    }

    private static PageService.PageServiceClient Pages(ProducingSilo world, string subject) => new(world.Caller.As(Roles.Lead, subject));
}
