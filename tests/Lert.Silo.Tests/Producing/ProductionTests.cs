using System.Text.Json;
using Lert.Api.Identity;
using Lert.Domain.Packages;
using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>A production from end to end: over gRPC, from a real folder of snapshots, on a real store.</summary>
public sealed class ProductionTests
{
    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task F1_F2_F5_F6_Prepared_approved_by_two_packed_delivered_and_receipted(string store)
    {
        await using var world = await ProducingSilo.StartOnAsync(store);
        var hold = await world.HoldAsync(world.Take("snap/1", ("basic-subscriber/profile.json", "{\"name\":\"D\"}"), ("basic-subscriber/empty.txt", ""), ("contents/chat.txt", "hello"), ("precise-location/track.csv", "1,2")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold);
        Assert.Equal((DisclosureStatus.Prepared, "snap/1", false, true), (prepared.Status, prepared.Items[0].Snapshot.Id, prepared.Partial, prepared.Final));
        Assert.Equal(DisclosureStatus.Approved, (await world.ApproveAsync(prepared)).Status);
        var packed = await world.PackAsync(prepared.DisclosureId);
        Assert.Equal((DisclosureStatus.Packaged, 3, 1, 17L), (packed.Status, packed.Package.Files, packed.Package.EmptyFiles, packed.Package.ContentSize));
        Assert.Equal(DisclosureStatus.Delivered, (await world.DeliverAsync(prepared.DisclosureId)).Status);

        var found = world.Open(await world.FetchAsync(prepared.DisclosureId));
        Assert.Equal(
            ["certificate.json", "certificate.txt", "i1/basic-subscriber/empty.txt", "i1/basic-subscriber/profile.json", "i2/contents/chat.txt", "manifest.json"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("hello", ""), (found["i2/contents/chat.txt"], found["i1/basic-subscriber/empty.txt"]));
        var manifest = ProductionManifest.Read(System.Text.Encoding.UTF8.GetBytes(found["manifest.json"]));
        Assert.Equal(prepared.ScopeHash, manifest.ScopeHash);
        Assert.All(manifest.Files, file => Assert.Equal(Sha256(found[file.Path]), file.Sha256));
        Assert.Equal(packed.Package.ManifestSha256, Sha256(found["manifest.json"]));
        Assert.Equal("pia", JsonDocument.Parse(found["certificate.json"]).RootElement.GetProperty("custodian").GetString());
        Assert.Contains(packed.Package.ManifestSha256, found["certificate.txt"], StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = of.CaseId })).Status == CaseStatus.Delivered, "the case is delivered");
        var receipted = await world.Producer.ConfirmReceiptAsync(new ConfirmDisclosureReceiptRequest { RequestId = world.Next(), DisclosureId = prepared.DisclosureId, Reference = "R-1" });
        Assert.Equal((DisclosureStatus.Receipted, "R-1", 1), (receipted.Status, receipted.Receipt, receipted.Reads));
        await Eventually.TrueAsync(async () => (await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = of.CaseId })).Status == CaseStatus.Acknowledged, "the case is acknowledged");
        // What is over is taken off the shelf.
        await Eventually.TrueAsync(() => Directory.GetFiles(world.Packages).Length == 0, "the shelf is empty");
        Assert.Equal("disclosure.not-allowed", await ProducingSilo.RefusedAsync(() => world.FetchAsync(prepared.DisclosureId)));
        Assert.Single((await world.Lead.ListAsync(new ListDisclosuresRequest { CaseId = of.CaseId })).Disclosures);
    }

    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task F3_H6_An_approval_for_subscriber_data_exports_no_messages_and_nobody_has_two_duties(string store)
    {
        await using var world = await ProducingSilo.StartOnAsync(store);
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold, all: false);
        Assert.True(prepared is { Partial: true, Final: false });
        Assert.Equal("disclosure.own-preparation", await ProducingSilo.RefusedAsync(async () => await world.As(Roles.Lead, "pat").ApproveAsync(world.Approval(prepared))));
        await world.Lead.ApproveAsync(world.Approval(prepared));
        Assert.Equal("case.second-approver-required", await ProducingSilo.RefusedAsync(async () => await world.Lead.ApproveAsync(world.Approval(prepared))));
        Assert.Equal("case.second-approver-required", await ProducingSilo.RefusedAsync(() => world.PackAsync(prepared.DisclosureId)));
        await world.Counsel.ApproveAsync(world.Approval(prepared));
        Assert.Equal("case.approver-delivers", await ProducingSilo.RefusedAsync(async () =>
            await world.As(Roles.Producer, "lea").PackageAsync(new PackageDisclosureRequest { RequestId = world.Next(), DisclosureId = prepared.DisclosureId })));
        await world.PackAsync(prepared.DisclosureId);
        // Ann approved the case, not this disclosure.
        Assert.Equal("case.approver-delivers", await ProducingSilo.RefusedAsync(async () =>
            await world.As(Roles.Producer, "ann").DeliverAsync(new DeliverDisclosureRequest { RequestId = world.Next(), DisclosureId = prepared.DisclosureId })));
        await world.DeliverAsync(prepared.DisclosureId);
        Assert.Equal("case.approver-delivers", await ProducingSilo.RefusedAsync(() => world.FetchAsync(prepared.DisclosureId, world.As(Roles.Producer, "lea"))));

        var found = world.Open(await world.FetchAsync(prepared.DisclosureId));
        Assert.DoesNotContain(found.Keys, name => name.Contains("contents", StringComparison.Ordinal));
        Assert.Contains("still being reviewed", found["manifest.json"], StringComparison.Ordinal);
        // A part of it does not deliver the case.
        Assert.Equal(CaseStatus.DisclosureApproval, (await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = of.CaseId })).Status);
    }

    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task F1_One_data_type_added_after_the_approval_voids_it(string store)
    {
        await using var world = await ProducingSilo.StartOnAsync(store);
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold, all: false);
        await world.ApproveAsync(prepared);
        var revised = await world.Preparer.ReviseAsync(new ReviseDisclosureRequest
        {
            RequestId = world.Next(), DisclosureId = prepared.DisclosureId, Recipient = world.Recipient, Reason = "the rest is reviewed",
            Items =
            {
                new ItemChoice { ItemId = "i1", Outcome = ProductionOutcome.Produced, HoldId = hold }, new ItemChoice { ItemId = "i2", Outcome = ProductionOutcome.Produced, HoldId = hold },
            },
        });
        Assert.Equal((DisclosureStatus.Prepared, 0), (revised.Status, revised.Approvals.Count));
        Assert.NotEqual(prepared.ScopeHash, revised.ScopeHash);
        Assert.Equal("scope.changed", await ProducingSilo.RefusedAsync(async () => await world.Lead.ApproveAsync(world.Approval(prepared))));
        Assert.Equal("case.second-approver-required", await ProducingSilo.RefusedAsync(() => world.PackAsync(prepared.DisclosureId)));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
