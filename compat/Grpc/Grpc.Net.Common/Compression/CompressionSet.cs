using System.Buffers;
using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>The encodings that one side understands, and the header value that says so.</summary>
internal sealed class CompressionSet
{
    internal const string Identity = "identity";

    private readonly ICompressionProvider[] _providers;

    internal CompressionSet(IEnumerable<ICompressionProvider> providers)
    {
        _providers = [.. providers];
        AcceptEncoding = string.Join(',', _providers.Select(p => p.EncodingName).Prepend(Identity));
    }

    internal static List<ICompressionProvider> Default() =>
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    /// <summary>The value of <c>grpc-accept-encoding</c>.</summary>
    internal string AcceptEncoding { get; }

    internal ICompressionProvider? Find(string encoding)
    {
        foreach (var provider in _providers)
            if (string.Equals(provider.EncodingName, encoding, StringComparison.OrdinalIgnoreCase))
                return provider;
        return null;
    }

    /// <summary>
    /// The message behind compressed bytes, in a rented array, or null when it would be larger than <paramref name="limit"/>:
    /// reading stops there, so a small bomb stays small. Throws <see cref="InvalidDataException"/> for bytes that are not of this encoding.
    /// </summary>
    internal static (byte[] Buffer, int Length)? Decompress(ICompressionProvider provider, ReadOnlySequence<byte> compressed, int? limit)
    {
        var most = limit ?? Array.MaxLength;
        using var source = new MemoryStream(compressed.ToArray(), writable: false);
        using var stream = provider.CreateDecompressionStream(source);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(compressed.Length * 4, 256, Math.Max(256, Math.Min(most, 1 << 20))));
        var length = 0;
        try
        {
            int read;
            while ((read = stream.Read(buffer, length, buffer.Length - length)) > 0)
            {
                length += read;
                if (length > most)
                    break;
                if (length == buffer.Length)
                    Grow(ref buffer, length);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        if (length <= most)
            return (buffer, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    private static void Grow(ref byte[] buffer, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(buffer.Length * 2));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
