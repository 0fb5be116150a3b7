using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>One life of one silo: where it listens, and its generation. A silo that restarts in the same place has a higher generation.</summary>
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, ISpanFormattable, IParsable<SiloAddress>
{
    private const char BeforeGeneration = '@';

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    /// <summary>No silo.</summary>
    public static SiloAddress Zero { get; } = New(IPAddress.Any, 0, 0);

    public IPEndPoint Endpoint { get; }

    public int Generation { get; }

    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep ?? throw new ArgumentNullException(nameof(ep)), gen);

    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <exception cref="FormatException">It is not of the form of <see cref="ToParsableString"/>.</exception>
    public static SiloAddress FromParsableString(string addr) => Parse(addr);

    /// <exception cref="FormatException">It is not of the form of <see cref="ToParsableString"/>.</exception>
    public static SiloAddress Parse(string value) => Parse(value, null);

    /// <exception cref="FormatException">It is not of the form of <see cref="ToParsableString"/>.</exception>
    public static SiloAddress Parse(string value, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryParse(value, provider, out SiloAddress? result) ? result : throw new FormatException($"'{value}' is not a silo address: expected address:port@generation.");
    }

    public static bool TryParse([NotNullWhen(true)] string? value, IFormatProvider? provider, [MaybeNullWhen(false)] out SiloAddress result)
    {
        result = null;
        int at = value?.LastIndexOf(BeforeGeneration) ?? -1;
        if (at <= 0
            || !value!.AsSpan(0, at).Contains(':')
            || !int.TryParse(value.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int generation)
            || !IPEndPoint.TryParse(value.AsSpan(0, at), out IPEndPoint? endpoint))
        {
            return false;
        }

        result = new(endpoint, generation);
        return true;
    }

    /// <summary><c>127.0.0.1:11111@5</c>.</summary>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint}{BeforeGeneration}{Generation}");

    public bool Equals(SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    public override int GetHashCode() => HashCode.Combine(Endpoint, Generation);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"S{Endpoint}:{Generation}");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"S{Endpoint}:{Generation}", out charsWritten);

    /// <summary>By address, then port, then generation: the same order everywhere.</summary>
    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byAddress = Endpoint.Address.GetAddressBytes().AsSpan().SequenceCompareTo(other.Endpoint.Address.GetAddressBytes());
        int byPort = byAddress != 0 ? byAddress : Endpoint.Port.CompareTo(other.Endpoint.Port);
        return byPort != 0 ? byPort : Generation.CompareTo(other.Generation);
    }

    /// <summary>The same place, a later life.</summary>
    public bool IsSuccessorOf(SiloAddress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Endpoint.Equals(other.Endpoint) && Generation > other.Generation;
    }

    /// <summary>The same place, an earlier life.</summary>
    public bool IsPredecessorOf(SiloAddress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Endpoint.Equals(other.Endpoint) && Generation < other.Generation;
    }
}
