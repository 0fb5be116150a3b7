using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.Contract.Tests;

/// <summary>What an assembly shows to others: each visible type, and each visible member of it, as one line of text.</summary>
internal sealed class PublicSurface
{
    private static readonly SignatureText Text = new();
    private readonly MetadataReader _reader;
    private readonly SortedDictionary<string, ImmutableSortedSet<string>> _types = new(StringComparer.Ordinal);

    private PublicSurface(MetadataReader reader) => _reader = reader;

    /// <summary>Lines by the full name of their type: its header (kind, base, interfaces) and its members.</summary>
    public IReadOnlyDictionary<string, ImmutableSortedSet<string>> Types => _types;

    public static PublicSurface Read(Stream assembly)
    {
        using var image = new PEReader(assembly);
        var surface = new PublicSurface(image.GetMetadataReader());
        foreach (TypeDefinitionHandle handle in surface._reader.TypeDefinitions)
        {
            if (surface.IsVisible(handle))
            {
                surface._types.Add(SignatureText.NameOf(surface._reader, handle), [.. surface.Lines(handle)]);
            }
        }

        return surface;
    }

    private bool IsVisible(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(type.GetDeclaringType()),
            _ => false,
        };
    }

    private IEnumerable<string> Lines(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        var generics = new SignatureText.Generics(Names(type.GetGenericParameters()), []);
        foreach (string line in TypeLines(type, generics))
        {
            yield return line;
        }

        foreach (FieldDefinition field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            if (Access(field.Attributes & FieldAttributes.FieldAccessMask) is { } access)
            {
                string constant = field.GetDefaultValue().IsNil ? "" : $" = {Constant(field.GetDefaultValue())}";
                string mutability = field.Attributes.HasFlag(FieldAttributes.InitOnly) ? "readonly " : "";
                string level = field.Attributes.HasFlag(FieldAttributes.Static) ? "static " : "";
                yield return $"field {access} {level}{mutability}{field.DecodeSignature(Text, generics)} {_reader.GetString(field.Name)}{constant}";
            }
        }

        foreach (MethodDefinition method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            if (Access((FieldAttributes)(method.Attributes & MethodAttributes.MemberAccessMask)) is { } access)
            {
                yield return MethodLine(method, access, generics);
            }
        }

        foreach (PropertyDefinition property in type.GetProperties().Select(_reader.GetPropertyDefinition))
        {
            PropertyAccessors accessors = property.GetAccessors();
            if (Shown(accessors.Getter) || Shown(accessors.Setter))
            {
                yield return $"property {property.DecodeSignature(Text, generics).ReturnType} {_reader.GetString(property.Name)}";
            }
        }

        foreach (EventDefinition @event in type.GetEvents().Select(_reader.GetEventDefinition))
        {
            if (Shown(@event.GetAccessors().Adder))
            {
                yield return $"event {NameOf(@event.Type, generics)} {_reader.GetString(@event.Name)}";
            }
        }
    }

    private IEnumerable<string> TypeLines(TypeDefinition type, SignatureText.Generics generics)
    {
        TypeAttributes shape = type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Interface);
        yield return $"type {shape}{GenericText(type.GetGenericParameters(), generics)}";
        if (!type.BaseType.IsNil)
        {
            yield return $"base {NameOf(type.BaseType, generics)}";
        }

        foreach (InterfaceImplementation implementation in type.GetInterfaceImplementations().Select(_reader.GetInterfaceImplementation))
        {
            yield return $"implements {NameOf(implementation.Interface, generics)}";
        }

        foreach (CustomAttribute attribute in type.GetCustomAttributes().Select(_reader.GetCustomAttribute))
        {
            // Where an attribute may stand is part of what compiles.
            if (AttributeName(attribute) == "System.AttributeUsageAttribute")
            {
                yield return $"usage {Convert.ToHexString(_reader.GetBlobBytes(attribute.Value))}";
            }
        }
    }

    private string MethodLine(MethodDefinition method, string access, SignatureText.Generics ofType)
    {
        var generics = ofType with { OfMethod = Names(method.GetGenericParameters()) };
        MethodSignature<string> signature = method.DecodeSignature(Text, generics);
        MethodAttributes kind = method.Attributes & (MethodAttributes.Static | MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot);
        var named = method.GetParameters().Select(_reader.GetParameter).Where(p => p.SequenceNumber > 0).ToDictionary(p => p.SequenceNumber);
        IEnumerable<string> parameters = signature.ParameterTypes.Select((type, i) =>
            named.TryGetValue(i + 1, out Parameter p)
                ? $"{(p.Attributes.HasFlag(ParameterAttributes.Out) ? "out " : "")}{type} {_reader.GetString(p.Name)}{(p.GetDefaultValue().IsNil ? "" : $" = {Constant(p.GetDefaultValue())}")}"
                : type);
        return $"method {access} [{kind}] {signature.ReturnType} {_reader.GetString(method.Name)}{GenericText(method.GetGenericParameters(), generics)}({string.Join(", ", parameters)})";
    }

    private string GenericText(GenericParameterHandleCollection handles, SignatureText.Generics generics)
    {
        if (handles.Count == 0)
        {
            return "";
        }

        IEnumerable<string> parts = handles.Select(_reader.GetGenericParameter).Select(parameter =>
        {
            IEnumerable<string> constraints = parameter.GetConstraints().Select(c => NameOf(_reader.GetGenericParameterConstraint(c).Type, generics)).Order(StringComparer.Ordinal);
            GenericParameterAttributes special = parameter.Attributes & (GenericParameterAttributes.SpecialConstraintMask | GenericParameterAttributes.VarianceMask);
            return $"{_reader.GetString(parameter.Name)}:{special}:{string.Join("&", constraints)}";
        });
        return $"<{string.Join(", ", parts)}>";
    }

    private string NameOf(EntityHandle handle, SignatureText.Generics generics) => handle.Kind switch
    {
        HandleKind.TypeDefinition => Text.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => Text.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0),
        _ => Text.GetTypeFromSpecification(_reader, generics, (TypeSpecificationHandle)handle, 0),
    };

    private string AttributeName(CustomAttribute attribute) => attribute.Constructor.Kind == HandleKind.MemberReference
        ? NameOf(_reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent, default)
        : SignatureText.NameOf(_reader, _reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());

    private string Constant(ConstantHandle handle)
    {
        Constant constant = _reader.GetConstant(handle);
        return constant.TypeCode == ConstantTypeCode.NullReference ? "null" : FormattableString.Invariant($"{_reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode)}");
    }

    private bool Shown(MethodDefinitionHandle handle) =>
        !handle.IsNil && Access((FieldAttributes)(_reader.GetMethodDefinition(handle).Attributes & MethodAttributes.MemberAccessMask)) is not null;

    private ImmutableArray<string> Names(GenericParameterHandleCollection handles) => [.. handles.Select(h => _reader.GetString(_reader.GetGenericParameter(h).Name))];

    // Fields and methods number their accessibility alike.
    private static string? Access(FieldAttributes attributes) => attributes switch
    {
        FieldAttributes.Public => "public",
        FieldAttributes.Family or FieldAttributes.FamORAssem => "protected",
        _ => null,
    };
}
