using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>Exceptions as bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireExceptions
{
    public static void Write(WireWriter writer, Exception exception)
    {
        int begin = writer.Begin();
        WireField.Write<string, StringCodec>(writer, 1, exception.Message);
        writer.End(begin);
    }

    public static Exception Read(ref WireReader reader)
    {
        int outer = reader.Begin();
        string message = "";
        while (reader.TryReadField(out uint id, out WireKind kind))
        {
            if (id == 1)
            {
                message = WireField.Read<string, StringCodec>(ref reader, id, kind);
            }
            else
            {
                reader.Skip(kind);
            }
        }

        reader.End(outer);
        return new Orleans.Runtime.OrleansException(message);
    }
}
