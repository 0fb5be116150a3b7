using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Reads a grain class: its permanent name and the grain interfaces it answers for.</summary>
internal static class ClassReader
{
    /// <summary>Null for a class that is not a grain, or only the base of grains.</summary>
    public static ClassModel? Read(INamedTypeSymbol type)
    {
        ImmutableArray<INamedTypeSymbol> interfaces = [.. type.AllInterfaces.Where(Names.IsGrainInterface).OrderByDescending(candidate => candidate.AllInterfaces.Length)];
        if (type.IsAbstract || interfaces.IsEmpty || type.AllInterfaces.All(implemented => Names.Full(implemented) != Names.GrainBase))
        {
            return null;
        }

        ImmutableArray<Finding> findings = type.IsGenericType || !IsVisible(type)
            ? [Finding.At(Rules.Inaccessible, type.Locations.FirstOrDefault(), type.Name)]
            : [];
        return new(Names.CodeOblivious(type), GrainTypeOf(type), new([.. interfaces.Select(Names.CodeOblivious)]), new(findings));
    }

    internal static bool IsVisible(INamedTypeSymbol? type) =>
        type is null
        || (type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
            && !type.IsFileLocal
            && IsVisible(type.ContainingType));

    // Like the genuine Orleans: the class name in lower case, without "grain" at its end.
    private static string GrainTypeOf(INamedTypeSymbol type)
    {
        if (Names.Find(type, Names.GrainType)?.ConstructorArguments.FirstOrDefault().Value is string given)
        {
            return given;
        }

#pragma warning disable CA1308 // The name is lower case by contract.
        string name = type.Name.ToLowerInvariant();
#pragma warning restore CA1308
        const string Suffix = "grain";
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}
