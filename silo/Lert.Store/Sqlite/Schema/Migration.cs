using System.Collections.Immutable;
using System.Globalization;

namespace Lert.Store.Sqlite.Schema;

/// <summary>One step forward of the schema. Numbers start at 1 without gaps; a step that has shipped never changes.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Folder = "Sqlite/";

    /// <summary>Every step that this code knows, in order: the embedded files named <c>0001_initial.sql</c> and so on.</summary>
    public static ImmutableArray<Migration> All { get; } = [.. typeof(Migration).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    private static Migration Read(string resource)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!);
        var file = resource[Folder.Length..];
        var underscore = file.IndexOf('_', StringComparison.Ordinal);
        return new(int.Parse(file[..underscore], CultureInfo.InvariantCulture), file[(underscore + 1)..], reader.ReadToEnd());
    }
}
