using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Orleans.Runtime.Tests.Generator;

/// <summary>What the generator accepts, and each rule with source that breaks it and nothing else.</summary>
public sealed class GeneratorTests
{
    [Fact]
    public void Sound_contracts_compile_with_the_code_that_is_written_for_them()
    {
        Assert.Empty(GeneratorHarness.Compile("""
            [GenerateSerializer, Immutable, Alias("c")] public abstract record Command
            {
                private Command() { }
                [GenerateSerializer, Immutable, Alias("c.place")] public sealed record Place([property: Id(0)] string Who, [property: Id(1)] DateTimeOffset? At, [property: Id(2)] ImmutableArray<Item> Items) : Command;
                [GenerateSerializer, Immutable, Alias("c.drop")] public sealed record Drop([property: Id(0)] ImmutableDictionary<string, (int, Guid)> Why) : Command;
            }
            [GenerateSerializer, Immutable, Alias("i")] public readonly record struct Item([property: Id(0)] DateOnly Day, [property: Id(1)] Kind Kind) { public int Computed => 1; }
            [GenerateSerializer, Immutable, Alias("o")] public sealed record Of<T>([property: Id(0)] T Value);
            public enum Kind { A }
            public interface IActor : IGrainWithStringKey { Task<string?> Do(Command? command, CancellationToken token = default); }
            public interface IHold : IActor { ValueTask<Of<int>> Get(int? day, [Immutable] Item item); [OneWay] Task Tell(string what); ValueTask Nothing(); [ResponseTimeout("00:00:01"), ReadOnly, AlwaysInterleave] Task<IHold> Other(IHold other); Task<(int, string?)> Pair(); }
            public abstract class Actor<T> : Grain, IActor { public Task<string?> Do(Command? command, CancellationToken token) => Task.FromResult<string?>(null); }
            public sealed class HoldGrain : Actor<int>, IHold { public ValueTask<Of<int>> Get(int? day, Item item) => default; public Task Tell(string what) => Task.CompletedTask; public ValueTask Nothing() => default; public Task<IHold> Other(IHold other) => Task.FromResult(other); public Task<(int, string?)> Pair() => Task.FromResult<(int, string?)>((1, null)); }
            """));
    }

    [Theory]
    [InlineData("List<int>")]
    [InlineData("int[]")]
    [InlineData("byte[]")]
    [InlineData("object")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("Dictionary<string, int>")]
    [InlineData("ImmutableArray<int[]>")]
    [InlineData("(int, List<int>)")]
    [InlineData("Func<int>")]
    [InlineData("System.Text.StringBuilder")]
    [InlineData("Box<List<int>>")]
    [InlineData("IEnumerable<string>")]
    public void A_mutable_argument_or_result_is_an_error(string type)
    {
        const string Box = """[GenerateSerializer, Immutable, Alias("b")] public sealed record Box<T>([property: Id(0)] T Value);""";
        Only("LERT0001", $"{Box} public interface IG : IGrainWithStringKey {{ Task Do({type} it); }}");
        Only("LERT0001", $"{Box} public interface IG : IGrainWithStringKey {{ Task<{type}> Do(); }}");
    }

    [Fact]
    public void A_type_without_a_serializer_is_an_error() =>
        Only("LERT0002", "public sealed record Plain(int A); public interface IG : IGrainWithStringKey { Task Do(Plain it); }");

    [Fact]
    public void A_member_without_a_serializer_is_an_error() =>
        Only("LERT0002", """public sealed record Plain(int A); [GenerateSerializer, Alias("c")] public sealed record C([property: Id(0)] Plain P);""");

    [Fact]
    public void A_contract_without_an_alias_is_an_error() => Only("LERT0003", "[GenerateSerializer] public sealed record C([property: Id(0)] int A);");

