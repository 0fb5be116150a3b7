using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>Every bit of it: the zeros and the values that are no number included.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleCodec : IWireCodec<float>
{
    public static WireKind Kind => WireKind.Fixed32;

    public static bool IsDefault(float value) => BitConverter.SingleToUInt32Bits(value) == 0;

    public static void Write(WireWriter writer, float value) => writer.WriteFixed32(BitConverter.SingleToUInt32Bits(value));

    public static float Read(ref WireReader reader) => BitConverter.UInt32BitsToSingle(reader.ReadFixed32());
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleCodec : IWireCodec<double>
{
    public static WireKind Kind => WireKind.Fixed64;

    public static bool IsDefault(double value) => BitConverter.DoubleToUInt64Bits(value) == 0;

    public static void Write(WireWriter writer, double value) => writer.WriteFixed64(BitConverter.DoubleToUInt64Bits(value));

    public static double Read(ref WireReader reader) => BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfCodec : IWireCodec<Half>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(Half value) => BitConverter.HalfToUInt16Bits(value) == 0;

    public static void Write(WireWriter writer, Half value) => writer.WriteVarint(BitConverter.HalfToUInt16Bits(value));

    public static Half Read(ref WireReader reader) => BitConverter.UInt16BitsToHalf(WireNumber.Narrow<ushort>(reader.ReadVarint(), ushort.MaxValue));
}
