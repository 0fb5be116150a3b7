using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>A member of a contract type that has a number, with the symbols behind it.</summary>
internal sealed class ContractMember
{
    private readonly IFieldSymbol _field;
    private readonly ISymbol _member;

    private ContractMember(IFieldSymbol field, int depth, uint id)
    {
        _field = field;
        _member = field.AssociatedSymbol ?? field;
        Depth = depth;
        Id = id;
        Codec = CodecNames.Of(field.Type);
    }

    public int Depth { get; }

    public uint Id { get; }

    public string Name => _member.Name;

    public ITypeSymbol Type => _field.Type;

    public Location? Place => _member.Locations.FirstOrDefault();

    public string? Codec { get; }

    public string Local => string.Format(CultureInfo.InvariantCulture, "m{0}_{1}", Depth, Id);

    /// <summary>Whether an object initializer may set it.</summary>
    public bool CanInitialize => _member is IPropertySymbol { SetMethod: { } setter } && IsVisible(setter);

    /// <summary>The name of its accessor: a reference to the field, for what the language does not let others see.</summary>
    public string Accessor => string.Format(CultureInfo.InvariantCulture, "F{0}_{1}", Depth, Id);

    /// <summary>The members that one type declares itself.</summary>
    public static IEnumerable<ContractMember> Of(INamedTypeSymbol type, int depth) =>
        from field in type.GetMembers().OfType<IFieldSymbol>()
        where !field.IsStatic && !field.IsConst
        let id = Names.Find(field.AssociatedSymbol ?? field, Names.Id)?.ConstructorArguments.FirstOrDefault().Value
        where id is uint
        select new ContractMember(field, depth, (uint)id);

    /// <summary>A parameter stands for a member of its name and type. Fields may begin with an underscore.</summary>
    public bool IsFor(IParameterSymbol parameter) =>
        string.Equals(Name.TrimStart('_'), parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(Type, parameter.Type);

    public CodecMember ToModel()
    {
        bool isReadable = _member is IPropertySymbol { GetMethod: { } getter } ? IsVisible(getter) : IsVisible(_member);
        INamedTypeSymbol declaring = _field.ContainingType;
        string by = declaring.IsValueType ? "ref " : "";
        string field = $"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = {ProxyWriter.Literal(_field.Name)})] "
            + $"internal static extern ref {Names.CodeOblivious(Type)} {Accessor}({by}{Names.CodeOblivious(declaring)} value);";
        return new(
            Id,
            Local,
            Names.CodeOblivious(Type),
            Codec!,
            isReadable ? $"value.{Escape(Name)}" : $"{{0}}.{Accessor}({by}value)",
            isReadable && (CanInitialize || IsTaken) ? null : field);
    }

    /// <summary>Whether the constructor takes it.</summary>
    public bool IsTaken { get; set; }

    internal static string Escape(string name) => "@" + name;

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
}
