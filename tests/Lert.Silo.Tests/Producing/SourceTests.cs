using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Silo.Producing;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Tests.Producing;

/// <summary>A folder of snapshots: what is read of it, and what is refused.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Root => _folder.At("snapshots");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void F3_Only_files_of_the_items_own_category_are_found()
    {
        var snapshot = Take(("basic-subscriber/a.json", "a"), ("contents/b.txt", "b"), ("contents/2026-05-01/c.txt", "c"), ("notes/d.txt", "d"), ("basic-subscriber-contents/e", "e"));
        Assert.Equal(["basic-subscriber/a.json"], Find(snapshot, DataCategory.BasicSubscriber));
        Assert.Equal(["contents/b.txt", "contents/2026-05-01/c.txt"], Find(snapshot, DataCategory.Contents));
        Assert.Empty(Find(snapshot, DataCategory.PreciseLocation));
    }

    [Fact]
    public void F1_An_item_that_is_limited_to_days_gets_files_of_those_days_and_refuses_what_is_of_none()
    {
        var snapshot = Take(("contents/2026-04-30/a", "a"), ("contents/2026-05-01/b", "b"), ("contents/2026-05-31/c", "c"), ("contents/2026-06-01/d", "d"), ("basic-subscriber/e", "e"));
        Assert.Equal(["contents/2026-05-01/b", "contents/2026-05-31/c"], Find(snapshot, DataCategory.Contents, new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31)));
        Assert.Equal(["contents/2026-05-31/c", "contents/2026-06-01/d"], Find(snapshot, DataCategory.Contents, from: new DateOnly(2026, 5, 2)));
        Assert.Equal(SourceException.Undated, Refused(() => Find(snapshot, DataCategory.BasicSubscriber, from: new DateOnly(2026, 5, 2))));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("contents/../../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("contents//a")]
    [InlineData("contents/./a")]
    [InlineData("contents/...")]
    [InlineData("contents\\a")]
    [InlineData("contents/a\\..\\b")]
    [InlineData("contents/c:a")]
    [InlineData("contents/a\u0007")]
    [InlineData("contents/a\r")]
    [InlineData("contents/ a")]
    [InlineData("contents")]
    [InlineData("")]
    public void A_name_with_a_trick_refuses_the_whole_snapshot(string name)
    {
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "outside.txt"), "secret");
        var snapshot = Sign($"{Hash("secret")}  {name}\n");
        Assert.Equal(SourceException.PathRefused, Refused(() => Find(snapshot, DataCategory.Contents)));
        Assert.Equal(SourceException.PathRefused, Refused(() => Find(Sign($"{Hash("a")}  contents/a\n{Hash("a")}  contents/a\n"), DataCategory.Contents)));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("...")]
    public void A_snapshots_id_leads_to_no_other_folder(string id)
    {
        Directory.CreateDirectory(Root);
        Assert.Equal(SourceException.PathRefused, Refused(() => Find(new Snapshot(id, new string('a', 64)), DataCategory.Contents)));
        Assert.Equal(SourceException.Missing, Refused(() => Find(new Snapshot("../../etc", new string('a', 64)), DataCategory.Contents)));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("category")]
    [InlineData("snapshot")]
    public void A_link_is_not_followed(string what)
    {
        var outside = _folder.At("outside");
        Directory.CreateDirectory(Path.Combine(outside, "contents"));
        File.WriteAllText(Path.Combine(outside, "contents", "a"), "a");
        var snapshot = Take(("contents/a", "a"));
        var place = Path.Combine(Root, "snap-1");
        if (what == "file")
        {
            File.Delete(Path.Combine(place, "contents", "a"));
            File.CreateSymbolicLink(Path.Combine(place, "contents", "a"), Path.Combine(outside, "contents", "a"));
        }
        else if (what == "category")
        {
            Directory.Delete(Path.Combine(place, "contents"), recursive: true);
            Directory.CreateSymbolicLink(Path.Combine(place, "contents"), Path.Combine(outside, "contents"));
        }
        else
        {
            File.Copy(Path.Combine(place, "manifest.sha256"), Path.Combine(outside, "manifest.sha256"));
            Directory.Delete(place, recursive: true);
            Directory.CreateSymbolicLink(place, outside);
        }

        Assert.Equal(SourceException.PathRefused, Refused(() => Read(snapshot, DataCategory.Contents)));
    }

    [Fact]
    public void F2_Another_manifest_than_the_holds_a_missing_file_and_no_folder_are_told_apart()
    {
        var snapshot = Take(("contents/a", "a"));
        Assert.Equal(SourceException.ManifestDiffers, Refused(() => Find(snapshot with { ManifestSha256 = new string('a', 64) }, DataCategory.Contents)));
        Assert.Equal(SourceException.Missing, Refused(() => Find(snapshot with { Id = "snap-2" }, DataCategory.Contents)));
        File.Delete(Path.Combine(Root, "snap-1", "contents", "a"));
        Assert.Equal(SourceException.Missing, Refused(() => Read(snapshot, DataCategory.Contents)));
        var unconfigured = new FolderSource(Options.Create(new ProductionOptions()));
        Assert.Equal(SourceException.NotConfigured, Refused(() => unconfigured.Find(Item(snapshot, DataCategory.Contents, null, null))));
    }

    [Theory]
    [InlineData("b")]
    [InlineData("aa")]
    [InlineData("")]
    public void F2_What_was_changed_since_the_snapshot_is_found_by_its_hash(string now)
    {
        var snapshot = Take(("contents/a", "a"));
        File.WriteAllText(Path.Combine(Root, "snap-1", "contents", "a"), now);
        Assert.Equal(SourceException.Changed, Refused(() => Read(snapshot, DataCategory.Contents)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void F2_What_changes_while_it_is_read_is_found(bool grows)
    {
        var text = new string('x', 100_000);
        var snapshot = Take(("contents/a", text));
        var path = Path.Combine(Root, "snap-1", "contents", "a");
        var file = Assert.Single(Source().Find(Item(snapshot, DataCategory.Contents, null, null)));
        using var content = file.Open();
        content.ReadExactly(new byte[10]);
        if (grows)
        {
            File.AppendAllText(path, "more");
        }
        else
        {
            using var cut = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            cut.SetLength(50);
        }

        Assert.Equal(SourceException.Changed, Refused(() =>
        {
            content.CopyTo(Stream.Null);
            content.Check();
        }));
    }

    [Fact]
    public void F2_What_is_exchanged_while_it_is_read_is_found_by_its_hash_though_its_length_is_the_same()
    {
        var snapshot = Take(("contents/a", new string('x', 100_000)));
        var file = Assert.Single(Source().Find(Item(snapshot, DataCategory.Contents, null, null)));
        using var content = file.Open();
        content.ReadExactly(new byte[10]);
        File.WriteAllText(Path.Combine(Root, "snap-1", "contents", "a"), new string('y', 100_000));
        Assert.Equal(SourceException.Changed, Refused(() =>
        {
            content.CopyTo(Stream.Null);
            content.Check();
        }));
    }

    public static TheoryData<string, string> NoFiles => new()
    {
        { "pipe", "contents/a" }, { "pipe", "manifest.sha256" }, { "socket", "contents/a" }, { "socket", "manifest.sha256" },
    };

    [Theory]
    [MemberData(nameof(NoFiles))]
    public async Task A_pipe_and_a_socket_are_refused_and_nobody_waits_for_their_other_end(string what, string name)
    {
        var snapshot = Take(("contents/a", "a"));
        var path = Path.Combine(Root, "snap-1", name);
        File.Delete(path);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (what == "pipe")
        {
            using var made = Process.Start("mkfifo", [path]);
            await made.WaitForExitAsync();
            Assert.Equal(0, made.ExitCode);
        }
        else
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
        }

        Assert.Equal(SourceException.NoFile, await Task.Run(() => Refused(() => Read(snapshot, DataCategory.Contents))).WaitAsync(Eventually.Bound));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public void A_device_is_refused(string device) => Assert.Equal(SourceException.NoFile, Refused(() => RegularFile.Open(device).Dispose()));

    [Fact]
    public void An_empty_file_is_a_file()
    {
        var snapshot = Take(("contents/a", ""));
        Read(snapshot, DataCategory.Contents);
        Assert.Equal(["contents/a"], Find(snapshot, DataCategory.Contents));
    }

    [Fact]
    public void What_cannot_be_read_is_said_so()
    {
        var snapshot = Take(("contents/a", "a"));
        var path = Path.Combine(Root, "snap-1", "contents", "a");
        // A folder where a file should be: also who may read everything cannot read that.
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Equal(SourceException.Unreadable, Refused(() => Read(snapshot, DataCategory.Contents)));
    }

    private static ProductionItem Item(Snapshot snapshot, DataCategory category, DateOnly? from, DateOnly? until) =>
        new("i1", category, "us-1", from, until, ProductionOutcome.Produced, "", "us-h-1", snapshot);

    private static string Refused(Action action) => Assert.Throws<SourceException>(action).Code;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private FolderSource Source() => new(Options.Create(new ProductionOptions { Snapshots = Root }));

    private string[] Find(Snapshot snapshot, DataCategory category, DateOnly? from = null, DateOnly? until = null) =>
        [.. Source().Find(Item(snapshot, category, from, until)).Select(file => file.Name)];

    private void Read(Snapshot snapshot, DataCategory category)
    {
        foreach (var file in Source().Find(Item(snapshot, category, null, null)))
        {
            using var content = file.Open();
            content.CopyTo(Stream.Null);
            content.Check();
        }
    }

    private Snapshot Take(params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(Root, "snap-1", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return Sign(string.Concat(files.Select(file => $"{Hash(file.Content)}  {file.Name}\n")));
    }

    private Snapshot Sign(string manifest)
    {
        Directory.CreateDirectory(Path.Combine(Root, "snap-1"));
        File.WriteAllText(Path.Combine(Root, "snap-1", "manifest.sha256"), manifest);
        return new Snapshot("snap-1", Hash(manifest));
    }
}
