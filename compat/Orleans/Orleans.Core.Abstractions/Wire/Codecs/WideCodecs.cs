using System.Buffers.Binary;
using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>Its sixteen bytes in the order of its text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidCodec : IWireCodec<Guid>
{
    private const int Size = 16;

    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(Guid value) => value == Guid.Empty;

    public static void Write(WireWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        writer.WriteBytes(bytes);
    }

    public static Guid Read(ref WireReader reader) => new(Wide.Read(ref reader, Size), bigEndian: true);
}

/// <summary>Its four integers: every digit and the scale, so that 1.0 does not become 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalCodec : IWireCodec<decimal>
{
    private const int Size = 16;

    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return (bits[0] | bits[1] | bits[2] | bits[3]) == 0;
    }

    public static void Write(WireWriter writer, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        Span<byte> bytes = stackalloc byte[Size];
        decimal.GetBits(value, bits);
        for (int i = 0; i < bits.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * sizeof(int))..], bits[i]);
        }

        writer.WriteBytes(bytes);
    }

    public static decimal Read(ref WireReader reader)
    {
        ReadOnlySpan<byte> bytes = Wide.Read(ref reader, Size);
        Span<int> bits = stackalloc int[4];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        const int ScaleMask = 0x00ff0000;
        const int MaxScale = 28;
        bool sound = (bits[3] & ~(ScaleMask | int.MinValue)) == 0 && (bits[3] & ScaleMask) >> 16 <= MaxScale;
        return sound ? new(bits) : throw new WireFormatException("A decimal has no such scale.");
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int128Codec : IWireCodec<Int128>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(Int128 value) => value == 0;

    public static void Write(WireWriter writer, Int128 value) => UInt128Codec.Write(writer, (UInt128)value);

    public static Int128 Read(ref WireReader reader) => (Int128)UInt128Codec.Read(ref reader);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt128Codec : IWireCodec<UInt128>
{
    private const int Size = 16;

    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(UInt128 value) => value == 0;

    public static void Write(WireWriter writer, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        writer.WriteBytes(bytes);
    }

    public static UInt128 Read(ref WireReader reader) => BinaryPrimitives.ReadUInt128LittleEndian(Wide.Read(ref reader, Size));
}

/// <summary>Values of a fixed size that have no kind of their own.</summary>
internal static class Wide
{
    internal static ReadOnlySpan<byte> Read(ref WireReader reader, int size)
    {
        ReadOnlySpan<byte> bytes = reader.ReadBytes();
        return bytes.Length == size ? bytes : throw new WireFormatException($"A value of {size} bytes has {bytes.Length}.");
    }
}
