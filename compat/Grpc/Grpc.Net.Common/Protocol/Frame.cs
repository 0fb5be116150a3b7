using System.Buffers;
using System.Buffers.Binary;

namespace Grpc.Net.Protocol;

/// <summary>The five bytes before every message: a compressed flag, then the length, big-endian.</summary>
internal static class Frame
{
    internal const int HeaderSize = 5;

    internal static void WriteHeader(Span<byte> header, int length, bool compressed)
    {
        header[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
    }

    /// <summary>Null while fewer than five bytes are there.</summary>
    internal static FrameHeader? ReadHeader(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < HeaderSize)
            return null;
        if (buffer.FirstSpan.Length >= HeaderSize)
            return ReadHeader(buffer.FirstSpan);
        Span<byte> copy = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(copy);
        return ReadHeader(copy);
    }

    internal static FrameHeader ReadHeader(ReadOnlySpan<byte> header) => new(header[0], BinaryPrimitives.ReadUInt32BigEndian(header[1..]));
}

/// <summary>Flag 0 is plain, 1 compressed; any other value is an error of the sender.</summary>
internal readonly record struct FrameHeader(byte Flag, uint Length);
