using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>How a field's value lies on the wire: enough to skip it without knowing what it is. The lower three bits of a field's tag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WireKind
{
    /// <summary>Seven bits a byte, the least significant first.</summary>
    Varint = 0,

    /// <summary>Eight bytes, little endian.</summary>
    Fixed64 = 1,

    /// <summary>A length as varint, and that many bytes: text, bytes, or fields of its own.</summary>
    Bytes = 2,

    /// <summary>Which case of a hierarchy the fields that follow are: a length and the alias of the case.</summary>
    Case = 3,

    /// <summary>The fields that a base type declares, length first. The number is how far that type is from the root.</summary>
    Base = 4,

    /// <summary>Four bytes, little endian.</summary>
    Fixed32 = 5,

    /// <summary>Nothing: an element of a collection that is null.</summary>
    Null = 6,
}
