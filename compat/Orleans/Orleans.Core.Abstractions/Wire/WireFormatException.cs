using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>The bytes are not what their reader expects, or the value is one that the format cannot carry.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WireFormatException : Exception
{
    public WireFormatException(string message)
        : base(message)
    {
    }

    public WireFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
