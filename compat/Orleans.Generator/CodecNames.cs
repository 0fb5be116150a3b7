using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>How generated code names the codec of a type: put together from those of its parts, so that nothing is looked up when a call is made.</summary>
internal static class CodecNames
{
    private const string Own = "global::Orleans.Compat.";
    private const int MostTupleItems = 7;

    private static readonly ImmutableDictionary<SpecialType, string> Special = new Dictionary<SpecialType, string>
    {
        [SpecialType.System_Boolean] = "Boolean",
        [SpecialType.System_Char] = "Char",
        [SpecialType.System_SByte] = "SByte",
        [SpecialType.System_Byte] = "Byte",
        [SpecialType.System_Int16] = "Int16",
        [SpecialType.System_UInt16] = "UInt16",
        [SpecialType.System_Int32] = "Int32",
        [SpecialType.System_UInt32] = "UInt32",
        [SpecialType.System_Int64] = "Int64",
        [SpecialType.System_UInt64] = "UInt64",
        [SpecialType.System_Single] = "Single",
        [SpecialType.System_Double] = "Double",
        [SpecialType.System_Decimal] = "Decimal",
        [SpecialType.System_String] = "String",
        [SpecialType.System_DateTime] = "DateTime",
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["System.DateTimeOffset"] = "DateTimeOffset",
        ["System.TimeSpan"] = "TimeSpan",
        ["System.DateOnly"] = "DateOnly",
        ["System.TimeOnly"] = "TimeOnly",
        ["System.Guid"] = "Guid",
        ["System.Uri"] = "Uri",
        ["System.Version"] = "Version",
        ["System.Half"] = "Half",
        ["System.Int128"] = "Int128",
        ["System.UInt128"] = "UInt128",
        ["System.Numerics.BigInteger"] = "BigInteger",
        ["System.Net.IPAddress"] = "IPAddress",
        ["Orleans.Runtime.GrainId"] = "GrainId",
        ["Orleans.Runtime.StreamId"] = "StreamId",
    }.ToImmutableDictionary();

    private static readonly ImmutableHashSet<string> Generic = ImmutableHashSet.Create(
        "System.Nullable", "System.Collections.Generic.KeyValuePair",
        "System.Collections.Immutable.ImmutableArray", "System.Collections.Immutable.ImmutableList",
        "System.Collections.Immutable.ImmutableDictionary", "System.Collections.Immutable.ImmutableHashSet",
        "System.Collections.Immutable.ImmutableSortedDictionary", "System.Collections.Immutable.ImmutableSortedSet",
        "System.Collections.Immutable.ImmutableQueue", "System.Collections.Immutable.ImmutableStack");

    /// <summary>The codec's type, or null if there is none.</summary>
    public static string? Of(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            return OfParameter(parameter);
        }

        if (Special.TryGetValue(type.SpecialType, out string? name) || Values.TryGetValue(Names.Full(type), out name))
        {
            return Own + name + "Codec";
        }

        if (Names.IsGrainReference(type))
        {
            return $"{Own}GrainReferenceCodec<{Names.CodeOblivious(type)}>";
        }

        return type is INamedTypeSymbol named ? OfNamed(named) : null;
    }

    public static string OfParameter(ITypeParameterSymbol parameter) => "Codec" + parameter.Name;

    /// <summary>The name of the codec that is generated for a contract type, the same in every assembly.</summary>
    public static string Identifier(INamedTypeSymbol contract) =>
        "Codec_" + Names.Identifier($"{Names.Full(contract)}`{AllArguments(contract).Length}");

    /// <summary>The type arguments of a type and of those that it is nested in, the outermost first.</summary>
    public static ImmutableArray<ITypeSymbol> AllArguments(INamedTypeSymbol? type) => type is null ? [] : [.. AllArguments(type.ContainingType), .. type.TypeArguments];

    private static string? OfNamed(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return $"{Own}EnumCodec<{Names.CodeOblivious(type)}, {Names.CodeOblivious(type.EnumUnderlyingType!)}, {Of(type.EnumUnderlyingType!)}>";
        }

        if (type.IsTupleType)
        {
            ImmutableArray<ITypeSymbol> items = [.. type.TupleElements.Select(element => element.Type)];
            return items.Length <= MostTupleItems ? With($"{Own}ValueTupleCodec", items) : null;
        }

        string name = Names.Full(type);
        if (name == "System.Collections.Immutable.ImmutableArray" && type.TypeArguments[0].SpecialType == SpecialType.System_Byte)
        {
            return Own + "BytesCodec";
        }

        if (Generic.Contains(name))
        {
            return With($"{Own}{type.Name}Codec", type.TypeArguments);
        }

        if (Names.Find(type, Names.GenerateSerializer) is null)
        {
            return null;
        }

        return Names.IsException(type) ? $"{Own}ExceptionCodec<{Names.CodeOblivious(type)}>" : With("global::OrleansGenerated." + Identifier(type), AllArguments(type));
    }

    private static string? With(string codec, ImmutableArray<ITypeSymbol> arguments)
    {
        if (arguments.IsEmpty)
        {
            return codec;
        }

        string?[] codecs = [.. arguments.Select(Of)];
        return codecs.Contains(null) ? null : $"{codec}<{string.Join(", ", arguments.Select((argument, i) => $"{Names.CodeOblivious(argument)}, {codecs[i]}"))}>";
    }
}