    [Theory]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed record C(int A);""")]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed class C { private readonly int _a = 1; public int A => _a; }""")]
    public void A_member_without_an_id_is_an_error(string source) => Only("LERT0004", source);

    [Fact]
    public void The_same_id_twice_is_an_error() => Only("LERT0005", """[GenerateSerializer, Alias("c")] public sealed record C([property: Id(0)] int A, [property: Id(0)] int B);""");

    [Fact]
    public void The_same_alias_twice_is_an_error() =>
        Only("LERT0005", """[GenerateSerializer, Alias("c")] public sealed record C([property: Id(0)] int A); [GenerateSerializer, Alias("c")] public sealed record D([property: Id(0)] int A);""");

    [Theory]
    [InlineData("void Do();")]
    [InlineData("int Do();")]
    [InlineData("IAsyncEnumerable<int> Do();")]
    public void A_method_that_is_not_asynchronous_is_an_error(string method) => Only("LERT0006", $"public interface IG : IGrainWithStringKey {{ {method} }}");

    [Theory]
    [InlineData("[Id(0)] public int A { get; set; }")]
    [InlineData("[Id(0)] public int A;")]
    [InlineData("[Id(0)] public List<int> A { get; init; } = [];")]
    [InlineData("[Id(0)] public int A { get; private set; }")]
    public void A_contract_that_can_change_is_an_error(string member) => Only("LERT0007", $"[GenerateSerializer, Alias(\"c\")] public sealed class C {{ {member} }}");

    [Fact]
    public void An_exception_may_be_filled_in_by_its_serializer_but_by_nobody_else()
    {
        Assert.Empty(GeneratorHarness.Compile("""[GenerateSerializer, Alias("e")] public sealed class E : Exception { [Id(0)] public int A { get; private set; } }"""));
        Only("LERT0007", """[GenerateSerializer, Alias("e")] public sealed class E : Exception { [Id(0)] public int A { get; set; } }""");
    }

    [Fact]
    public void A_case_without_a_serializer_is_an_error() =>
        Only("LERT0008", """[GenerateSerializer, Alias("c")] public abstract record C { private C() { } public sealed record D(int A) : C; }""");

    [Theory]
    [InlineData("int P { get; }")]
    [InlineData("event Action E;")]
    [InlineData("Task Do<T>();")]
    [InlineData("Task Do(ref int a);")]
    [InlineData("Task Do(CancellationToken a, CancellationToken b);")]
    [InlineData("Task Do() => Task.CompletedTask;")]
    public void What_cannot_be_called_from_elsewhere_is_an_error(string member) => Only("LERT0009", $"public interface IG : IGrainWithStringKey {{ {member} }}");

    [Fact]
    public void A_one_way_method_with_a_result_is_an_error() => Only("LERT0010", "public interface IG : IGrainWithStringKey { [OneWay] Task<int> Do(); }");

    [Theory]
    [InlineData("public interface IG<T> : IGrainWithStringKey { Task Do(); }")]
    [InlineData("public class Outer { private interface IG : IGrainWithStringKey { Task Do(); } }")]
    public void A_grain_that_generated_code_cannot_see_is_an_error(string source) => Only("LERT0011", source);

    [Theory]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed record C([property: Id(0)] Tuple<int, int> P);""")]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed record C([property: Id(0)] ImmutableArray<(int, int, int, int, int, int, int, int)> P);""")]
    [InlineData("public interface IG : IGrainWithStringKey { Task<Tuple<int>> Do(); }")]
    [InlineData("public interface IG : IGrainWithStringKey { Task Do(Tuple<int> it); }")]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed class C { [Id(0)] public int A { get; } public C(string text) { } }""")]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed class C { [Id(0)] public int A { get; } private C() { } }""")]
    [InlineData("""public class Outer { [GenerateSerializer, Alias("c")] private sealed record C([property: Id(0)] int A); }""")]
    [InlineData("""[GenerateSerializer, Alias("e")] public sealed class E<T> : Exception { [Id(0)] public int A { get; } }""")]
    [InlineData("""[GenerateSerializer, Alias("b")] public abstract record B<T> { } [GenerateSerializer, Alias("c")] public sealed record C : B<int> { }""")]
    public void What_cannot_be_read_or_made_again_is_an_error(string source) => Only("LERT0012", source);

    [Fact]
    public void What_uses_a_contract_with_a_finding_has_no_errors_of_its_own() =>
        Only("LERT0004", """[GenerateSerializer, Alias("c")] public sealed record C(int A); [GenerateSerializer, Alias("d")] public sealed record D([property: Id(0)] C It); public interface IG : IGrainWithStringKey { Task<D> Do(C it); }""");

    [Theory]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed class C { [Id(0)] private readonly int _a; public C(int a) { _a = a; } }""")]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed class C { [Id(0)] public int A { get; } [Id(1)] private readonly string _b = ""; public override string ToString() => _b; }""")]
    [InlineData("""[GenerateSerializer, Alias("c")] public readonly struct C { [Id(0)] private readonly int _a; [Id(1)] public required string B { get; init; } public override string ToString() => $"{_a}"; }""")]
    [InlineData("""[GenerateSerializer, Alias("c")] public sealed class C<T> where T : class, IComparable<T>, new() { [Id(0)] private readonly T? _a; [Id(1)] public T? B { get; } public override string ToString() => $"{_a}"; }""")]
    [InlineData("""[GenerateSerializer, Alias("b")] public abstract record B<T>([property: Id(0)] T V) { [GenerateSerializer, Alias("c")] public sealed record C(T V, [property: Id(0)] int @class) : B<T>(V); }""")]
    [InlineData("""[GenerateSerializer, Alias("e")] public class E : Exception { public E(string message) : base(message) { } [Id(0)] public int A { get; init; } } [GenerateSerializer, Alias("f")] public sealed class F : E { public F(string message, Exception inner) : base(message) { } [Id(0)] public E? Other { get; init; } }""")]
    [InlineData("""internal static class Outer { [GenerateSerializer, Alias("c")] internal sealed record C([property: Id(0)] ImmutableDictionary<string, ImmutableArray<(Guid?, K)>>? M); internal enum K : byte { A } }""")]
    public void Contracts_of_many_shapes_compile_with_their_codecs(string source) => Assert.Empty(GeneratorHarness.Compile(source));

    [Fact]
    public void The_finding_points_at_the_method()
    {
        Diagnostic finding = Assert.Single(GeneratorHarness.Compile("public interface IG : IGrainWithStringKey { Task Good(); Task Bad(int[] it); }"));
        Assert.Equal("Bad", finding.Location.SourceTree is null ? Text(finding) : finding.Location.SourceTree.GetText().ToString(finding.Location.SourceSpan));
    }

    [Fact]
    public void The_same_source_gives_the_same_code()
    {
        const string Source = "public interface IG : IGrainWithStringKey { Task Do(int a); } public sealed class GGrain : Grain, IG { public Task Do(int a) => Task.CompletedTask; }";
        Assert.Empty(GeneratorHarness.Compile(Source, out ImmutableArray<SyntaxTree> first));
        Assert.Empty(GeneratorHarness.Compile(Source, out ImmutableArray<SyntaxTree> second));
        Assert.Equal(first.Select(tree => tree.ToString()), second.Select(tree => tree.ToString()));
        Assert.Contains(first, tree => tree.ToString().Contains("\"g\"", StringComparison.Ordinal));
    }

    private static string Text(Diagnostic finding) => finding.GetMessage(null).Contains("IG.Bad", StringComparison.Ordinal) ? "Bad" : finding.GetMessage(null);

    private static void Only(string id, string source)
    {
        ImmutableArray<Diagnostic> findings = GeneratorHarness.Compile(source);
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(id, finding.Id));
    }
}
