using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>An exception as a value: an argument, or a member of a contract type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ExceptionCodec<T> : IWireCodec<T>
    where T : Exception
{
    public static WireKind Kind => WireKind.Bytes;

    public static bool IsDefault(T value) => value is null;

    public static void Write(WireWriter writer, T value) => WireExceptions.Write(writer, value);

    public static T Read(ref WireReader reader) =>
        WireExceptions.Read(ref reader) as T ?? throw new WireFormatException($"An exception that is no {typeof(T).Name} stands where one should.");
}
