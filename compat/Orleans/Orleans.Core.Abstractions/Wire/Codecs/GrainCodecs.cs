using System.ComponentModel;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>Type and key as text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GrainIdCodec : IWireCodec<GrainId>
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(GrainId value) => value.IsDefault;

    public static void Write(WireWriter writer, GrainId value)
    {
        int begin = writer.Begin();
        writer.WriteString(value.Type.ToString());
        writer.WriteString(value.Key.ToString());
        writer.End(begin);
    }

    public static GrainId Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        string type = reader.ReadString();
        string key = reader.ReadString();
        reader.End(outer);
        return GrainId.Create(GrainType.Create(type), IdSpan.Create(key));
    }
}

/// <summary>A reference travels as the grain's identity and the interface through which it is called; its reader binds it to its own silo.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GrainReferenceCodec<T> : IWireCodec<T>
    where T : class, IAddressable
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(T value) => value is null;

    public static void Write(WireWriter writer, T value)
    {
        GrainReference reference = value as GrainReference
            ?? throw new WireFormatException($"A {value.GetType().Name} itself cannot leave its silo: pass this.AsReference<{typeof(T).Name}>().");
        int begin = writer.Begin();
        WireField.Write<GrainId, GrainIdCodec>(writer, 0, reference.GrainId);
        WireField.Write<string, StringCodec>(writer, 1, reference.InterfaceName);
        writer.End(begin);
    }

    public static T Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        GrainId grainId = default;
        string interfaceName = "";
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            switch (id)
            {
                case 0:
                    grainId = WireField.Read<GrainId, GrainIdCodec>(ref reader, id, kind);
                    break;
                case 1:
                    interfaceName = WireField.Read<string, StringCodec>(ref reader, id, kind);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        reader.End(outer);
        WireContracts contracts = reader.Contracts ?? throw new WireFormatException("A grain reference is read where there are no grains.");
        return contracts.Refer<T>(grainId, interfaceName);
    }
}
