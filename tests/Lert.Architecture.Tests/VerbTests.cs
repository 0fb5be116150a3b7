using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using Lert.Architecture.Tests.Reading;

namespace Lert.Architecture.Tests;

/// <summary>Whatever the API offers, a person can do with <c>lert</c>: each method of lert.v1 is called by a verb, or says here why not.</summary>
public partial class VerbTests
{
    /// <summary>Methods without a verb, each with its reason.</summary>
    private static readonly FrozenDictionary<string, string> WithoutVerb = new Dictionary<string, string>
    {
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Programs that drive the API on their own: what only they call is no verb.</summary>
    private static readonly string[] NoVerbs = ["Lert.Cli.Demo", "Lert.Cli.Import"];

    [Fact]
    public void Every_method_of_the_API_has_a_verb_or_a_reason() => Assert.Empty(Missing(Called()));

    [Fact]
    public void A_method_without_a_verb_would_be_found()
    {
        var called = Called();
        Assert.Contains("CaseService.Narrow", called);
        Assert.Equal(["CaseService.Narrow"], Missing(called.Except(["CaseService.Narrow"])));
    }

    [Fact]
    public void No_method_has_a_reason_that_it_does_not_need() => Assert.Empty(WithoutVerb.Keys.Where(method => Called().Contains(method) || !Methods().Contains(method)));

    private static IEnumerable<string> Missing(IEnumerable<string> called) => Methods().Except(called, StringComparer.Ordinal).Except(WithoutVerb.Keys, StringComparer.Ordinal);

    private static IEnumerable<string> Methods()
    {
        foreach (var file in Repository.Files("proto").Where(path => path.StartsWith("api/protos/lert/v1/", StringComparison.Ordinal)))
        {
            var service = "";
            foreach (Match line in ServiceOrMethod().Matches(Repository.Text(file)))
            {
                if (line.Groups[1].Success)
                {
                    service = line.Groups[1].Value;
                }
                else
                {
                    yield return $"{service}.{line.Groups[2].Value}";
                }
            }
        }
    }

    private static HashSet<string> Called()
    {
        var cli = Assembly.LoadFrom(Repository.Projects.Single(project => project.Name == "Lert.Cli").BuiltAssembly());
        return
        [
            .. Instructions.MethodsOf(cli).Where(method => !NoVerbs.Any(name => method.DeclaringType!.Namespace?.StartsWith(name, StringComparison.Ordinal) == true))
                .SelectMany(Instructions.Of).Select(instruction => instruction.Named).OfType<MethodInfo>()
                .Where(called => called.DeclaringType is { IsNested: true, Namespace: "Lert.V1" } client && client.Name.EndsWith("Client", StringComparison.Ordinal))
                .Select(called => $"{called.DeclaringType!.DeclaringType!.Name}.{ClientMethod().Replace(called.Name, "")}"),
        ];
    }

    [GeneratedRegex(@"^service (\w+)|^  rpc (\w+)", RegexOptions.Multiline)]
    private static partial Regex ServiceOrMethod();

    [GeneratedRegex("Async$")]
    private static partial Regex ClientMethod();
}
