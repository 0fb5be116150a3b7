// Genuine home: Orleans.Streaming.
using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The identity of a stream: a namespace and a key.</summary>
public readonly struct StreamId : IEquatable<StreamId>
{
    private readonly string? _namespace;
    private readonly string? _key;

    private StreamId(string? ns, string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        _namespace = string.IsNullOrWhiteSpace(ns) ? null : ns;
        _key = key;
    }

    public static bool operator ==(StreamId s1, StreamId s2) => s1.Equals(s2);

    public static bool operator !=(StreamId s1, StreamId s2) => !s1.Equals(s2);

    public static StreamId Create(string? ns, string key) => new(ns, key);

    public static StreamId Create(string? ns, Guid key) => new(ns, key.ToString("N", CultureInfo.InvariantCulture));

    public static StreamId Create(string? ns, long key) => new(ns, key.ToString(CultureInfo.InvariantCulture));

    public string? GetNamespace() => _namespace;

    public string GetKeyAsString() => _key ?? "";

    public bool Equals(StreamId other) => _key == other._key && _namespace == other._namespace;

    public override bool Equals(object? obj) => obj is StreamId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_namespace, _key);

    public override string ToString() => $"{_namespace}/{_key}";
}
