using System.Collections.Immutable;
using System.Globalization;

namespace Lert.Store.Schema;

/// <summary>One step forward of the schema. Numbers start at 1 without gaps; a step that has shipped never changes.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Every step that this code knows for one database, in order: the embedded files named <c>Sqlite/0001_initial.sql</c> and so on.</summary>
    public static ImmutableArray<Migration> Of(string folder) =>
    [
        .. typeof(Migration).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => Read(name, name[folder.Length..])),
    ];

    private static Migration Read(string resource, string file)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!);
        var underscore = file.IndexOf('_', StringComparison.Ordinal);
        return new(int.Parse(file[..underscore], CultureInfo.InvariantCulture), file[(underscore + 1)..], reader.ReadToEnd());
    }
}
