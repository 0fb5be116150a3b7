using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Orleans.Generator;

/// <summary>A finding, kept as values so that it can be compared and cached.</summary>
internal sealed record Finding(string Id, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static Finding At(DiagnosticDescriptor rule, Location? location, params string[] arguments)
    {
        FileLinePositionSpan span = location?.GetLineSpan() ?? default;
        return new(rule.Id, span.Path ?? "", location?.SourceSpan ?? default, span.Span, new([.. arguments]));
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rules.ById[Id], Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines), [.. Arguments]);
}

/// <summary>A parameter of a grain method. A cancellation token is not an argument: it has a way of its own.</summary>
internal sealed record ParameterModel(string Type, string TypeOf, bool IsToken, string Codec);

/// <summary>How a grain method answers.</summary>
internal enum ReturnKind
{
    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,
}

/// <summary>A method of a grain interface or of one that it inherits.</summary>
internal sealed record MethodModel(
    string DeclaringInterface,
    string Name,
    ReturnKind Kind,
    string ReturnType,
    string Result,
    string ResultCodec,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<string> Options,
    long? TimeoutTicks,
    string Signature)
{
    public bool HasResult => Kind is ReturnKind.TaskOfResult or ReturnKind.ValueTaskOfResult;
}

/// <summary>A grain interface, as its reference class needs it.</summary>
internal sealed record InterfaceModel(string Type, string FullName, string WireName, EquatableArray<MethodModel> Methods, EquatableArray<Finding> Findings);

/// <summary>A grain class, as the manifest needs it.</summary>
internal sealed record ClassModel(string Type, string GrainType, EquatableArray<string> Interfaces, EquatableArray<Finding> Findings);

/// <summary>A contract type: what is wrong with it, and the alias that no other may have.</summary>
internal sealed record ContractModel(string Type, EquatableArray<string> Aliases, Finding Place, EquatableArray<Finding> Findings, CodecModel? Codec);
