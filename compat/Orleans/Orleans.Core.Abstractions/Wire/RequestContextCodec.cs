using System.Collections.Immutable;
using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>
/// The values that travel with a call. They are text, numbers, truth values, ids, instants, spans and bytes: what has no such type does not leave its silo,
/// and the call that carries it fails.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestContextCodec
{
    /// <exception cref="WireFormatException">A value is of another type.</exception>
    public static void Write(WireWriter writer, ImmutableDictionary<string, object>? context)
    {
        int begin = writer.Begin();
        if (context is { IsEmpty: false })
        {
            writer.WriteCount(context.Count);
            foreach ((string key, object value) in context)
            {
                if (!WireValue.CanWrite(value))
                {
                    throw new WireFormatException($"The request context's '{key}' is a {value.GetType()}, which does not travel.");
                }

                WireValue.WriteEntry(writer, key, value);
            }
        }

        writer.End(begin);
    }

    /// <summary>The context, or null where there is none.</summary>
    public static ImmutableDictionary<string, object>? Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        ImmutableDictionary<string, object>.Builder? context = null;
        if (reader.Remaining > 0)
        {
            context = ImmutableDictionary.CreateBuilder<string, object>();
            for (int left = reader.ReadCount(); left > 0; left--)
            {
                (string key, object? value) = WireValue.ReadEntry(ref reader);
                if (value is not null)
                {
                    context[key] = value;
                }
            }
        }

        reader.End(outer);
        return context?.ToImmutable();
    }
}
