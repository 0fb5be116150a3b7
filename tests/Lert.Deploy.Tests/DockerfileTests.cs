using System.Text.RegularExpressions;

namespace Lert.Deploy.Tests;

/// <summary>The image as far as it can be judged without an engine: what it publishes is there, and what it runs is what it publishes.</summary>
public sealed partial class DockerfileTests
{
    private static string Dockerfile => Sources.Text("deploy/docker/Dockerfile");

    [Fact]
    public void What_it_runs_is_what_it_publishes()
    {
        var published = Publish().Matches(Dockerfile).Select(found => (Project: found.Groups[1].Value, Place: found.Groups[2].Value)).ToArray();
        Assert.Equal(2, published.Length);
        var programs = published.Select(one => $"{one.Place.Replace("/app", "/opt/lert", StringComparison.Ordinal)}/{AssemblyOf(one.Project)}.dll").ToArray();
        Assert.Contains(EntryPoint().Match(Dockerfile).Groups[1].Value, programs);
        Assert.Contains(Client().Match(Dockerfile).Groups[1].Value, programs);
    }

    [Fact]
    public void Its_context_holds_no_secret_and_nothing_that_was_built() => Assert.Superset(
        new HashSet<string> { "**/bin", "**/obj", ".git", "data", "deploy/docker/secrets", "deploy/docker/certs" },
        Sources.Text(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet());

    private static string AssemblyOf(string project)
    {
        var name = Path.GetFileName(project);
        return AssemblyName().Match(Sources.Text($"{project}/{name}.csproj")) is { Success: true } named ? named.Groups[1].Value : name;
    }

    [GeneratedRegex(@"dotnet publish (\S+) .*? -o (/app/\w+)")]
    private static partial Regex Publish();

    [GeneratedRegex("""^ENTRYPOINT \["dotnet", "(.+)"\]$""", RegexOptions.Multiline)]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@"exec dotnet (\S+) ")]
    private static partial Regex Client();

    [GeneratedRegex("<AssemblyName>(.+)</AssemblyName>")]
    private static partial Regex AssemblyName();
}
