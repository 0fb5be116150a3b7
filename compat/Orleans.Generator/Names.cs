using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>The names by which the generator knows Orleans, and how it writes those of others.</summary>
internal static class Names
{
    public const string GenerateSerializer = "Orleans.GenerateSerializerAttribute";
    public const string Alias = "Orleans.AliasAttribute";
    public const string Id = "Orleans.IdAttribute";
    public const string ResponseTimeout = "Orleans.ResponseTimeoutAttribute";
    public const string GrainType = "Orleans.GrainTypeAttribute";
    public const string GrainBase = "Orleans.IGrainBase";
    public const string Grain = "Orleans.IGrain";
    public const string AlwaysInterleave = "Orleans.Concurrency.AlwaysInterleaveAttribute";
    public const string ReadOnly = "Orleans.Concurrency.ReadOnlyAttribute";
    public const string OneWay = "Orleans.Concurrency.OneWayAttribute";
    public const string Manifest = "Orleans.Compat.GrainManifestAttribute";
    public const string ManifestReference = "Orleans.Compat.GrainAssemblyAttribute";
    public const string CancellationToken = "System.Threading.CancellationToken";

    private static readonly ImmutableHashSet<string> Markers = ImmutableHashSet.Create(
        "Orleans.Runtime.IAddressable", Grain, "Orleans.IGrainWithStringKey", "Orleans.IGrainWithGuidKey", "Orleans.IGrainWithIntegerKey");

    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Plain = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.None,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>As generated code writes a type, with its nullability.</summary>
    public static string Code(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>As <c>typeof</c> takes it.</summary>
    public static string CodeOblivious(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Namespace and name without type arguments: what a type is known by.</summary>
    public static string Full(ITypeSymbol type) => type.ToDisplayString(Plain);

    /// <summary>The permanent name of a type or method, if it has one.</summary>
    public static string? AliasOf(ISymbol symbol) => Find(symbol, Alias)?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>What a type is known by on the wire: its alias or its full name, and those of its arguments.</summary>
    public static string Wire(ITypeSymbol type)
    {
        string name = AliasOf(type) ?? Full(type);
        return type is INamedTypeSymbol { TypeArguments.Length: > 0 } generic ? $"{name}<{string.Join(",", generic.TypeArguments.Select(Wire))}>" : name;
    }

    public static bool Is(AttributeData attribute, string name) => attribute.AttributeClass is { } type && Full(type) == name;

    public static AttributeData? Find(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute => Is(attribute, name));

    /// <summary>An interface through which grains are called: not one of the markers that say what key a grain has.</summary>
    public static bool IsGrainInterface(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && !Markers.Contains(Full(type)) && type.AllInterfaces.Any(inherited => Full(inherited) == Grain);

    /// <summary>A reference to a grain travels as its identity.</summary>
    public static bool IsGrainReference(ITypeSymbol type) => type.TypeKind == TypeKind.Interface && (Markers.Contains(Full(type)) || IsGrainInterface(type));

    public static bool IsException(ITypeSymbol? type)
    {
        while (type is not null && Full(type) != "System.Exception")
        {
            type = type.BaseType;
        }

        return type is not null;
    }

    /// <summary>FNV-1a of the text's UTF-8 in 64 bits.</summary>
    public static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte part in System.Text.Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ part) * 1099511628211);
        }

        return hash;
    }

    /// <summary>An identifier made of a full name; the hash keeps apart what the underscores join.</summary>
    public static string Identifier(string fullName)
    {
        uint hash = 2166136261;
        foreach (char letter in fullName)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        string letters = new([.. fullName.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_')]);
        return letters + "_" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
