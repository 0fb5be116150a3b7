using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>
/// How values of a type lie on the wire. Codecs are types and not objects: that of a list is made of that of its elements by the compiler,
/// and nothing is looked up when a call is made.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWireCodec<T>
{
    static abstract WireKind Kind { get; }

    /// <summary>What a missing field means: such a value is not written.</summary>
    static abstract bool IsDefault(T value);

    static abstract void Write(WireWriter writer, T value);

    static abstract T Read(ref WireReader reader);
}
