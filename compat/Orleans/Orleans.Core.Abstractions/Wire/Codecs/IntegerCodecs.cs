using System.ComponentModel;

namespace Orleans.Compat;

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanCodec : IWireCodec<bool>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(bool value) => !value;

    public static void Write(WireWriter writer, bool value) => writer.WriteVarint(value ? 1u : 0u);

    public static bool Read(ref WireReader reader) => WireNumber.Narrow<byte>(reader.ReadVarint(), 1) == 1;
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ByteCodec : IWireCodec<byte>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(byte value) => value == 0;

    public static void Write(WireWriter writer, byte value) => writer.WriteVarint(value);

    public static byte Read(ref WireReader reader) => WireNumber.Narrow<byte>(reader.ReadVarint(), byte.MaxValue);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt16Codec : IWireCodec<ushort>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(ushort value) => value == 0;

    public static void Write(WireWriter writer, ushort value) => writer.WriteVarint(value);

    public static ushort Read(ref WireReader reader) => WireNumber.Narrow<ushort>(reader.ReadVarint(), ushort.MaxValue);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt32Codec : IWireCodec<uint>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(uint value) => value == 0;

    public static void Write(WireWriter writer, uint value) => writer.WriteVarint(value);

    public static uint Read(ref WireReader reader) => WireNumber.Narrow<uint>(reader.ReadVarint(), uint.MaxValue);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt64Codec : IWireCodec<ulong>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(ulong value) => value == 0;

    public static void Write(WireWriter writer, ulong value) => writer.WriteVarint(value);

    public static ulong Read(ref WireReader reader) => reader.ReadVarint();
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SByteCodec : IWireCodec<sbyte>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(sbyte value) => value == 0;

    public static void Write(WireWriter writer, sbyte value) => writer.WriteZigZag(value);

    public static sbyte Read(ref WireReader reader) => (sbyte)WireNumber.Narrow(reader.ReadZigZag(), sbyte.MinValue, sbyte.MaxValue);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int16Codec : IWireCodec<short>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(short value) => value == 0;

    public static void Write(WireWriter writer, short value) => writer.WriteZigZag(value);

    public static short Read(ref WireReader reader) => (short)WireNumber.Narrow(reader.ReadZigZag(), short.MinValue, short.MaxValue);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int32Codec : IWireCodec<int>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(int value) => value == 0;

    public static void Write(WireWriter writer, int value) => writer.WriteZigZag(value);

    public static int Read(ref WireReader reader) => (int)WireNumber.Narrow(reader.ReadZigZag(), int.MinValue, int.MaxValue);
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int64Codec : IWireCodec<long>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(long value) => value == 0;

    public static void Write(WireWriter writer, long value) => writer.WriteZigZag(value);

    public static long Read(ref WireReader reader) => reader.ReadZigZag();
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharCodec : IWireCodec<char>
{
    public static WireKind Kind => WireKind.Varint;

    public static bool IsDefault(char value) => value == 0;

    public static void Write(WireWriter writer, char value) => writer.WriteVarint(value);

    public static char Read(ref WireReader reader) => (char)WireNumber.Narrow<ushort>(reader.ReadVarint(), ushort.MaxValue);
}
