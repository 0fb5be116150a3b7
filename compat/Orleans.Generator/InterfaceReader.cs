using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Reads a grain interface with all that it inherits, and checks what its methods carry.</summary>
internal static class InterfaceReader
{
    public static InterfaceModel Read(INamedTypeSymbol type)
    {
        ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();
        ImmutableArray<MethodModel>.Builder methods = ImmutableArray.CreateBuilder<MethodModel>();
        string wireName = Names.Wire(type);
        if (type.IsGenericType || !ClassReader.IsVisible(type))
        {
            findings.Add(Finding.At(Rules.Inaccessible, type.Locations.FirstOrDefault(), type.Name));
        }
        else
        {
            foreach (ISymbol member in type.AllInterfaces.Insert(0, type).SelectMany(declaring => declaring.GetMembers()))
            {
                Read(type, wireName, member, methods, findings);
            }
        }

        return new(Names.CodeOblivious(type), Names.Full(type), wireName, new(methods.ToImmutable()), new(findings.ToImmutable()));
    }

    private static void Read(INamedTypeSymbol type, string wireName, ISymbol member, ImmutableArray<MethodModel>.Builder methods, ImmutableArray<Finding>.Builder findings)
    {
        Location? place = member.Locations.FirstOrDefault(location => location.IsInSource) ?? type.Locations.FirstOrDefault();
        string name = $"{member.ContainingType.Name}.{member.Name}";
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
        {
            if (member is IPropertySymbol or IEventSymbol)
            {
                findings.Add(Finding.At(Rules.Unsupported, place, name, "only methods can be called from elsewhere"));
            }

            return;
        }

        if (method.IsStatic || !method.IsAbstract)
        {
            findings.Add(Finding.At(Rules.Unsupported, place, name, "a static or default method runs at the caller"));
            return;
        }

        if (method.IsGenericMethod || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
        {
            findings.Add(Finding.At(Rules.Unsupported, place, name, "no type parameters, and no ref, in or out"));
            return;
        }

        if (ReturnOf(method) is not { } answer)
        {
            findings.Add(Finding.At(Rules.NotAsynchronous, place, name));
            return;
        }

        ImmutableArray<ParameterModel> parameters =
            [.. method.Parameters.Select(parameter => new ParameterModel(Names.Code(parameter.Type), Names.CodeOblivious(parameter.Type), Names.Full(parameter.Type) == Names.CancellationToken, CodecNames.Of(parameter.Type) ?? ""))];
        if (parameters.Count(parameter => parameter.IsToken) > 1)
        {
            findings.Add(Finding.At(Rules.Unsupported, place, name, "one cancellation token at most"));
            return;
        }

        foreach (ITypeSymbol carried in method.Parameters.Select(parameter => parameter.Type).Append(answer.Result!).Where(carried => carried is not null && Names.Full(carried) != Names.CancellationToken))
        {
            if (Immutability.Problem(carried) is { } problem)
            {
                findings.Add(problem.Mutable is { } reason
                    ? Finding.At(Rules.MutableArgument, place, name, ContractReader.Describe(problem.Type), reason)
                    : Finding.At(Rules.NotSerializable, place, name, ContractReader.Describe(problem.Type)));
            }
            else if (CodecNames.Of(carried) is null)
            {
                findings.Add(Finding.At(Rules.NoCodec, place, name, $"'{ContractReader.Describe(carried)}' is not supported; a contract type can take its place"));
            }
        }

        if (answer.Result is not null && Names.Find(method, Names.OneWay) is not null)
        {
            findings.Add(Finding.At(Rules.OneWayResult, place, name));
            return;
        }

        methods.Add(new(
            Names.CodeOblivious(method.ContainingType),
            method.Name,
            answer.Kind,
            Names.Code(method.ReturnType),
            answer.Result is null ? "" : Names.Code(answer.Result),
            answer.Result is null ? "" : CodecNames.Of(answer.Result) ?? "",
            new(parameters),
            new([.. OptionsOf(method)]),
            TimeoutOf(method) ?? TimeoutOf(type),
            Signature(wireName, method)));
    }

    // What the method's number on the wire is a hash of. The interface is that of the reference: what it inherits is called through it.
    private static string Signature(string wireName, IMethodSymbol method)
    {
        string name = Names.AliasOf(method) ?? method.Name;
        return $"{wireName}|{Names.Wire(method.ContainingType)}|{name}({string.Join(",", method.Parameters.Select(parameter => Names.Wire(parameter.Type)))})";
    }

    private static (ReturnKind Kind, ITypeSymbol? Result)? ReturnOf(IMethodSymbol method)
    {
        var type = method.ReturnType as INamedTypeSymbol;
        return (type is null ? "" : Names.Full(type), type?.TypeArguments.Length) switch
        {
            ("System.Threading.Tasks.Task", 0) => (ReturnKind.Task, null),
            ("System.Threading.Tasks.Task", 1) => (ReturnKind.TaskOfResult, type!.TypeArguments[0]),
            ("System.Threading.Tasks.ValueTask", 0) => (ReturnKind.ValueTask, null),
            ("System.Threading.Tasks.ValueTask", 1) => (ReturnKind.ValueTaskOfResult, type!.TypeArguments[0]),
            _ => null,
        };
    }

    private static IEnumerable<string> OptionsOf(IMethodSymbol method) =>
        from pair in new[] { (Names.AlwaysInterleave, "AlwaysInterleave"), (Names.ReadOnly, "ReadOnly"), (Names.OneWay, "OneWay") }
        where Names.Find(method, pair.Item1) is not null
        select pair.Item2;

    private static long? TimeoutOf(ISymbol symbol) =>
        Names.Find(symbol, Names.ResponseTimeout)?.ConstructorArguments.FirstOrDefault().Value is string text
        && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan timeout)
            ? timeout.Ticks
            : null;
}
