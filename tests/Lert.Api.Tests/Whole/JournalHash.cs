using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lert.Api.Tests.Whole;

/// <summary>The hash of a journal line, written from the comment in journal_service.proto and from nothing else.</summary>
internal static class JournalHash
{
    public static byte[] Of(V1.JournalLine line)
    {
        using var text = new MemoryStream();
        text.Write(line.PreviousHash.Span);
        foreach (var part in new[] { line.Kind, line.Key, line.Type, line.By, line.CommandId })
        {
            Write(text, Encoding.UTF8.GetBytes(part));
        }

        Write(text, line.Sequence);
        Write(text, line.Version);
        Write(text, (line.At.Seconds * 1_000_000) + (line.At.Nanos / 1_000));
        Write(text, line.Data.ToByteArray());
        return SHA256.HashData(text.ToArray());
    }

    private static void Write(Stream text, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        text.Write(length);
        text.Write(bytes);
    }

    private static void Write(Stream text, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        text.Write(bytes);
    }
}
