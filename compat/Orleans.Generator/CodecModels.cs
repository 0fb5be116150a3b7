namespace Orleans.Generator;

/// <summary>A member that travels: its number, how it is read from a value, and its codec.</summary>
/// <param name="Local">The name of the variable that holds it while the value is read.</param>
/// <param name="Access">An expression of <c>value</c>.</param>
/// <param name="Field">The declaration of an accessor of its field, where there is no other way.</param>
internal sealed record CodecMember(uint Id, string Local, string Type, string Codec, string Access, string? Field);

/// <summary>The members that one type of a hierarchy declares. The root is level 0.</summary>
internal sealed record CodecLevel(int Depth, EquatableArray<CodecMember> Members);

/// <summary>How a value is made again.</summary>
/// <param name="Arguments">Of the constructor, by name.</param>
/// <param name="Initializers">Of the members that it does not take.</param>
/// <param name="Assignments">Through accessors, of those that cannot be initialized.</param>
internal sealed record CodecMaking(EquatableArray<string> Arguments, EquatableArray<string> Initializers, EquatableArray<string> Assignments);

/// <summary>What is written of a contract type's codec.</summary>
/// <param name="Name">The codec's identifier.</param>
/// <param name="Type">The contract type.</param>
/// <param name="Arguments">Its type parameters, each with its codec: <c>T, CodecT</c>; empty if it has none.</param>
/// <param name="Levels">The type's own members last.</param>
/// <param name="Making">Null for what is abstract.</param>
/// <param name="Ancestors">The names of the codecs of the contract types it derives from, the root first.</param>
internal sealed record CodecModel(
    string Name,
    string Type,
    string Alias,
    string Accessibility,
    string Arguments,
    string Parameters,
    string Constraints,
    string CodecConstraints,
    bool IsValue,
    bool IsSealed,
    bool IsException,
    EquatableArray<CodecLevel> Levels,
    CodecMaking? Making,
    EquatableArray<string> Ancestors)
{
    public string Codec => Name + Arguments;

    /// <summary>The class of the field accessors, with the contract's own type parameters.</summary>
    public string Accessors => "Fields_" + Name + Parameters;
}
