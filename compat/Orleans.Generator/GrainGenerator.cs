using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Orleans.Generator;

/// <summary>Writes the references through which grains are called, and checks what calls carry.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<InterfaceModel>> interfaces = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
                static (source, token) => source.SemanticModel.GetDeclaredSymbol(source.Node, token) is INamedTypeSymbol type && Names.IsGrainInterface(type) ? InterfaceReader.Read(type) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .Collect()
            .Select(static (models, _) => Distinct(models, model => model.FullName));

        IncrementalValueProvider<ImmutableArray<ClassModel>> classes = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (source, token) => source.SemanticModel.GetDeclaredSymbol(source.Node, token) is INamedTypeSymbol type ? ClassReader.Read(type) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .Collect()
            .Select(static (models, _) => Distinct(models, model => model.Type));

        IncrementalValueProvider<ImmutableArray<ContractModel>> contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.GenerateSerializer,
                static (_, _) => true,
                static (source, _) => ContractReader.Read((INamedTypeSymbol)source.TargetSymbol))
            .Collect();

        IncrementalValuesProvider<Finding> derivedCases = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { BaseList: not null },
                static (source, token) => source.SemanticModel.GetDeclaredSymbol(source.Node, token) is INamedTypeSymbol type ? ContractReader.DerivedCase(type) : null)
            .Where(static finding => finding is not null)
            .Select(static (finding, _) => finding!);

        IncrementalValueProvider<(string Name, EquatableArray<string> References)> assembly = context.CompilationProvider
            .Select(static (compilation, _) => (compilation.AssemblyName ?? "", new EquatableArray<string>([.. WithManifest(compilation)])));

        context.RegisterSourceOutput(interfaces.Combine(classes).Combine(contracts).Combine(assembly), static (output, source) =>
            WriteAll(output, source.Left.Left.Left, source.Left.Left.Right, source.Left.Right, source.Right.Name, source.Right.References));
        context.RegisterSourceOutput(contracts, static (output, source) =>
        {
            Report(output, source.SelectMany(model => model.Findings).Concat(SameAlias(source)));
            WriteCodecs(output, source);
        });
        context.RegisterSourceOutput(derivedCases, static (output, finding) => Report(output, [finding]));
    }

    private static void WriteAll(SourceProductionContext output, ImmutableArray<InterfaceModel> interfaces, ImmutableArray<ClassModel> classes, ImmutableArray<ContractModel> contracts, string assembly, EquatableArray<string> references)
    {
        Report(output, interfaces.SelectMany(model => model.Findings).Concat(classes.SelectMany(model => model.Findings)));

        // What is reported has no code: it would only add errors that hide the first.
        InterfaceModel[] sound = [.. interfaces.Where(model => !model.Findings.Any())];
        foreach (InterfaceModel model in sound)
        {
            output.AddSource($"{ProxyWriter.ClassName(model)}.g.cs", SourceText.From(ProxyWriter.Write(model), Encoding.UTF8));
        }

        ClassModel[] soundClasses = [.. classes.Where(model => !model.Findings.Any())];
        CodecModel[] exceptions = [.. contracts.Where(model => !model.Findings.Any() && model.Codec is { IsException: true, Making: not null }).Select(model => model.Codec!)];
        if (sound.Length + soundClasses.Length + exceptions.Length > 0 || references.Any())
        {
            output.AddSource("Manifest.g.cs", SourceText.From(ManifestWriter.Write(assembly, sound, soundClasses, exceptions, references), Encoding.UTF8));
        }
    }

    private static void WriteCodecs(SourceProductionContext output, ImmutableArray<ContractModel> contracts)
    {
        CodecModel[] made = [.. contracts.Where(model => !model.Findings.Any() && model.Codec is { Making: not null }).Select(model => model.Codec!)];
        foreach (ContractModel contract in contracts.Where(contract => contract.Codec is not null))
        {
            CodecModel model = contract.Codec!;
            bool isSound = !contract.Findings.Any();
            if (!model.IsException)
            {
                CodecModel[] cases = [.. made.Where(one => one.Name == model.Name || one.Ancestors.Contains(model.Name)).OrderBy(one => one.Alias, StringComparer.Ordinal)];
                output.AddSource($"{model.Name}.g.cs", SourceText.From(isSound ? CodecWriter.Write(model, cases) : CodecWriter.WriteStub(model), Encoding.UTF8));
            }
            else if (isSound && model.Making is not null)
            {
                output.AddSource($"{model.Name}.g.cs", SourceText.From(CodecWriter.Write(model, []), Encoding.UTF8));
            }
        }
    }

    private static void Report(SourceProductionContext output, IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings.Distinct())
        {
            output.ReportDiagnostic(finding.ToDiagnostic());
        }
    }

    private static IEnumerable<Finding> SameAlias(ImmutableArray<ContractModel> contracts)
    {
        Dictionary<string, string> taken = [];
        foreach ((ContractModel model, string alias) in contracts.SelectMany(model => model.Aliases.Select(alias => (model, alias))))
        {
            if (!taken.TryGetValue(alias, out string? other))
            {
                taken.Add(alias, model.Type);
            }
            else if (other != model.Type)
            {
                yield return model.Place with { Arguments = new([$"The alias '{alias}'", other, model.Type]) };
            }
        }
    }

    private static IEnumerable<string> WithManifest(Compilation compilation) =>
        from reference in compilation.SourceModule.ReferencedAssemblySymbols
        where reference.GetAttributes().Any(attribute => Names.Is(attribute, Names.Manifest) || Names.Is(attribute, Names.ManifestReference))
        orderby reference.Name
        select reference.Name;

    private static ImmutableArray<T> Distinct<T>(ImmutableArray<T> models, Func<T, string> name) =>
        [.. models.GroupBy(name, StringComparer.Ordinal).Select(group => group.First()).OrderBy(name, StringComparer.Ordinal)];
}
