using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Reads what a contract type's codec needs: its members with those of its bases, and how it is made again.</summary>
internal static class CodecReader
{
    /// <summary>Null, with a finding, if generated code cannot read or make such a value.</summary>
    public static CodecModel? Read(INamedTypeSymbol type, ImmutableArray<Finding>.Builder findings)
    {
        if (Problem(type) is { } problem)
        {
            findings.Add(Finding.At(Rules.NoCodec, type.Locations.FirstOrDefault(), type.Name, problem));
            return null;
        }

        ImmutableArray<INamedTypeSymbol> chain = Chain(type);
        ImmutableArray<ContractMember> members = [.. chain.SelectMany((level, depth) => ContractMember.Of(level, depth))];
        foreach (ContractMember member in members.Where(member => member.Codec is null && Immutability.Problem(member.Type) is null))
        {
            findings.Add(Finding.At(Rules.NoCodec, member.Place, $"{type.Name}.{member.Name}", $"'{ContractReader.Describe(member.Type)}' is not supported; a contract type can take its place"));
        }

        // A member that has a finding of its own may be what the constructor lacks.
        CodecMaking? making = type.IsAbstract ? null : CodecConstructors.Find(type, members);
        if (making is null && !type.IsAbstract && findings.Count == 0)
        {
            findings.Add(Finding.At(Rules.NoCodec, type.Locations.FirstOrDefault(), type.Name, "it needs a visible constructor whose parameters are members of the same name and type"));
        }

        foreach (ContractMember member in members.Where(_ => making is null))
        {
            member.IsTaken = true;
        }

        ImmutableArray<ITypeSymbol> parameters = CodecNames.AllArguments(type);
        return new(
            CodecNames.Identifier(type),
            Names.CodeOblivious(type),
            Names.AliasOf(type) ?? Names.Full(type),
            IsPublic(type) ? "public" : "internal",
            Angled(parameters.SelectMany(parameter => new[] { parameter.Name, CodecNames.OfParameter((ITypeParameterSymbol)parameter) })),
            Angled(parameters.Select(parameter => parameter.Name)),
            string.Concat(parameters.Select(parameter => ConstraintsOf((ITypeParameterSymbol)parameter))),
            string.Concat(parameters.Select(parameter => $" where {CodecNames.OfParameter((ITypeParameterSymbol)parameter)} : struct, global::Orleans.Compat.IWireCodec<{parameter.Name}>")),
            type.IsValueType,
            type.IsSealed || type.IsValueType,
            Names.IsException(type),
            new([.. chain.Select((_, depth) => new CodecLevel(depth, new([.. members.Where(member => member.Depth == depth && member.Codec is not null).OrderBy(member => member.Id).Select(member => member.ToModel())])))]),
            making,
            new([.. chain.RemoveAt(chain.Length - 1).Select(CodecNames.Identifier)]));
    }

    private static string? Problem(INamedTypeSymbol type)
    {
        if (!ClassReader.IsVisible(type))
        {
            return "generated code cannot see it; make it internal or public";
        }

        if (Names.IsException(type) && !CodecNames.AllArguments(type).IsEmpty)
        {
            return "an exception cannot be generic";
        }

        foreach (INamedTypeSymbol ancestor in Ancestors(type))
        {
            if (!SymbolEqualityComparer.Default.Equals(ancestor.ContainingAssembly, type.ContainingAssembly))
            {
                return $"its base '{ancestor.Name}' is of another assembly, whose codec cannot know it";
            }

            if (!Enumerable.SequenceEqual(CodecNames.AllArguments(ancestor), CodecNames.AllArguments(type), SymbolEqualityComparer.Default))
            {
                return $"a case has the type parameters of '{ancestor.Name}', in the same order";
            }
        }

        return null;
    }

    /// <summary>The contract types that a type derives from and itself, the root first.</summary>
    private static ImmutableArray<INamedTypeSymbol> Chain(INamedTypeSymbol type) => [.. Ancestors(type).Reverse(), type];

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Names.Find(ancestor, Names.GenerateSerializer) is not null)
            {
                yield return ancestor;
            }
        }
    }

    private static bool IsPublic(INamedTypeSymbol? type) => type is null || (type.DeclaredAccessibility == Accessibility.Public && IsPublic(type.ContainingType));

    private static string Angled(IEnumerable<string> names) => names.Any() ? $"<{string.Join(", ", names)}>" : "";

    private static string ConstraintsOf(ITypeParameterSymbol parameter)
    {
        List<string> all = [];
        if (parameter.HasUnmanagedTypeConstraint)
        {
            all.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            all.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            all.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            all.Add("notnull");
        }

        all.AddRange(parameter.ConstraintTypes.Select(Names.CodeOblivious));
        if (parameter.HasConstructorConstraint)
        {
            all.Add("new()");
        }

        return all.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }
}
