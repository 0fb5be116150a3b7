using Microsoft.CodeAnalysis;

namespace Orleans.Generator;

/// <summary>Writes the references through which grains are called, and checks what calls carry.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
