using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Finds the way to make a value from its members: the constructor that takes most of them, then initializers, then the fields themselves.</summary>
internal static class CodecConstructors
{
    /// <summary>Null if there is no such constructor.</summary>
    public static CodecMaking? Find(INamedTypeSymbol type, ImmutableArray<ContractMember> members)
    {
        IMethodSymbol? best = type.InstanceConstructors
            .Where(constructor => IsVisible(constructor) && constructor.Parameters.All(parameter => Argument(type, members, parameter) is not null || parameter.HasExplicitDefaultValue))
            .OrderByDescending(constructor => constructor.Parameters.Count(parameter => Argument(type, members, parameter) is not null))
            .FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        foreach (ContractMember member in members)
        {
            member.IsTaken = best.Parameters.Any(member.IsFor);
        }

        ContractMember[] rest = [.. members.Where(member => !member.IsTaken && member.Codec is not null)];
        return new(
            new([.. best.Parameters.Select(parameter => (parameter.Name, Argument: Argument(type, members, parameter))).Where(pair => pair.Argument is not null).Select(pair => $"@{pair.Name}: {pair.Argument}")]),
            new([.. rest.Where(member => member.CanInitialize).Select(member => $"{ContractMember.Escape(member.Name)} = {member.Local}")]),
            new([.. rest.Where(member => !member.CanInitialize).Select(member => $"{{0}}.{member.Accessor}({(type.IsValueType ? "ref " : "")}value) = {member.Local};")]));
    }

    private static string? Argument(INamedTypeSymbol type, ImmutableArray<ContractMember> members, IParameterSymbol parameter)
    {
        if (members.FirstOrDefault(member => member.IsFor(parameter)) is { } own)
        {
            return own.Local;
        }

        if (!Names.IsException(type))
        {
            return null;
        }

        return (Names.Full(parameter.Type), parameter.Name) switch
        {
            ("System.String", "message" or "msg") => "message",
            ("System.Exception", "inner" or "innerException" or "cause") => "inner",
            _ => null,
        };
    }

    private static bool IsVisible(IMethodSymbol constructor) =>
        constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && !constructor.Parameters.Any(parameter => parameter.RefKind != RefKind.None);
}
