using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Checks a type with [GenerateSerializer]: permanent name, permanent numbers, nothing that changes.</summary>
internal static class ContractReader
{
    public static ContractModel Read(INamedTypeSymbol type)
    {
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        Location? place = type.Locations.FirstOrDefault();
        ImmutableArray<string> aliases = [.. type.GetAttributes().Where(attribute => Names.Is(attribute, Names.Alias)).Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "")];
        if (aliases.IsEmpty)
        {
            findings.Add(Finding.At(Rules.NoAlias, place, type.Name));
        }

        CodecModel? codec = null;
        if (type.TypeKind != TypeKind.Enum)
        {
            CheckMembers(type, findings);
            codec = CodecReader.Read(type, findings);
        }

        return new(Names.Full(type), new(aliases), Finding.At(Rules.Duplicate, place), new(findings.ToImmutable()), codec);
    }

    /// <summary>A type that derives from a contract without saying that it is one itself.</summary>
    public static Finding? DerivedCase(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Names.Find(ancestor, Names.GenerateSerializer) is not null)
            {
                return Names.Find(type, Names.GenerateSerializer) is null
                    ? Finding.At(Rules.DerivedCase, type.Locations.FirstOrDefault(), type.Name, ancestor.Name)
                    : null;
            }
        }

        return null;
    }

    private static void CheckMembers(INamedTypeSymbol type, ImmutableArray<Finding>.Builder findings)
    {
        Dictionary<string, string> ids = [];
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst))
        {
            // A property stands for its backing field: that is where the attributes and the accessors are.
            ISymbol member = field.AssociatedSymbol ?? field;
            Location? place = member.Locations.FirstOrDefault();
            string name = $"{type.Name}.{member.Name}";
            bool changes = member is IPropertySymbol property ? property.SetMethod is { IsInitOnly: false } setter && !IsOwnOfException(setter) : !field.IsReadOnly;
            if (changes)
            {
                findings.Add(Finding.At(Rules.MutableMember, place, name, "use init, get or readonly"));
            }

            if (Immutability.Problem(field.Type) is { } problem)
            {
                findings.Add(problem.Mutable is { } reason
                    ? Finding.At(Rules.MutableMember, place, name, $"'{problem.Type.Name}': {reason}")
                    : Finding.At(Rules.NotSerializable, place, name, Describe(problem.Type)));
            }

            if (Names.Find(member, Names.Id)?.ConstructorArguments.FirstOrDefault().Value?.ToString() is not { } id)
            {
                findings.Add(Finding.At(Rules.NoId, place, name));
            }
            else if (ids.TryGetValue(id, out string? other))
            {
                findings.Add(Finding.At(Rules.Duplicate, place, $"[Id({id})]", other, name));
            }
            else
            {
                ids.Add(id, name);
            }
        }
    }

    // An exception is made by its thrower, and the genuine serializer fills it in through private setters.
    private static bool IsOwnOfException(IMethodSymbol setter) => Names.IsException(setter.ContainingType) && setter.DeclaredAccessibility == Accessibility.Private;

    internal static string Describe(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
