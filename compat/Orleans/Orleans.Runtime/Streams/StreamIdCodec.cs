using System.ComponentModel;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>Namespace, if there is one, and key.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StreamIdCodec : IWireCodec<StreamId>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(StreamId value) => value == default;

    public static void Write(WireWriter writer, StreamId value)
    {
        int begin = writer.Begin();
        WireField.Write<string, StringCodec>(writer, 0, value.GetNamespace()!);
        WireField.Write<string, StringCodec>(writer, 1, value.GetKeyAsString());
        writer.End(begin);
    }

    public static StreamId Read(ref WireReader reader)
    {
        string? streamNamespace = null;
        string key = "";
        int outer = reader.Begin();
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    streamNamespace = WireField.Read<string, StringCodec>(ref reader, id, kind);
                    break;
                case 1:
                    key = WireField.Read<string, StringCodec>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        return string.IsNullOrWhiteSpace(key) ? throw new WireFormatException("A stream has no key.") : StreamId.Create(streamNamespace, key);
    }
}
