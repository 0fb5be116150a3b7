namespace Orleans.Compat;

/// <summary>
/// The elements of a collection: how many there are, then each with a tag, which tells a null from a value.
/// The collection is a message of its own, so that it can be skipped as one.
/// </summary>
internal static class WireElements
{
    internal static void Write<T, TCodec>(WireWriter writer, T value)
        where TCodec : struct, IWireCodec<T>
    {
        if (value is null)
        {
            writer.WriteTag(0, WireKind.Null);
        }
        else
        {
            writer.WriteTag(0, TCodec.Kind);
            TCodec.Write(writer, value);
        }
    }

    internal static void WriteAll<T, TCodec>(WireWriter writer, ReadOnlySpan<T> values)
        where TCodec : struct, IWireCodec<T>
    {
        int begin = writer.Begin();
        writer.WriteCount(values.Length);
        foreach (T value in values)
        {
            Write<T, TCodec>(writer, value);
        }

        writer.End(begin);
    }

    internal static void WriteAll<T, TCodec>(WireWriter writer, int count, IEnumerable<T> values)
        where TCodec : struct, IWireCodec<T>
    {
        int begin = writer.Begin();
        writer.WriteCount(count);
        foreach (T value in values)
        {
            Write<T, TCodec>(writer, value);
        }

        writer.End(begin);
    }

    internal static T[] ReadAll<T, TCodec>(ref WireReader reader)
        where TCodec : struct, IWireCodec<T>
    {
        int outer = reader.Begin();
        int count = reader.ReadCount();
        T[] values = count == 0 ? [] : new T[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Read<T, TCodec>(ref reader);
        }

        reader.End(outer);
        return values;
    }

    internal static void ThrowComparer() =>
        throw new WireFormatException("A collection with a comparer of its own does not travel: its other side would compare by another.");

    private static T Read<T, TCodec>(ref WireReader reader)
        where TCodec : struct, IWireCodec<T>
    {
        if (!reader.TryReadTag(out uint id, out WireKind kind))
        {
            throw new WireFormatException("A collection has fewer elements than it says.");
        }

        if (kind == WireKind.Null)
        {
            return default(T) is null ? default! : throw new WireFormatException($"A {typeof(T).Name} in a collection is null.");
        }

        return WireField.Read<T, TCodec>(ref reader, id, kind);
    }
}
