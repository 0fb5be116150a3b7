using System.ComponentModel;

namespace Orleans.Compat;

[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct KeyValuePairCodec<TKey, TKeyCodec, TValue, TValueCodec> : IWireCodec<KeyValuePair<TKey, TValue>>
    where TKeyCodec : struct, IWireCodec<TKey>
    where TValueCodec : struct, IWireCodec<TValue>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(KeyValuePair<TKey, TValue> value) => false;

    public static void Write(WireWriter writer, KeyValuePair<TKey, TValue> value)
    {
        int begin = writer.Begin();
        WireField.Write<TKey, TKeyCodec>(writer, 0, value.Key);
        WireField.Write<TValue, TValueCodec>(writer, 1, value.Value);
        writer.End(begin);
    }

    public static KeyValuePair<TKey, TValue> Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        TKey item1 = default!;
        TValue item2 = default!;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    item1 = WireField.Read<TKey, TKeyCodec>(ref reader, id, kind);
                    break;
                case 1:
                    item2 = WireField.Read<TValue, TValueCodec>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return new(item1, item2);
    }
}
