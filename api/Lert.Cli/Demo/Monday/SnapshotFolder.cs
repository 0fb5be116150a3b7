using System.Security.Cryptography;
using System.Text;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>The collection store of the demo: snapshots of accounts in a folder, as a silo reads them.</summary>
internal sealed class SnapshotFolder(string root)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public string Root => root;

    /// <summary>What was taken, by its name in the snapshot.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Takes the picture: files of each category, those of a day in a folder of that day, and a manifest whose hash the hold will record.</summary>
    public Snapshot Take(string id, string account)
    {
        foreach (var (name, content) in Picture(account))
        {
            var path = Path.Combine(root, id, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
            _files.Add(name, content);
        }

        var manifest = Encoding.UTF8.GetBytes(string.Concat(_files.Select(file => $"{Sha256(file.Value)}  {file.Key}\n")));
        File.WriteAllBytes(Path.Combine(root, id, "manifest.sha256"), manifest);
        return new Snapshot { Id = id, ManifestSha256 = Sha256(manifest) };
    }

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static IEnumerable<(string Name, byte[] Content)> Picture(string account) =>
    [
        ("basic-subscriber/profile.json", Encoding.UTF8.GetBytes($$"""{"account":"{{account}}","name":"J. Harrow","since":"2024-02-11"}""")),
        ("basic-subscriber/sessions.csv", "from,until,address\n2027-06-11T20:14:09Z,2027-06-11T20:51:40Z,203.0.113.7\n"u8.ToArray()),
        ("contents/2027-04-19/chat.json", """{"to":"m.","text":"see you on thursday"}"""u8.ToArray()),
        ("contents/2027-05-03/chat.json", """{"to":"m.","text":"nobody will look for us there"}"""u8.ToArray()),
        ("contents/2027-05-28/voice.bin", RandomNumberGenerator.GetBytes(300_000)),
        ("contents/2027-06-02/chat.json", """{"to":"m.","text":"bring the boat"}"""u8.ToArray()),
        ("precise-location/2027-06-11/track.csv", "at,lat,lon\n2027-06-11T20:14:09Z,47.6038,-122.3301\n"u8.ToArray()),
    ];
}
