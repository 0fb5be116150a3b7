using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Lert.Deploy.Tests;

/// <summary>The image as far as it can be made without an engine: its very commands on what its context leaves of the sources, and what it would run.</summary>
public sealed partial class DockerfileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly string _folder = Directory.CreateTempSubdirectory("lert-image-").FullName;

    private static string Dockerfile => Sources.Text("deploy/docker/Dockerfile");

    private string Source => Path.Combine(_folder, "src");

    private string App => Path.Combine(_folder, "app");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Its_commands_make_from_its_context_what_its_entry_point_runs()
    {
        Copy(Sources.PathOf("."), Source, Ignored());
        var publish = Publish().Match(Dockerfile).Groups[1].Value.Replace("${STACK}", Stack().Match(Dockerfile).Groups[1].Value, StringComparison.Ordinal).Replace("/app/", $"{App}/", StringComparison.Ordinal);
        Assert.Contains(App, publish, StringComparison.Ordinal);
        var (code, said) = await RunAsync("bash", Source, ["-c", publish]);
        Assert.True(code == 0, said);

        // As the last image has it: what lies in /app is in /opt/lert, and nothing is told but what its ENV says.
        var entry = EntryPoint().Match(Dockerfile).Groups[1].Value;
        (code, said) = await RunAsync("dotnet", _folder, [Installed(entry)], [.. Environments().Matches(Dockerfile).Select(found => (found.Groups[1].Value, found.Groups[2].Value))]);
        Assert.True(code == 1, said);
        Assert.Contains("The silo does not start:", said, StringComparison.Ordinal);
        Assert.Contains("Lert:Listen:CertificateFile is required for https", said, StringComparison.Ordinal);

        (code, said) = await RunAsync("dotnet", _folder, [Installed(Client().Match(Dockerfile).Groups[1].Value), "--help"]);
        Assert.True(code == 0, said);
        Assert.Contains("lert", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_context_holds_no_secret_and_nothing_that_was_built()
    {
        var ignored = Ignored();
        Assert.Superset(new HashSet<string> { "**/bin", "**/obj", ".git", "data", "deploy/docker/secrets", "deploy/docker/certs" }, ignored);
    }

    private string Installed(string path) => path.Replace("/opt/lert", App, StringComparison.Ordinal);

    private static HashSet<string> Ignored() => [.. Sources.Text(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static void Copy(string from, string to, HashSet<string> ignored, string within = "")
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => IsTaken(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Select(folder => Path.GetFileName(folder)!).Where(IsTaken))
        {
            Copy(Path.Combine(from, folder), Path.Combine(to, folder), ignored, $"{within}{folder}/");
        }

        bool IsTaken(string name) => !ignored.Contains(within + name) && !ignored.Contains($"**/{name}");
    }

    private static async Task<(int Code, string Said)> RunAsync(string program, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        // No compiler stays behind, and nothing of the run that this test is part of.
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), .. environment])
        {
            start.Environment[name] = value;
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var run = Process.Start(start)!;
        var (said, complained) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        using var bound = new CancellationTokenSource(Patience);
        try
        {
            await run.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            run.Kill(entireProcessTree: true);
            throw;
        }

        return (run.ExitCode, await said + await complained);
    }

    [GeneratedRegex(@"^RUN (dotnet publish .*)$", RegexOptions.Multiline)]
    private static partial Regex Publish();

    [GeneratedRegex(@"^ARG STACK=(\w+)$", RegexOptions.Multiline)]
    private static partial Regex Stack();

    [GeneratedRegex("""^ENTRYPOINT \["dotnet", "(.+)"\]$""", RegexOptions.Multiline)]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@"exec dotnet (\S+) ")]
    private static partial Regex Client();

    [GeneratedRegex(@"\b((?:DOTNET|Lert)_\w+)=(\S+)")]
    private static partial Regex Environments();
}
