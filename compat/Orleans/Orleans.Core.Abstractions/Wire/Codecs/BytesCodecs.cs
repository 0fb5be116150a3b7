using System.Collections.Immutable;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Orleans.Compat;

/// <summary>Bytes without tags between them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BytesCodec : IWireCodec<ImmutableArray<byte>>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableArray<byte> value) => value.IsDefault;

    public static void Write(WireWriter writer, ImmutableArray<byte> value) => writer.WriteBytes(value.AsSpan());

    public static ImmutableArray<byte> Read(ref WireReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(reader.ReadBytes().ToArray());
}

/// <summary>Two's complement, the least significant byte first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BigIntegerCodec : IWireCodec<BigInteger>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(BigInteger value) => value.IsZero;

    public static void Write(WireWriter writer, BigInteger value) => writer.WriteBytes(value.ToByteArray());

    public static BigInteger Read(ref WireReader reader) => new(reader.ReadBytes());
}
