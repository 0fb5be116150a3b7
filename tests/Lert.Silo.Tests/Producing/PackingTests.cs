using System.Security.Cryptography;
using Lert.Domain.Packages;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Silo.Producing;
using Lert.Silo.Tests.Running;
using Lert.Silo.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using V1 = Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>The packer: what it says of what it cannot pack, that it is asked again after a crash, and how much memory it takes.</summary>
[Collection(nameof(OneMeter))]
public sealed class PackingTests
{
    [Fact]
    public async Task F2_A_file_that_was_changed_is_said_so_nothing_is_left_on_the_shelf_and_it_can_be_tried_again()
    {
        await using var world = await ProducingSilo.StartAsync();
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold);
        await world.ApproveAsync(prepared);
        var file = Path.Combine(world.Snapshots, "snap-1", "contents", "chat.txt");
        await File.WriteAllTextAsync(file, "hullo");
        var failed = await world.PackAsync(prepared.DisclosureId);
        Assert.Equal((V1.DisclosureStatus.Approved, "source.changed"), (failed.Status, failed.Problem));
        Assert.Empty(Directory.GetFiles(world.Packages));
        Assert.Equal("disclosure.not-allowed", await ProducingSilo.RefusedAsync(async () => await world.DeliverAsync(prepared.DisclosureId)));

        await File.WriteAllTextAsync(file, "hello");
        Assert.Equal(V1.DisclosureStatus.Packaged, (await world.PackAsync(prepared.DisclosureId)).Status);
    }

    [Fact]
    public async Task F5_A_silo_that_dies_while_it_packs_packs_again_when_it_is_back_and_once_in_effect()
    {
        await using var world = await ProducingSilo.StartAsync();
        var hold = await world.HoldAsync(world.Take("snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/chat.txt", "hello")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold);
        await world.ApproveAsync(prepared);
        var grain = world.Silo.Grains.GetGrain<IDisclosureGrain>(prepared.DisclosureId);

        // The packer's word is lost, as if the silo had died after its package lay there.
        world.Silo.Store.FailCommits(commit => commit.By == "system:packer" ? new Store.StoreUnavailableException("away") : null);
        await world.Producer.PackageAsync(new V1.PackageDisclosureRequest { RequestId = "pack", DisclosureId = prepared.DisclosureId });
        await Eventually.TrueAsync(() => Directory.Exists(world.Packages) && Directory.GetFiles(world.Packages, "*.lertpkg").Length == 1, "a package that nobody knows of");
        Assert.Equal(DisclosureStatus.Packaging, (await grain.Get())!.Status);
        await world.RestartAsync();

        // Its first load offers it again.
        await Eventually.TrueAsync(async () => (await world.GetAsync(prepared.DisclosureId)).Status == V1.DisclosureStatus.Packaged, "packed again");
        await world.DeliverAsync(prepared.DisclosureId);
        Assert.Contains("i2/contents/chat.txt", world.Open(await world.FetchAsync(prepared.DisclosureId)).Keys);
    }

    [Fact]
    public async Task F5_However_large_the_content_memory_stays_flat_and_the_key_is_nowhere()
    {
        const long Size = 192L * 1024 * 1024;
        await using var world = await ProducingSilo.StartAsync();
        var path = Path.Combine(world.Snapshots, "snap-1", "contents", "video.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var sparse = new FileStream(path, FileMode.CreateNew))
        {
            sparse.SetLength(Size);
        }

        await using var read = File.OpenRead(path);
        var snapshot = world.Sign("snap-1", $"{Convert.ToHexStringLower(await SHA256.HashDataAsync(read))}  contents/video.bin\n");
        var scope = new ProductionScope(
            "us-c-1", "hash",
            [new ProductionItem("i1", DataCategory.Contents, "us-1", null, null, ProductionOutcome.Produced, "", "us-h-1", new Grains.Holds.Snapshot(snapshot.Id, snapshot.ManifestSha256))],
            new Recipient("Agency", world.Recipient.PublicKey));
        var maker = world.Silo.Services.GetRequiredService<PackageMaker>();
        var before = GC.GetTotalAllocatedBytes();
        var package = await maker.MakeAsync(new DisclosureWork("us-d-1", 1, scope, "hash", "pia", Some.Start, []), CancellationToken.None);
        var allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.Equal((1, Size), (package.Files, package.ContentSize));
        Assert.True(allocated < Size / 8, $"{allocated / 1024 / 1024} MiB were allocated for {Size / 1024 / 1024} MiB");
    }
}
