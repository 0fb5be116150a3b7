using System.Collections.Immutable;

namespace Orleans.Compat;

/// <summary>A named value of one of a few types: text, numbers, truth values, ids, instants, spans and bytes. The number of its field says which.</summary>
internal static class WireValue
{
    internal static bool CanWrite(object value) =>
        value is string or bool or int or long or double or decimal or Guid or DateTimeOffset or DateTime or TimeSpan or ImmutableArray<byte>;

    internal static void WriteEntry(WireWriter writer, string key, object value)
    {
        int entry = writer.Begin();
        WireField.Write<string, StringCodec>(writer, 0, key);
        WriteValue(writer, value);
        writer.End(entry);
    }

    /// <summary>The value is null where only a newer build knows its type.</summary>
    internal static (string Key, object? Value) ReadEntry(ref WireReader reader)
    {
        int outer = reader.Begin();
        string key = "";
        object? value = null;
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            if (id == 0)
            {
                key = WireField.Read<string, StringCodec>(ref reader, id, kind);
            }
            else
            {
                value = ReadValue(ref reader, id, kind);
            }
        }

        reader.End(outer);
        return (key, value);
    }

    // The field's number says what the value is. Values that a missing field would mean are written all the same.
    private static void WriteValue(WireWriter writer, object value)
    {
        switch (value)
        {
            case string text: Field<string, StringCodec>(writer, 1, text); break;
            case bool truth: Field<bool, BooleanCodec>(writer, 2, truth); break;
            case int number: Field<int, Int32Codec>(writer, 3, number); break;
            case long number: Field<long, Int64Codec>(writer, 4, number); break;
            case double number: Field<double, DoubleCodec>(writer, 5, number); break;
            case decimal number: Field<decimal, DecimalCodec>(writer, 6, number); break;
            case Guid id: Field<Guid, GuidCodec>(writer, 7, id); break;
            case DateTimeOffset instant: Field<DateTimeOffset, DateTimeOffsetCodec>(writer, 8, instant); break;
            case DateTime instant: Field<DateTime, DateTimeCodec>(writer, 9, instant); break;
            case TimeSpan span: Field<TimeSpan, TimeSpanCodec>(writer, 10, span); break;
            case ImmutableArray<byte> bytes: Field<ImmutableArray<byte>, BytesCodec>(writer, 11, bytes); break;
            default: throw new WireFormatException($"A {value.GetType()} does not travel.");
        }
    }

    private static object? ReadValue(ref WireReader reader, uint id, WireKind kind)
    {
        switch (id)
        {
            case 1: return WireField.Read<string, StringCodec>(ref reader, id, kind);
            case 2: return WireField.Read<bool, BooleanCodec>(ref reader, id, kind);
            case 3: return WireField.Read<int, Int32Codec>(ref reader, id, kind);
            case 4: return WireField.Read<long, Int64Codec>(ref reader, id, kind);
            case 5: return WireField.Read<double, DoubleCodec>(ref reader, id, kind);
            case 6: return WireField.Read<decimal, DecimalCodec>(ref reader, id, kind);
            case 7: return WireField.Read<Guid, GuidCodec>(ref reader, id, kind);
            case 8: return WireField.Read<DateTimeOffset, DateTimeOffsetCodec>(ref reader, id, kind);
            case 9: return WireField.Read<DateTime, DateTimeCodec>(ref reader, id, kind);
            case 10: return WireField.Read<TimeSpan, TimeSpanCodec>(ref reader, id, kind);
            case 11: return WireField.Read<ImmutableArray<byte>, BytesCodec>(ref reader, id, kind);
            default:
                reader.Skip(kind);
                return null;
        }
    }

    private static void Field<T, TCodec>(WireWriter writer, uint id, T value)
        where TCodec : struct, IWireCodec<T>
    {
        writer.WriteTag(id, TCodec.Kind);
        TCodec.Write(writer, value);
    }
}
