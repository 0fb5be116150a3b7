using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Orleans.Compat;

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableArrayCodec<T, TCodec> : IWireCodec<ImmutableArray<T>>
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableArray<T> value) => value.IsDefault;

    public static void Write(WireWriter writer, ImmutableArray<T> value) => WireElements.WriteAll<T, TCodec>(writer, value.AsSpan());

    public static ImmutableArray<T> Read(ref WireReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(WireElements.ReadAll<T, TCodec>(ref reader));
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableListCodec<T, TCodec> : IWireCodec<ImmutableList<T>>
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableList<T> value) => value is null;

    public static void Write(WireWriter writer, ImmutableList<T> value) => WireElements.WriteAll<T, TCodec>(writer, value.Count, value);

    public static ImmutableList<T> Read(ref WireReader reader) => [.. WireElements.ReadAll<T, TCodec>(ref reader)];
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableQueueCodec<T, TCodec> : IWireCodec<ImmutableQueue<T>>
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableQueue<T> value) => value is null;

    public static void Write(WireWriter writer, ImmutableQueue<T> value) => WireElements.WriteAll<T, TCodec>(writer, [.. value]);

    public static ImmutableQueue<T> Read(ref WireReader reader) => [.. WireElements.ReadAll<T, TCodec>(ref reader)];
}

/// <summary>From the bottom up, so that pushing them in order gives the stack again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableStackCodec<T, TCodec> : IWireCodec<ImmutableStack<T>>
    where TCodec : struct, IWireCodec<T>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ImmutableStack<T> value) => value is null;

    public static void Write(WireWriter writer, ImmutableStack<T> value)
    {
        T[] values = [.. value];
        values.AsSpan().Reverse();
        WireElements.WriteAll<T, TCodec>(writer, values.AsSpan());
    }

    public static ImmutableStack<T> Read(ref WireReader reader) => [.. WireElements.ReadAll<T, TCodec>(ref reader)];
}
