namespace Lert.Architecture.Tests;

/// <summary>The arrows between the rooms, by what projects say and by what their assemblies do.</summary>
public class ArrowTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_says_no_more_than_its_room_may_use(string name) => Assert.Empty(Arrows.Violations(Project(name)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_no_more_than_its_room_may(string name) => Assert.Empty(Arrows.Violations(Project(name), Project(name).ReadReferences()));

    [Fact]
    public void Every_room_is_there()
    {
        Assert.Superset(
            new HashSet<string> { "Lert.Grains.Interfaces", "Lert.Domain", "Lert.Grains", "Lert.Store.Abstractions", "Lert.Store", "Lert.Api", "Lert.Api.Contracts", "Lert.Cli" },
            Repository.Projects.Select(project => project.Name).ToHashSet());
    }

    [Theory]
    [InlineData("Lert.Domain", """<ProjectReference Include="../../silo/Lert.Store/Lert.Store.csproj" />""", "Lert.Domain → Lert.Store")]
    [InlineData("Lert.Domain", """<PackageReference Include="Serilog" />""", "Lert.Domain takes package Serilog")]
    [InlineData("Lert.Domain", """<Uses Include="Orleans.Sdk" />""", "Lert.Domain uses Orleans.Sdk")]
    [InlineData("Lert.Store", """<ProjectReference Include="..\..\grains\Lert.Domain\Lert.Domain.csproj" />""", "Lert.Store → Lert.Domain")]
    [InlineData("Lert.Api", """<ProjectReference Include="../../silo/Lert.Silo/Lert.Silo.csproj" />""", "Lert.Api → Lert.Silo")]
    [InlineData("Lert.Cli", """<PackageReference Include="Microsoft.Data.Sqlite" />""", "Lert.Cli takes package Microsoft.Data.Sqlite")]
    [InlineData("Lert.Grains", """<Uses Include="Orleans.Server" />""", "Lert.Grains uses Orleans.Server")]
    public void A_project_that_says_more_is_found(string name, string item, string violation) => Assert.Equal(
        [violation], Arrows.Violations(ProjectFile.Read($"somewhere/{name}/{name}.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>")));

    [Fact]
    public void A_new_project_has_to_say_where_it_stands() =>
        Assert.Single(Arrows.Violations(ProjectFile.Read("grains/Lert.Common/Lert.Common.csproj", "<Project />")));

    [Theory]
    [InlineData("Lert.Domain", "Lert.Store.Abstractions")]
    [InlineData("Lert.Api", "Lert.Domain")]
    [InlineData("Lert.Store", "NodaTime")]
    [InlineData("Lert.Grains", "Serilog")]
    public void An_assembly_that_uses_more_is_found(string name, string assembly) =>
        Assert.Single(Arrows.Violations(Project(name), ["System.Runtime", assembly]));

    private static ProjectFile Project(string name) => Repository.Projects.Single(project => project.Name == name);
}
