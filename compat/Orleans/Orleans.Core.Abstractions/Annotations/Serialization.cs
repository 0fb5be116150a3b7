// These names live in the genuine Orleans.Serialization.Abstractions; the Sdk package brings both.
namespace Orleans;

/// <summary>The type travels between silos: the generator checks it and writes its codec.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether primary constructor parameters are serialized by themselves. Records do so by default.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}

/// <summary>The permanent number of a member on the wire. Unique within its type; never reused.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute(uint id) : Attribute
{
    public uint Id { get; } = id;
}

/// <summary>The permanent name of a type or a method on the wire, so that renaming it in code breaks no one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AliasAttribute(string alias) : Attribute
{
    public string Alias { get; } = alias;
}

/// <summary>Nothing changes the value after its construction, so a call hands it over by reference.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ImmutableAttribute : Attribute;

/// <summary>How long a caller of this method or interface waits for its answer, in place of the configured timeout.</summary>
/// <param name="timeout">A <see cref="TimeSpan"/> as text, such as <c>00:00:05</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
}
