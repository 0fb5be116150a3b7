using Orleans.Compat;

namespace Orleans.Providers.Streams;

/// <summary>How the items of a stream travel between silos.</summary>
internal abstract class StreamItemCodec<T>
{
    /// <summary>The codec of the type: a basic one, or the one generated beside a contract type. Looked for once. Null if there is none.</summary>
    internal static StreamItemCodec<T>? Instance { get; } = Find();

    internal abstract void Write(WireWriter writer, T item);

    internal abstract T Read(ref WireReader reader);

    private static StreamItemCodec<T>? Find()
    {
        Type? codec = new[] { typeof(IWireCodec<>).Assembly, typeof(T).Assembly }.Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .FirstOrDefault(type => type is { IsValueType: true, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(IWireCodec<T>)));
        return codec is null ? null : (StreamItemCodec<T>)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeof(T), codec), nonPublic: true)!;
    }

    private sealed class Of<TCodec> : StreamItemCodec<T>
        where TCodec : struct, IWireCodec<T>
    {
        internal override void Write(WireWriter writer, T item) => WireField.Write<T, TCodec>(writer, 0, item);

        // An item that is its type's default is not written at all.
        internal override T Read(ref WireReader reader) =>
            reader.TryReadField(out uint id, out WireKind kind) ? WireField.Read<T, TCodec>(ref reader, id, kind) : default!;
    }
}
