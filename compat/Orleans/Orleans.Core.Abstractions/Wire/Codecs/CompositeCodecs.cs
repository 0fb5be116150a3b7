using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Orleans.Compat;

/// <summary>A value or none: none is not written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NullableCodec<T, TCodec> : IWireCodec<T?>
    where T : struct
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => TCodec.Kind;

    public static bool IsDefault(T? value) => !value.HasValue;

    public static void Write(WireWriter writer, T? value) => TCodec.Write(writer, value.GetValueOrDefault());

    public static T? Read(ref WireReader reader) => TCodec.Read(ref reader);
}

/// <summary>The number behind a name. One that is newer than this build passes through as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumCodec<T, TNumber, TCodec> : IWireCodec<T>
    where T : struct, Enum
    where TNumber : struct
    where TCodec : struct, IWireCodec<TNumber>
{
    public static WireKind Kind => TCodec.Kind;

    public static bool IsDefault(T value) => TCodec.IsDefault(Unsafe.BitCast<T, TNumber>(value));

    public static void Write(WireWriter writer, T value) => TCodec.Write(writer, Unsafe.BitCast<T, TNumber>(value));

    public static T Read(ref WireReader reader) => Unsafe.BitCast<TNumber, T>(TCodec.Read(ref reader));
}
