namespace Lert.Chaos.Cluster;

/// <summary>Where this program was built, and what was built with it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The silo of the same configuration and stack: …/tests/Lert.Chaos*/bin/Release/net10.0 → …/tests/Lert.Chaos.Silo/bin/Release/net10.0.</summary>
    public static string Silo { get; } = FindSilo();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lert.Actors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("It runs inside the repository, next to the silo that it torments.");
    }

    private static string FindSilo()
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var built = own.LastIndexOf($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        var dll = Path.Combine(Root, "tests", "Lert.Chaos.Silo") + own[built..] + $"{Path.DirectorySeparatorChar}Lert.Chaos.Silo.dll";
        return File.Exists(dll) ? dll : throw new InvalidOperationException($"There is no {dll}: build tests/Lert.Chaos first.");
    }
}
