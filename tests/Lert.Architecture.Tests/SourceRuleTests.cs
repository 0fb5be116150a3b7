namespace Lert.Architecture.Tests;

/// <summary>Rules about sources, over all of them; and for each a doctored source that it must find.</summary>
public class SourceRuleTests
{
    private static readonly string[] Sources = [.. Repository.Files("cs").Where(path => !Repository.IsIn(path, "tests", "bench"))];

    [Fact]
    public void No_product_file_knows_which_stack_it_is_on() => Assert.Empty(Sources.SelectMany(path => SourceRules.Conditions(path, Repository.Text(path))));

    [Fact]
    public void A_condition_is_found()
    {
        Assert.Single(SourceRules.Conditions("grains/Lert.Grains/Holds/HoldGrain.cs", "class A\n  #if UPSTREAM\n#endif"));
        Assert.Empty(SourceRules.Conditions("compat/Orleans/A.cs", "#if NET\n#endif"));
    }

    [Fact]
    public void Nothing_is_a_drawer_for_whatever_has_no_name() => Assert.Empty(Sources.SelectMany(path => SourceRules.Drawers(path, Repository.Text(path))));

    [Theory]
    [InlineData("grains/Common/Hold.cs", "class Hold;")]
    [InlineData("grains/Lert.Utils/Hold.cs", "class Hold;")]
    [InlineData("grains/Holds/Hold.cs", "internal static class DateHelpers")]
    [InlineData("grains/Holds/Hold.cs", "public sealed class HoldManager(int a)")]
    [InlineData("grains/Holds/HoldManager.cs", "class Hold;")]
    public void A_drawer_is_found(string path, string text) => Assert.NotEmpty(SourceRules.Drawers(path, text));

    [Fact]
    public void Serilog_is_named_in_the_roots_only() => Assert.Empty(Sources.SelectMany(path => SourceRules.Loggers(path, Repository.Text(path))));

    [Fact]
    public void Serilog_elsewhere_is_found()
    {
        Assert.Single(SourceRules.Loggers("grains/Lert.Grains/A.cs", "using Serilog;"));
        Assert.Single(SourceRules.Loggers("api/Lert.Api/A.cs", "Serilog.Log.Information(text);"));
        Assert.Empty(SourceRules.Loggers("silo/Lert.Silo/Program.cs", "using Serilog;"));
    }

    [Fact]
    public void No_two_events_of_the_log_have_one_number() => Assert.Empty(SourceRules.SharedEventIds(Sources.Select(path => (path, Repository.Text(path)))));

    [Fact]
    public void A_shared_number_is_found() =>
        Assert.Single(SourceRules.SharedEventIds([("silo/A.cs", "[LoggerMessage(7, LogLevel.Error, \"\")]"), ("api/B.cs", "[LoggerMessage(8,\n[LoggerMessage(7, LogLevel.Error, \"\")]"), ("compat/C.cs", "[LoggerMessage(8,")]));

    [Fact]
    public void Every_suppression_says_why() =>
        Assert.Empty(Repository.Files("editorconfig").SelectMany(path => SourceRules.Unexplained(path, Repository.Text(path))));

    [Theory]
    [InlineData("[*.cs]\ndotnet_diagnostic.CA1062.severity = none")]
    [InlineData("# why\ndotnet_diagnostic.CA1062.severity = none\n\ndotnet_diagnostic.CA1063.severity = none")]
    [InlineData("# about the section\n[*.cs]\ndotnet_diagnostic.CA1062.severity = suggestion")]
    public void A_suppression_without_a_reason_is_found(string text) => Assert.Single(SourceRules.Unexplained(".editorconfig", text));

    [Fact]
    public void A_suppression_with_a_reason_is_fine() =>
        Assert.Empty(SourceRules.Unexplained(".editorconfig", "[*.cs]\n# why\ndotnet_diagnostic.CA1062.severity = none\ndotnet_diagnostic.CA1063.severity = none"));

    [Fact]
    public void No_product_project_opens_a_gate() => Assert.Empty(Repository.Projects.SelectMany(SourceRules.OpenGates));

    [Theory]
    [InlineData("<SkipGates>true</SkipGates>")]
    [InlineData("<TreatWarningsAsErrors>false</TreatWarningsAsErrors>")]
    [InlineData("<AnalysisLevel>latest</AnalysisLevel>")]
    [InlineData("<WarningsNotAsErrors>CA1062</WarningsNotAsErrors>")]
    public void An_open_gate_is_found(string property) =>
        Assert.Single(SourceRules.OpenGates(ProjectFile.Read("grains/A/A.csproj", $"<Project><PropertyGroup>{property}</PropertyGroup></Project>")));

    [Theory]
    [InlineData("Directory.Build.props", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>")]
    [InlineData("Directory.Build.props", "<AnalysisLevel>latest-all</AnalysisLevel>")]
    [InlineData("Directory.Build.props", "<Nullable>enable</Nullable>")]
    [InlineData("Directory.Build.targets", "<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"")]
    [InlineData("Directory.Build.targets", "<AdditionalFiles Include=\"$(MSBuildThisFileDirectory)eng/BannedSymbols.txt\" />")]
    [InlineData("eng/BannedSymbols.txt", "P:System.DateTimeOffset.UtcNow;")]
    [InlineData("eng/BannedSymbols.txt", "P:System.TimeProvider.System;")]
    [InlineData("eng/BannedSymbols.txt", "M:System.Guid.NewGuid;")]
    [InlineData("eng/BannedSymbols.txt", "P:System.Threading.Tasks.Task`1.Result;")]
    public void The_gates_are_shut_for_all(string file, string line) => Assert.Contains(line, Repository.Text(file), StringComparison.Ordinal);
}
