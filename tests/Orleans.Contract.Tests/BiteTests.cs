using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orleans.Contract.Tests;

/// <summary>Doctored assemblies: each departs from the genuine one in one way, and the comparison says which.</summary>
public sealed class BiteTests
{
    [Fact]
    public void A_faithful_type_passes()
    {
        Assert.Empty(Compare("public interface ILifecycleObserver { Task OnStart(CancellationToken cancellationToken = default); Task OnStop(CancellationToken cancellationToken = default); }"));
    }

    [Fact]
    public void A_changed_parameter_type_is_reported() => Reported("OnStart", "public interface ILifecycleObserver { Task OnStart(int cancellationToken = default); Task OnStop(CancellationToken cancellationToken = default); }");

    [Fact]
    public void A_changed_return_type_is_reported() => Reported("OnStart", "public interface ILifecycleObserver { ValueTask OnStart(CancellationToken cancellationToken = default); Task OnStop(CancellationToken cancellationToken = default); }");

    [Fact]
    public void A_renamed_parameter_is_reported() => Reported("token", "public interface ILifecycleObserver { Task OnStart(CancellationToken token = default); Task OnStop(CancellationToken cancellationToken = default); }");

    [Fact]
    public void A_lost_default_value_is_reported() => Reported("OnStop", "public interface ILifecycleObserver { Task OnStart(CancellationToken cancellationToken = default); Task OnStop(CancellationToken cancellationToken); }");

    [Fact]
    public void An_extra_member_is_reported() => Reported("Extra", "public enum DeactivationReasonCode : byte { None = 0, Extra = 99 }");

    [Fact]
    public void A_changed_constant_is_reported() => Reported("ShuttingDown = 7", "public enum DeactivationReasonCode : byte { None = 0, ShuttingDown = 7 }");

    [Fact]
    public void A_changed_base_type_is_reported() => Reported("field public System.Int32 value__", "public enum DeactivationReasonCode { None = 0 }");

    [Fact]
    public void An_extra_interface_is_reported() => Reported("implements System.IDisposable", "public interface IGrainWithStringKey : IDisposable;");

    [Fact]
    public void A_type_that_is_not_genuine_is_reported() => Reported("no such type", "public class Invented;");

    [Fact]
    public void A_member_missing_from_what_the_product_implements_is_reported() =>
        Reported("only the genuine one has", "public interface ILifecycleObserver { Task OnStart(CancellationToken cancellationToken = default); }");

    [Fact]
    public void A_lost_constraint_is_reported() =>
        Reported("ILifecycleParticipant", "public interface ILifecycleParticipant<TLifecycleObservable> { void Participate(TLifecycleObservable lifecycle); }");

    [Fact]
    public void A_changed_attribute_usage_is_reported() =>
        Reported("usage", "public sealed class OneWayAttribute : Attribute;", "Orleans.Concurrency");

    [Fact]
    public void An_unsealed_type_is_reported() =>
        Reported("type ", "[AttributeUsage(AttributeTargets.Method)] public class OneWayAttribute : Attribute;", "Orleans.Concurrency");

    [Fact]
    public void Plumbing_is_left_out_by_its_namespace_alone()
    {
        Assert.Empty(Compare("public class Invented;", "Orleans.Compat"));
        Assert.NotEmpty(Compare("public class Invented;", "Orleans.Compatible"));
    }

    private static void Reported(string what, string source, string ns = "Orleans")
    {
        IReadOnlyList<string> differences = Compare(source, ns);
        Assert.Contains(differences, difference => difference.Contains(what, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Compare(string source, string ns = "Orleans")
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Doctored",
            [CSharpSyntaxTree.ParseText($"using System; using System.Threading; using System.Threading.Tasks; namespace {ns}; {source}")],
            [.. trusted.Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("; ", result.Diagnostics));
        image.Position = 0;
        return ContractComparison.Differences(PublicSurface.Read(image), ContractTests.Theirs());
    }
}
