using System.Text;

namespace Lert.Domain.Tests.Stored;

/// <summary>
/// Golden bytes: what the journal and the snapshots hold, for ever. A file is added with its event and never changed after. To add one, run the tests with
/// <c>LERT_ADD_GOLDEN</c> set to the folder <c>Golden</c> of the sources: it writes what is missing, and nothing that is there.
/// </summary>
internal static class GoldenFolder
{
    public static byte[] Read(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", file);
        Assert.True(File.Exists(path), $"There is no golden file {file}. A new stored shape needs one; see {nameof(GoldenFolder)}.");
        return File.ReadAllBytes(path);
    }

    public static void AddMissing(string file, byte[] bytes)
    {
        if (Environment.GetEnvironmentVariable("LERT_ADD_GOLDEN") is { Length: > 0 } folder && !File.Exists(Path.Combine(folder, file)))
        {
            Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(file)!));
            File.WriteAllBytes(Path.Combine(folder, file), bytes);
            var copy = Path.Combine(AppContext.BaseDirectory, "Golden", file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, bytes);
        }
    }

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Golden", folder)).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>Old bytes mean what they meant, and are written the same again.</summary>
    public static void AssertSame(byte[] golden, byte[] expected, byte[] again)
    {
        Assert.Equal(Encoding.UTF8.GetString(golden), Encoding.UTF8.GetString(expected));
        Assert.Equal(Encoding.UTF8.GetString(golden), Encoding.UTF8.GetString(again));
    }
}
