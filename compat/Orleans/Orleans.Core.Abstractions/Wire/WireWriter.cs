using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Orleans.Compat;

/// <summary>
/// Writes tagged fields into one growing buffer. Not safe for several threads. <see cref="Clear"/> keeps the buffer for the next message;
/// <see cref="Dispose"/> gives it back.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class WireWriter : IDisposable
{
    private const int FirstSize = 512;
    private const int LongestVarint = 10;
    private byte[] _buffer = [];
    private int _depth;
    private int _elements;

    /// <summary>How many bytes are written: where the next one goes.</summary>
    public int Length { get; private set; }

    /// <summary>What is written. Good until the next call.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Starts over in the same buffer.</summary>
    public void Clear() => (Length, _depth, _elements) = (0, 0, 0);

    /// <summary>Where the writer is, for <see cref="Restore"/>.</summary>
    public WireMark Save() => new(Length, _depth, _elements);

    /// <summary>Takes back all that was written since.</summary>
    public void Restore(WireMark mark) => (Length, _depth, _elements) = (mark.Length, mark.Depth, mark.Elements);

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        Clear();
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTag(uint id, WireKind kind) => WriteVarint(((ulong)id << 3) | (uint)kind);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarint(ulong value)
    {
        if (value < 0x80 && (uint)Length < (uint)_buffer.Length)
        {
            _buffer[Length++] = (byte)value;
        }
        else
        {
            WriteLongVarint(value);
        }
    }

    /// <summary>A signed number, so that those near zero are short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteZigZag(long value) => WriteVarint((ulong)(value << 1) ^ (ulong)(value >> 63));

    public void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(sizeof(uint)), value);
        Length += sizeof(uint);
    }

    public void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);
        Length += sizeof(ulong);
    }

    /// <summary>Bytes as they are, without their length.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Bytes behind their length.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint((uint)bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Room for a number that is known later: see <see cref="Patch"/>.</summary>
    public int ReserveFixed32()
    {
        WriteFixed32(0);
        return Length - sizeof(uint);
    }

    /// <summary>Writes the number for which <see cref="ReserveFixed32"/> made room at <paramref name="position"/>.</summary>
    public void Patch(int position, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(position, sizeof(uint)), value);

    internal static int VarintLength(uint value) => ((BitOperations.Log2(value | 1) * 37) >> 8) + 1;

    private void WriteLongVarint(ulong value)
    {
        Span<byte> room = Room(LongestVarint);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[length++] = (byte)(value | 0x80);
        }

        room[length++] = (byte)value;
        Length += length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int size)
    {
        if (size > _buffer.Length - Length)
        {
            Grow(size);
        }

        return _buffer.AsSpan(Length);
    }

    private void Grow(int size)
    {
        long needed = (long)Length + size;
        if (needed > WireLimits.Bytes)
        {
            throw new WireFormatException($"A message of more than {WireLimits.Bytes:N0} bytes does not travel.");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Max(FirstSize, Math.Min((long)_buffer.Length * 2, WireLimits.Bytes))));
        Written.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }
}

/// <summary>A place in a <see cref="WireWriter"/> to which it can go back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WireMark(int Length, int Depth, int Elements);
