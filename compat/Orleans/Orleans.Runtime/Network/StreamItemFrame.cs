using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>An item of a memory stream on its way to the subscriptions of another silo.</summary>
/// <param name="Provider">The name of the stream provider.</param>
/// <param name="ItemType">The name of the items' type: one stream may carry several.</param>
internal readonly record struct StreamItemFrame(string Provider, string? Namespace, string Key, string ItemType)
{
    internal void Write(WireWriter writer, uint number)
    {
        writer.WriteRaw([(byte)FrameKind.StreamItem]);
        writer.WriteVarint(number);
        writer.WriteString(Provider);
        writer.WriteVarint(Namespace is null ? 0u : 1u);
        writer.WriteString(Namespace ?? "");
        writer.WriteString(Key);
        writer.WriteString(ItemType);
    }

    /// <summary>Reads what follows the number; the item is the rest.</summary>
    internal static StreamItemFrame Read(ref WireReader reader)
    {
        string provider = reader.ReadString();
        bool hasNamespace = reader.ReadVarint() != 0;
        string space = reader.ReadString();
        return new(provider, hasNamespace ? space : null, reader.ReadString(), reader.ReadString());
    }
}
