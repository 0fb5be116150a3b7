using System.ComponentModel;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>Names the generated manifest of an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainManifestAttribute(Type manifest) : Attribute
{
    public Type Manifest { get; } = manifest;
}

/// <summary>Names an assembly with a manifest that this one was compiled against, so that it is found even if no code touches it.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainAssemblyAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}

/// <summary>The grain interfaces, grain classes and contract types of an assembly, written by the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainManifest
{
    public abstract IReadOnlyList<GrainInterfaceEntry> Interfaces { get; }

    public abstract IReadOnlyList<GrainClassEntry> Classes { get; }

    public abstract IReadOnlyList<WireExceptionType> Exceptions { get; }
}

/// <summary>A grain interface, how a reference to it is made, and its methods with those that it inherits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GrainInterfaceEntry(Type Interface, string Name, Func<GrainRouter, GrainId, GrainProxy> CreateProxy, IReadOnlyList<GrainCallEntry> Calls);

/// <summary>A method as it is called through one interface, and how an empty call of it is made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GrainCallEntry(GrainMethod Method, Func<GrainCall> Create);

/// <summary>A grain class, its permanent name, and the grain interfaces it implements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record GrainClassEntry(Type Class, string GrainType, IReadOnlyList<Type> Interfaces);
