using Grpc.Core;
using Lert.Grains;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.V1;

namespace Lert.Silo.Tests.Cases;

/// <summary>A1 and A4 as their requester meets them: over gRPC, and in what the store keeps.</summary>
public sealed class IntakeTests
{
    [Fact]
    public async Task A1_An_EPOC_without_an_issuing_authority_is_told_every_missing_field_and_nothing_is_stored()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var request = Caller.Open("epoc", Some.Start);
        (request.Kind, request.Regime, request.Intake) = (CaseKind.Epoc, "eu-epoc", new CaseIntake { Entity = "ie", Country = "FR" });
        var refused = await Assert.ThrowsAsync<RpcException>(() => caller.Cases.OpenAsync(request).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(["certificate", "issuing_authority", "items", "offence", "signed_by"], Fields(refused).Order(StringComparer.Ordinal));
        Assert.Null(await silo.Store.LoadAsync(new ActorId("case", ActorKey.CaseOf("us", "epoc")), CancellationToken.None));
        Assert.Empty((await silo.Store.ReadFeedAsync(0, 100, CancellationToken.None)).Entries);
        Assert.Empty((await caller.Cases.ListAsync(new ListCasesRequest())).Cases);
    }

    [Fact]
    public async Task A4_A_request_to_the_wrong_entity_is_told_the_right_one_and_its_receipt_is_all_that_is_kept()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var request = Caller.Open("misdirected", Some.Start);
        (request.Kind, request.Regime) = (CaseKind.Warrant, "us-warrant");
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud", Items = { new ScopeItem { AccountId = "eu-1", Category = DataCategory.BasicSubscriber } },
        };
        var refused = await Assert.ThrowsAsync<RpcException>(() => caller.Cases.OpenAsync(request).ResponseAsync);
        var info = Status(refused).Details[0].Unpack<Google.Rpc.ErrorInfo>();
        Assert.Equal((StatusCode.FailedPrecondition, "intake.wrong-entity", "ie"), (refused.StatusCode, info.Reason, info.Metadata["right_entity"]));
        var id = ActorKey.CaseOf("us", "misdirected");
        Assert.Equal("case.misdirected.v1", Assert.Single(await silo.Store.ReadJournalAsync(new ActorId("case", id), 0, 100, CancellationToken.None)).Type);
        Assert.Null(await silo.Store.NextWakeAsync(Slots.All, CancellationToken.None));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => caller.Cases.GetAsync(new GetCaseRequest { CaseId = id }).ResponseAsync)).StatusCode);
        // The same request again is the same answer, and no second receipt.
        await Assert.ThrowsAsync<RpcException>(() => caller.Cases.OpenAsync(request).ResponseAsync);
        Assert.Single(await silo.Store.ReadJournalAsync(new ActorId("case", id), 0, 100, CancellationToken.None));
    }

    private static Google.Rpc.Status Status(RpcException refused) => Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")!);

    private static IEnumerable<string> Fields(RpcException refused) =>
        Status(refused).Details.Where(detail => detail.Is(Google.Rpc.BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<Google.Rpc.BadRequest>().FieldViolations).Select(violation => violation.Field);
}
