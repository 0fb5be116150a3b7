using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Lert.Domain.Packages;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Silo.Producing;
using Lert.Silo.Tests.Running;
using Lert.Silo.Tests.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;
using V1 = Lert.V1;

namespace Lert.Silo.Tests.Producing;

/// <summary>The packer: what it says of what it cannot pack, that it is asked again after a crash, and how much memory it takes.</summary>
[Collection(nameof(OneMeter))]
public sealed class PackingTests(ITestOutputHelper output)
{
    private const long Mebi = 1024 * 1024;

    /// <summary>With 5 GiB: <c>LERT_PACK_MIB=5120 dotnet test tests/Lert.Silo.Tests -c Release --filter F5_However_large --logger 'console;verbosity=detailed'</c>.</summary>
    private static readonly long Size = Mebi * (int.TryParse(Environment.GetEnvironmentVariable("LERT_PACK_MIB"), CultureInfo.InvariantCulture, out var size) ? size : 192);

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
    public async Task F7_All_that_cannot_be_packed_is_said_at_once_by_item_and_line_and_nothing_hangs()
    {
        await using var world = await ProducingSilo.StartAsync();
        var hold = await world.HoldAsync(world.Take(
            "snap-1", ("basic-subscriber/profile.json", "{}"), ("contents/gone.txt", "a"), ("contents/good.txt", "b"), ("contents/pipe.txt", "c"), ("contents/linked.txt", "d"), ("contents/changed.txt", "e")));
        var of = await world.CaseAsync();
        var prepared = await world.PrepareAsync(of.CaseId, hold);
        await world.ApproveAsync(prepared);
        var contents = Path.Combine(world.Snapshots, "snap-1", "contents");
        foreach (var name in new[] { "gone.txt", "pipe.txt", "linked.txt" })
        {
            File.Delete(Path.Combine(contents, name));
        }

        File.Delete(Path.Combine(world.Snapshots, "snap-1", "basic-subscriber", "profile.json"));
        Directory.CreateDirectory(Path.Combine(world.Snapshots, "snap-1", "basic-subscriber", "profile.json"));
        using (var made = Process.Start("mkfifo", [Path.Combine(contents, "pipe.txt")]))
        {
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(Path.Combine(contents, "linked.txt"), "/etc/passwd");
        await File.WriteAllTextAsync(Path.Combine(contents, "changed.txt"), "E");

        var failed = await world.PackAsync(prepared.DisclosureId);
        Assert.Equal((V1.DisclosureStatus.Approved, "source.unreadable"), (failed.Status, failed.Problem));
        Assert.Equal(
            ["i1, line 1: source.unreadable", "i2, line 2: source.missing", "i2, line 4: source.no-file", "i2, line 5: source.path-refused", "i2, line 6: source.changed"],
            failed.ProblemDetail.Split('\n').Select(line => string.Join(':', line.Split(':')[..2])));
        // A name may tell too much.
        Assert.DoesNotContain(".txt", failed.ProblemDetail, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(world.Packages));
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
        var (before, began) = (GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        var package = await maker.MakeAsync(new DisclosureWork("us-d-1", 1, scope, "hash", "pia", Some.Start, []), CancellationToken.None);
        var (allocated, took) = (GC.GetTotalAllocatedBytes() - before, Stopwatch.GetElapsedTime(began));
        output.WriteLine($"{Size / Mebi:N0} MiB packed in {took.TotalSeconds:N1} s, {Size / Mebi / took.TotalSeconds:N0} MiB/s; {allocated / Mebi:N1} MiB allocated on the way");
        Assert.Equal((1, Size), (package.Files, package.ContentSize));
        // Of all that is allocated on the way, most at no time at once.
        Assert.True(allocated < Math.Min(Size / 8, 64 * Mebi), $"{allocated / Mebi} MiB were allocated for {Size / Mebi} MiB");
    }
}
