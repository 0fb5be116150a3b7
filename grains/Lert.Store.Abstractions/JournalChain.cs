using System.Buffers;
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
        // In one piece: hashing it bit by bit costs several times as much.
        var texts = (ReadOnlySpan<string>)[actor.Kind, actor.Key, type, by, commandId ?? ""];
        var most = previous.Length + (3 * sizeof(long)) + sizeof(int) + data.Length;
        foreach (var text in texts)
        {
            most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            previous.CopyTo(buffer);
            var length = previous.Length;
            foreach (var text in texts)
            {
                var bytes = Encoding.UTF8.GetBytes(text, buffer.AsSpan(length + sizeof(int)));
                BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), bytes);
                length += sizeof(int) + bytes;
            }

            foreach (var number in (ReadOnlySpan<long>)[sequence, version, ToMicroseconds(at)])
            {
                BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(length), number);
                length += sizeof(long);
            }

            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(length), data.Length);
            data.CopyTo(buffer.AsSpan(length + sizeof(int)));
            return SHA256.HashData(buffer.AsSpan(0, length + sizeof(int) + data.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
}
