using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>What the generator refuses to compile, by permanent id.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor MutableArgument = Error(
        "LERT0001", "A grain method carries something mutable", "'{0}' carries '{1}', which can be changed after the call: {2}");

    public static readonly DiagnosticDescriptor NotSerializable = Error(
        "LERT0002", "A type that travels needs a serializer", "'{0}' carries '{1}', which has no [GenerateSerializer]");

    public static readonly DiagnosticDescriptor NoAlias = Error(
        "LERT0003", "A contract type needs a permanent name", "'{0}' needs an [Alias], so that renaming it breaks no other silo");

    public static readonly DiagnosticDescriptor NoId = Error(
        "LERT0004", "A contract member needs a permanent number", "'{0}' needs an [Id], or it will not travel");

    public static readonly DiagnosticDescriptor Duplicate = Error(
        "LERT0005", "Ids and aliases are unique", "{0} is taken by both '{1}' and '{2}'");

    public static readonly DiagnosticDescriptor NotAsynchronous = Error(
        "LERT0006", "Grain methods are asynchronous", "'{0}' must return Task, Task<T>, ValueTask or ValueTask<T>");

    public static readonly DiagnosticDescriptor MutableMember = Error(
        "LERT0007", "Contract types do not change", "'{0}' can be changed after construction: {1}");

    public static readonly DiagnosticDescriptor DerivedCase = Error(
        "LERT0008", "Every case of a contract travels", "'{0}' derives from the contract type '{1}' and needs [GenerateSerializer] of its own");

    public static readonly DiagnosticDescriptor Unsupported = Error(
        "LERT0009", "A grain interface has methods only", "'{0}' is not supported in a grain interface: {1}");

    public static readonly DiagnosticDescriptor OneWayResult = Error(
        "LERT0010", "A one-way call has no result", "'{0}' is [OneWay] and must return Task or ValueTask");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "LERT0011", "Grains are visible in their assembly", "'{0}' is a grain interface or class that generated code cannot see: make it internal or public, and not generic");

    public static readonly DiagnosticDescriptor NoCodec = Error(
        "LERT0012", "What travels can be read and made again", "'{0}' has no codec: {1}");

    public static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = ImmutableArray.Create(
        MutableArgument, NotSerializable, NoAlias, NoId, Duplicate, NotAsynchronous, MutableMember, DerivedCase, Unsupported, OneWayResult, Inaccessible, NoCodec)
        .ToImmutableDictionary(rule => rule.Id);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Orleans.Contracts", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
