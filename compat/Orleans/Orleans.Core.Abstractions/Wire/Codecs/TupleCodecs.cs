using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>A message whose fields are the items in order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1> : IWireCodec<ValueTuple<T1>>
    where TCodec1 : struct, IWireCodec<T1>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(ValueTuple<T1> value) => false;

    public static void Write(WireWriter writer, ValueTuple<T1> value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        writer.End(begin);
    }

    public static ValueTuple<T1> Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return new(item1);
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1, T2, TCodec2> : IWireCodec<(T1, T2)>
    where TCodec1 : struct, IWireCodec<T1>
    where TCodec2 : struct, IWireCodec<T2>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault((T1, T2) value) => false;

    public static void Write(WireWriter writer, (T1, T2) value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        WireField.Write<T2, TCodec2>(writer, 1, value.Item2);
        writer.End(begin);
    }

    public static (T1, T2) Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        T2 item2 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<T2, TCodec2>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return (item1, item2);
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1, T2, TCodec2, T3, TCodec3> : IWireCodec<(T1, T2, T3)>
    where TCodec1 : struct, IWireCodec<T1>
    where TCodec2 : struct, IWireCodec<T2>
    where TCodec3 : struct, IWireCodec<T3>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault((T1, T2, T3) value) => false;

    public static void Write(WireWriter writer, (T1, T2, T3) value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        WireField.Write<T2, TCodec2>(writer, 1, value.Item2);
        WireField.Write<T3, TCodec3>(writer, 2, value.Item3);
        writer.End(begin);
    }

    public static (T1, T2, T3) Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        T2 item2 = default!;
        T3 item3 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<T2, TCodec2>(ref reader, id, kind);
                    break;
                case 2:
                    item3 = WireField.Read<T3, TCodec3>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return (item1, item2, item3);
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1, T2, TCodec2, T3, TCodec3, T4, TCodec4> : IWireCodec<(T1, T2, T3, T4)>
    where TCodec1 : struct, IWireCodec<T1>
    where TCodec2 : struct, IWireCodec<T2>
    where TCodec3 : struct, IWireCodec<T3>
    where TCodec4 : struct, IWireCodec<T4>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault((T1, T2, T3, T4) value) => false;

    public static void Write(WireWriter writer, (T1, T2, T3, T4) value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        WireField.Write<T2, TCodec2>(writer, 1, value.Item2);
        WireField.Write<T3, TCodec3>(writer, 2, value.Item3);
        WireField.Write<T4, TCodec4>(writer, 3, value.Item4);
        writer.End(begin);
    }

    public static (T1, T2, T3, T4) Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        T2 item2 = default!;
        T3 item3 = default!;
        T4 item4 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<T2, TCodec2>(ref reader, id, kind);
                    break;
                case 2:
                    item3 = WireField.Read<T3, TCodec3>(ref reader, id, kind);
                    break;
                case 3:
                    item4 = WireField.Read<T4, TCodec4>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return (item1, item2, item3, item4);
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1, T2, TCodec2, T3, TCodec3, T4, TCodec4, T5, TCodec5> : IWireCodec<(T1, T2, T3, T4, T5)>
    where TCodec1 : struct, IWireCodec<T1>
    where TCodec2 : struct, IWireCodec<T2>
    where TCodec3 : struct, IWireCodec<T3>
    where TCodec4 : struct, IWireCodec<T4>
    where TCodec5 : struct, IWireCodec<T5>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault((T1, T2, T3, T4, T5) value) => false;

    public static void Write(WireWriter writer, (T1, T2, T3, T4, T5) value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        WireField.Write<T2, TCodec2>(writer, 1, value.Item2);
        WireField.Write<T3, TCodec3>(writer, 2, value.Item3);
        WireField.Write<T4, TCodec4>(writer, 3, value.Item4);
        WireField.Write<T5, TCodec5>(writer, 4, value.Item5);
        writer.End(begin);
    }

    public static (T1, T2, T3, T4, T5) Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        T2 item2 = default!;
        T3 item3 = default!;
        T4 item4 = default!;
        T5 item5 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<T2, TCodec2>(ref reader, id, kind);
                    break;
                case 2:
                    item3 = WireField.Read<T3, TCodec3>(ref reader, id, kind);
                    break;
                case 3:
                    item4 = WireField.Read<T4, TCodec4>(ref reader, id, kind);
                    break;
                case 4:
                    item5 = WireField.Read<T5, TCodec5>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return (item1, item2, item3, item4, item5);
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1, T2, TCodec2, T3, TCodec3, T4, TCodec4, T5, TCodec5, T6, TCodec6> : IWireCodec<(T1, T2, T3, T4, T5, T6)>
    where TCodec1 : struct, IWireCodec<T1>
    where TCodec2 : struct, IWireCodec<T2>
    where TCodec3 : struct, IWireCodec<T3>
    where TCodec4 : struct, IWireCodec<T4>
    where TCodec5 : struct, IWireCodec<T5>
    where TCodec6 : struct, IWireCodec<T6>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault((T1, T2, T3, T4, T5, T6) value) => false;

    public static void Write(WireWriter writer, (T1, T2, T3, T4, T5, T6) value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        WireField.Write<T2, TCodec2>(writer, 1, value.Item2);
        WireField.Write<T3, TCodec3>(writer, 2, value.Item3);
        WireField.Write<T4, TCodec4>(writer, 3, value.Item4);
        WireField.Write<T5, TCodec5>(writer, 4, value.Item5);
        WireField.Write<T6, TCodec6>(writer, 5, value.Item6);
        writer.End(begin);
    }

    public static (T1, T2, T3, T4, T5, T6) Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        T2 item2 = default!;
        T3 item3 = default!;
        T4 item4 = default!;
        T5 item5 = default!;
        T6 item6 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<T2, TCodec2>(ref reader, id, kind);
                    break;
                case 2:
                    item3 = WireField.Read<T3, TCodec3>(ref reader, id, kind);
                    break;
                case 3:
                    item4 = WireField.Read<T4, TCodec4>(ref reader, id, kind);
                    break;
                case 4:
                    item5 = WireField.Read<T5, TCodec5>(ref reader, id, kind);
                    break;
                case 5:
                    item6 = WireField.Read<T6, TCodec6>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return (item1, item2, item3, item4, item5, item6);
    }
}

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ValueTupleCodec<T1, TCodec1, T2, TCodec2, T3, TCodec3, T4, TCodec4, T5, TCodec5, T6, TCodec6, T7, TCodec7> : IWireCodec<(T1, T2, T3, T4, T5, T6, T7)>
    where TCodec1 : struct, IWireCodec<T1>
    where TCodec2 : struct, IWireCodec<T2>
    where TCodec3 : struct, IWireCodec<T3>
    where TCodec4 : struct, IWireCodec<T4>
    where TCodec5 : struct, IWireCodec<T5>
    where TCodec6 : struct, IWireCodec<T6>
    where TCodec7 : struct, IWireCodec<T7>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault((T1, T2, T3, T4, T5, T6, T7) value) => false;

    public static void Write(WireWriter writer, (T1, T2, T3, T4, T5, T6, T7) value)
    {
        int begin = writer.Begin();
        WireField.Write<T1, TCodec1>(writer, 0, value.Item1);
        WireField.Write<T2, TCodec2>(writer, 1, value.Item2);
        WireField.Write<T3, TCodec3>(writer, 2, value.Item3);
        WireField.Write<T4, TCodec4>(writer, 3, value.Item4);
        WireField.Write<T5, TCodec5>(writer, 4, value.Item5);
        WireField.Write<T6, TCodec6>(writer, 5, value.Item6);
        WireField.Write<T7, TCodec7>(writer, 6, value.Item7);
        writer.End(begin);
    }

    public static (T1, T2, T3, T4, T5, T6, T7) Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        T1 item1 = default!;
        T2 item2 = default!;
        T3 item3 = default!;
        T4 item4 = default!;
        T5 item5 = default!;
        T6 item6 = default!;
        T7 item7 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<T1, TCodec1>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<T2, TCodec2>(ref reader, id, kind);
                    break;
                case 2:
                    item3 = WireField.Read<T3, TCodec3>(ref reader, id, kind);
                    break;
                case 3:
                    item4 = WireField.Read<T4, TCodec4>(ref reader, id, kind);
                    break;
                case 4:
                    item5 = WireField.Read<T5, TCodec5>(ref reader, id, kind);
                    break;
                case 5:
                    item6 = WireField.Read<T6, TCodec6>(ref reader, id, kind);
                    break;
                case 6:
                    item7 = WireField.Read<T7, TCodec7>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return (item1, item2, item3, item4, item5, item6, item7);
    }
}
