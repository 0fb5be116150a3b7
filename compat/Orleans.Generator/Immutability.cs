using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>
/// Whether a value of a type may be handed over by reference and can be serialized by the genuine Orleans without help.
/// Contract types are taken at their word here: each is checked where it is declared.
/// </summary>
internal static class Immutability
{
    private static readonly ImmutableHashSet<string> Values = ImmutableHashSet.Create(
        "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Guid", "System.Uri", "System.Version",
        "System.Half", "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Net.IPAddress",
        "Orleans.Runtime.GrainId", "Orleans.Streams.StreamId", "Orleans.Runtime.StreamId");

    private static readonly ImmutableHashSet<string> Containers = ImmutableHashSet.Create(
        "System.Nullable", "System.ValueTuple", "System.Tuple", "System.Collections.Generic.KeyValuePair",
        "System.Collections.Immutable.ImmutableArray", "System.Collections.Immutable.ImmutableList",
        "System.Collections.Immutable.ImmutableDictionary", "System.Collections.Immutable.ImmutableHashSet",
        "System.Collections.Immutable.ImmutableSortedDictionary", "System.Collections.Immutable.ImmutableSortedSet",
        "System.Collections.Immutable.ImmutableQueue", "System.Collections.Immutable.ImmutableStack");

    /// <summary>What is wrong with the type, in words, and whether that is only the missing serializer; null if nothing is.</summary>
    public static (ITypeSymbol Type, string? Mutable)? Problem(ITypeSymbol type)
    {
        if (type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_String) or SpecialType.System_DateTime
            || type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter
            || Values.Contains(Names.Full(type))
            || Names.IsGrainReference(type))
        {
            return null;
        }

        if (type is INamedTypeSymbol named)
        {
            bool isContainer = Containers.Contains(Names.Full(type)) || type.IsTupleType;
            if (isContainer || Names.Find(type, Names.GenerateSerializer) is not null)
            {
                return named.TypeArguments.Select(Problem).FirstOrDefault(problem => problem is not null);
            }
        }

        return type.TypeKind switch
        {
            TypeKind.Array => (type, "an array; use ImmutableArray"),
            TypeKind.Interface => (type, "behind an interface may be anything; use an immutable type"),
            TypeKind.Delegate => (type, "a delegate cannot travel"),
            TypeKind.Dynamic => (type, "dynamic may be anything"),
            _ when type.SpecialType == SpecialType.System_Object => (type, "object may be anything"),
            _ when Names.Full(type).StartsWith("System.", StringComparison.Ordinal) => (type, "it is not one of the immutable types of the base library"),
            _ => (type, null),
        };
    }
}
