using System.Reflection;

namespace Lert.Architecture.Tests;

/// <summary>The sources of this build.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", ".git", "node_modules"];

    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>Where each project's assembly lies, below its folder: <c>bin/Debug/</c>.</summary>
    public static string OutputPath { get; } = Metadata("OutputPath");

    /// <summary>The projects of the product: whatever lies in one of its rooms.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files("csproj").Where(path => IsIn(path, "grains.interfaces", "grains", "silo", "api")).Select(path => ProjectFile.Read(path, File.ReadAllText(Path.Combine(Root, path))))];

    /// <summary>Files below the root by how they end, as relative paths with slashes; nothing that a build makes.</summary>
    public static IEnumerable<string> Files(string extension) =>
        Walk(Root).Where(path => path.EndsWith($".{extension}", StringComparison.Ordinal)).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool IsIn(string path, params ReadOnlySpan<string> rooms)
    {
        foreach (var room in rooms)
        {
            if (path.StartsWith($"{room}/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(inner => !Skipped.Contains(Path.GetFileName(inner))).SelectMany(Walk));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;
}
