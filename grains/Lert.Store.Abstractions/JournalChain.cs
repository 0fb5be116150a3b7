using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lert.Store;

/// <summary>
/// How each journal entry is bound to the one before it in the same actor. The hash is SHA-256 over: the previous hash (32 bytes; zeros for the first),
/// then kind, key, type, by and command id (empty when there is none), each as its UTF-8 length (4 bytes, big-endian) and bytes, then sequence, version and
/// the instant in Unix microseconds (8 bytes each, big-endian), then the length and bytes of the data.
/// </summary>
public static class JournalChain
{
    /// <summary>32 zero bytes: what the first entry of an actor follows.</summary>
    public static ReadOnlyMemory<byte> Origin { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] Hash(
        ReadOnlySpan<byte> previous, ActorId actor, long sequence, long version, string type, DateTimeOffset at, string by, string? commandId, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, actor.Kind);
        Append(hash, actor.Key);
        Append(hash, type);
        Append(hash, by);
        Append(hash, commandId ?? "");
        Append(hash, sequence);
        Append(hash, version);
        Append(hash, ToMicroseconds(at));
        Append(hash, data);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash that an entry should carry, from what it says.</summary>
    public static byte[] Hash(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Hash(entry.PreviousHash.Span, entry.Actor, entry.Sequence, entry.Version, entry.Type, entry.At, entry.By, entry.CommandId, entry.Data.Span);
    }

    /// <summary>Microseconds since 1970, rounded down: the resolution of every stored instant.</summary>
    public static long ToMicroseconds(DateTimeOffset at) => Math.DivRem(at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond) switch
    {
        var (quotient, remainder) => remainder < 0 ? quotient - 1 : quotient,
    };

    private static void Append(IncrementalHash hash, string text) => Append(hash, Encoding.UTF8.GetBytes(text));

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
