using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Lert.Architecture.Tests;

/// <summary>What one project says that it uses, and what its assembly was found to use.</summary>
internal sealed record ProjectFile(string Path, string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Uses, IReadOnlyDictionary<string, string> Properties)
{
    public string Room => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    public static ProjectFile Read(string path, string text)
    {
        var xml = XDocument.Parse(text).Root!;
        return new ProjectFile(
            path,
            System.IO.Path.GetFileNameWithoutExtension(path),
            [.. Includes(xml, "ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
            [.. Includes(xml, "PackageReference")],
            [.. Includes(xml, "Uses")],
            xml.Elements("PropertyGroup").Elements().GroupBy(element => element.Name.LocalName, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal));
    }

    /// <summary>The assembly. The build of these tests has built it.</summary>
    public string BuiltAssembly()
    {
        var folder = System.IO.Path.Combine(Repository.Root, System.IO.Path.GetDirectoryName(Path)!, Repository.OutputPath.Replace('\\', '/'));
        var built = Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetFileNameWithoutExtension(file) == (Properties.GetValueOrDefault("AssemblyName") ?? Name)).ToList();
        Assert.True(built.Count > 0, $"{Name} is not built in {folder}.");
        return built.MaxBy(File.GetLastWriteTimeUtc)!;
    }

    /// <summary>The assemblies that the built one names.</summary>
    public IReadOnlyList<string> ReadReferences()
    {
        using var stream = File.OpenRead(BuiltAssembly());
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static IEnumerable<string> Includes(XElement project, string item) =>
        project.Elements("ItemGroup").Elements(item).Select(element => element.Attribute("Include")?.Value).OfType<string>()
            .SelectMany(include => include.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
