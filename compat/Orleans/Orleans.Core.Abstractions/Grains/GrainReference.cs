using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Points at a grain wherever it is. Equal when they point at the same grain.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference(GrainId grainId) => GrainId = grainId;

    public GrainId GrainId { get; }

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(InterfaceName);

    public virtual string InterfaceName => "";

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) => reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    public bool Equals([NotNullWhen(true)] GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceName}";

    internal virtual object CastTo(Type interfaceType) => throw new GrainReferenceNotBoundException($"{this} is not bound to a runtime.");
}
