using System.ComponentModel;

namespace Orleans.Compat;

/// <summary>A type of exception that comes back as what it was.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WireExceptionType(Type type, string alias)
{
    public Type Type { get; } = type;

    /// <summary>Its permanent name.</summary>
    public string Alias { get; } = alias;

    /// <summary>Writes what the type has besides a message and a cause, as a message without its length.</summary>
    public abstract void WriteMembers(WireWriter writer, Exception exception);

    /// <summary>Makes the exception again, with the members that the rest of the reader's message holds.</summary>
    public abstract Exception Create(ref WireReader members, string message, Exception? inner);
}
