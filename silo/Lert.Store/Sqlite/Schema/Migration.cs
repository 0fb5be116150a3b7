using System.Collections.Immutable;
using System.Globalization;

namespace Lert.Store.Sqlite.Schema;

/// <summary>One step forward of the schema. Numbers start at 1 without gaps; a step that has shipped never changes.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Every step that this code knows, in order: the embedded files named <c>0001_initial.sql</c> and so on.</summary>
    public static ImmutableArray<Migration> All { get; } = [.. typeof(Migration).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).Select(Read)];

    private static Migration Read(string resource)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!);
        var underscore = resource.IndexOf('_', StringComparison.Ordinal);
        return new(int.Parse(resource[..underscore], CultureInfo.InvariantCulture), resource[(underscore + 1)..], reader.ReadToEnd());
    }
}
