// Genuine home: Orleans.Core.
using System.Globalization;

namespace Orleans;

/// <summary>The version of the membership table, with the etag that a change of it must match.</summary>
public sealed class TableVersion(int version, string eTag) : IEquatable<TableVersion>, ISpanFormattable
{
    public int Version { get; } = version;

    public string VersionEtag { get; } = eTag;

    public static bool operator ==(TableVersion? left, TableVersion? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(TableVersion? left, TableVersion? right) => !(left == right);

    /// <summary>What a change made on this version leads to; its etag is still that of this one.</summary>
    public TableVersion Next() => new(Version + 1, VersionEtag);

    public bool Equals(TableVersion? other) => other is not null && Version == other.Version && VersionEtag == other.VersionEtag;

    public override bool Equals(object? obj) => Equals(obj as TableVersion);

    public override int GetHashCode() => HashCode.Combine(Version, VersionEtag);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"<{Version}, {VersionEtag}>");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"<{Version}, {VersionEtag}>", out charsWritten);
}
