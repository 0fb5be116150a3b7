using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orleans.Generator;

namespace Orleans.Runtime.Tests.Generator;

/// <summary>Compiles source with the generator, in memory.</summary>
internal static class GeneratorHarness
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Collections.Immutable; using System.Threading; using System.Threading.Tasks;
        using Orleans; using Orleans.Concurrency; using Orleans.Runtime;
        namespace Sample;

        """;

    /// <summary>The generator's findings and, where it has none, the compiler's errors with the generated code.</summary>
    internal static ImmutableArray<Diagnostic> Compile(string source) => Compile(source, out _);

    internal static ImmutableArray<Diagnostic> Compile(string source, out ImmutableArray<SyntaxTree> generated)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(Usings + source, options)],
            [.. trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new GrainGenerator().AsSourceGenerator()], parseOptions: options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> findings);
        generated = [.. driver.GetRunResult().GeneratedTrees];
        return findings.IsEmpty ? [.. updated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)] : findings;
    }
}
