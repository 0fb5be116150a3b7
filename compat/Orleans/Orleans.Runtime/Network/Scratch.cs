using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>A writer for one frame at a time, kept by each thread. Between taking it and sending what it holds nothing may run that takes it too.</summary>
internal static class Scratch
{
    private const int Kept = 1 << 20;

    [ThreadStatic]
    private static WireWriter? s_writer;

    internal static WireWriter Take()
    {
        WireWriter writer = s_writer ??= new();
        if (writer.Length > Kept)
        {
            writer.Dispose();
        }

        writer.Clear();
        return writer;
    }

    /// <summary>A frame that holds no more than its kind and a number.</summary>
    internal static ReadOnlySpan<byte> Numbered(FrameKind kind, ulong number)
    {
        WireWriter writer = Take();
        writer.WriteRaw([(byte)kind]);
        writer.WriteVarint(number);
        return writer.Written;
    }
}
