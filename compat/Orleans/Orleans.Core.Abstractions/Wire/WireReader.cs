using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Orleans.Compat;

/// <summary>
/// Reads tagged fields. It never looks outside the message it is in, and what does not fit ends in <see cref="WireFormatException"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct WireReader
{
    private const int ShortText = 128;
    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _end;
    private int _depth;
    private int _elements;

    /// <param name="data">One whole message.</param>
    /// <param name="contracts">Knows exceptions by their aliases and makes grain references. None where neither can occur.</param>
    public WireReader(ReadOnlySpan<byte> data, WireContracts? contracts = null)
    {
        _data = data;
        _end = data.Length;
        Contracts = contracts;
    }

    public WireContracts? Contracts { get; }

    /// <summary>How many bytes are left of the message that is being read.</summary>
    public readonly int Remaining => _end - _position;

    /// <summary>The next field of this message, or false at its end. What only newer hierarchies have is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadField(out uint id, out WireKind kind)
    {
        while (TryReadTag(out id, out kind))
        {
            if (kind is not (WireKind.Case or WireKind.Base or WireKind.Null))
            {
                return true;
            }

            Skip(kind);
        }

        return false;
    }

    /// <summary>The next tag of this message whatever its kind, or false at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadTag(out uint id, out WireKind kind)
    {
        if (_position == _end)
        {
            (id, kind) = (0, default);
            return false;
        }

        ulong tag = ReadVarint();
        if (tag > uint.MaxValue)
        {
            throw new WireFormatException("A field has a number beyond all others.");
        }

        (id, kind) = ((uint)tag >> 3, (WireKind)(tag & 7));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if (_position < _end && _data[_position] < 0x80)
        {
            return _data[_position++];
        }

        return ReadLongVarint();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadZigZag()
    {
        ulong value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadRaw(sizeof(uint)));

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadRaw(sizeof(ulong)));

    /// <summary>So many bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadRaw(int length)
    {
        if (length > _end - _position)
        {
            ThrowTruncated();
        }

        ReadOnlySpan<byte> bytes = _data.Slice(_position, length);
        _position += length;
        return bytes;
    }

    /// <summary>Bytes behind their length.</summary>
    public ReadOnlySpan<byte> ReadBytes() => ReadRaw(ReadLength());

    public string ReadString()
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (bytes.Length > ShortText)
        {
            return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw NotText();
        }

        // Short text is read, checked and counted in one go.
        Span<char> text = stackalloc char[ShortText];
        return Utf8.ToUtf16(bytes, text, out _, out int length, replaceInvalidSequences: false) == OperationStatus.Done ? new(text[..length]) : throw NotText();
    }

    /// <summary>Passes over the value of a field that nobody here knows.</summary>
    public void Skip(WireKind kind)
    {
        switch (kind)
        {
            case WireKind.Varint:
                ReadVarint();
                break;
            case WireKind.Fixed64:
                ReadRaw(sizeof(ulong));
                break;
            case WireKind.Fixed32:
                ReadRaw(sizeof(uint));
                break;
            case WireKind.Bytes or WireKind.Case or WireKind.Base:
                ReadRaw(ReadLength());
                break;
            case WireKind.Null:
                break;
            default:
                throw new WireFormatException($"A field has the unknown kind {(int)kind}.");
        }
    }

    private int ReadLength()
    {
        ulong length = ReadVarint();
        if (length > (ulong)(_end - _position))
        {
            ThrowTruncated();
        }

        return (int)length;
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadRaw(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return shift == 63 && next > 1 ? throw new WireFormatException("A number has more than 64 bits.") : value;
            }
        }

        throw new WireFormatException("A number has more than 64 bits.");
    }

    private static WireFormatException NotText() => new("A text is not UTF-8.");

    private static void ThrowTruncated() => throw new WireFormatException("The message ends before its content does.");
}
