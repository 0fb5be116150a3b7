using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Orleans.Compat;

/// <summary>One field of a message.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireField
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T, TCodec>(WireWriter writer, uint id, T value)
        where TCodec : struct, IWireCodec<T>
    {
        if (!TCodec.IsDefault(value))
        {
            writer.WriteTag(id, TCodec.Kind);
            TCodec.Write(writer, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T, TCodec>(ref WireReader reader, uint id, WireKind kind)
        where TCodec : struct, IWireCodec<T>
    {
        if (kind != TCodec.Kind)
        {
            ThrowKind(id, kind, TCodec.Kind, typeof(T));
        }

        return TCodec.Read(ref reader);
    }

    private static void ThrowKind(uint id, WireKind found, WireKind expected, Type type) =>
        throw new WireFormatException($"Field {id} is {found} and not {expected}, as {type.Name} is written.");
}
