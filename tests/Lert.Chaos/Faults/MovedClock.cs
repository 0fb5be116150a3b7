using System.Globalization;
using Lert.Chaos.Cluster;

namespace Lert.Chaos.Faults;

/// <summary>
/// Moves what a silo takes for the time, by libfaketime where it is there: every call of the process for the time of day is answered with an offset that stands
/// in a file. The monotonic clock stays as it is. Without libfaketime the silo's own <see cref="TimeProvider"/> reads the file.
/// </summary>
internal sealed class MovedClock(string folder, string? library)
{
    private const string Name = "libfaketime.so.1";

    /// <summary>One word for the head of the report.</summary>
    public string Description => library is null ? "the silo's TimeProvider (libfaketime is not there)" : "libfaketime";

    public static string FileOf(string folder, int silo) => Path.Combine(folder, $"clock-{silo}");

    /// <summary>The library of this machine; installed from the system's packages where that is allowed.</summary>
    public static async Task<string?> FindLibraryAsync()
    {
        if (Look() is { } there)
        {
            return there;
        }

        if (Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            _ = await Tool.TryAsync("apt-get", "install", "-y", "-qq", "--no-install-recommends", "libfaketime");
        }

        return Look();
    }

    public void Set(int silo, TimeSpan offset)
    {
        // Renamed into place: a reader sees the old offset or the new one.
        var (file, draft) = (FileOf(folder, silo), $"{FileOf(folder, silo)}.new");
        File.WriteAllText(draft, offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(draft, file, overwrite: true);
    }

    public IReadOnlyDictionary<string, string?> VariablesOf(int silo)
    {
        if (!File.Exists(FileOf(folder, silo)))
        {
            Set(silo, TimeSpan.Zero);
        }

        return library is null
            ? new Dictionary<string, string?> { ["LERT_CHAOS_CLOCK"] = FileOf(folder, silo) }
            : new Dictionary<string, string?>
            {
                ["LD_PRELOAD"] = library,
                ["FAKETIME_TIMESTAMP_FILE"] = FileOf(folder, silo),
                ["FAKETIME_CACHE_DURATION"] = "1",
                ["DONT_FAKE_MONOTONIC"] = "1",
                // Its remedy for another C library makes every timed wait of this one return at once: the timers of a silo then take both processors.
                ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
                ["NO_FAKE_STAT"] = "1",
            };
    }

    private static string? Look() => new[] { "/usr/lib", "/usr/lib64", "/lib" }
        .Where(Directory.Exists)
        .SelectMany(root => new[] { $"{root}/x86_64-linux-gnu/faketime/{Name}", $"{root}/aarch64-linux-gnu/faketime/{Name}", $"{root}/faketime/{Name}" })
        .FirstOrDefault(File.Exists);
}
