using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lert.Deploy.Tests;

/// <summary>The unit, by systemd's own judgement where there is one, and by what a silo needs.</summary>
public sealed partial class SystemdTests
{
    private const string Unit = "deploy/systemd/lert-silo.service";

    [Fact]
    public void A_silo_comes_back_and_has_time_to_drain()
    {
        var unit = Sources.Text(Unit);
        Assert.Contains("\nRestart=always\n", unit, StringComparison.Ordinal);
        Assert.InRange(int.Parse(Timeout().Match(unit).Groups[1].Value, CultureInfo.InvariantCulture), 25, 120);
        Assert.Contains("\nKillSignal=SIGTERM\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public void The_connection_string_is_not_in_a_file_that_everybody_reads()
    {
        Assert.DoesNotContain("Password", Sources.Text(Unit), StringComparison.Ordinal);
        Assert.DoesNotContain(Sources.Text("deploy/systemd/silo.env").Split('\n'), line => line.StartsWith("Lert__Store__Postgres", StringComparison.Ordinal));
    }

    /// <summary>Where there is no systemd, the two above are all that can be said.</summary>
    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_it()
    {
        const string judge = "/usr/bin/systemd-analyze";
        if (!File.Exists(judge))
        {
            return;
        }

        // The program that the unit names need not be on this machine; everything else is judged as it stands.
        using var folder = new Scratch();
        var unit = Path.Combine(folder.Path, "lert-silo.service");
        await File.WriteAllTextAsync(unit, Sources.Text(Unit).Replace("/usr/bin/dotnet", "/bin/sh", StringComparison.Ordinal));
        Assert.Equal("", await JudgeAsync(judge, unit));

        await File.WriteAllTextAsync(unit, Sources.Text(Unit).Replace("/usr/bin/dotnet", "/bin/sh", StringComparison.Ordinal).Replace("Restart=always", "Restart=allways", StringComparison.Ordinal));
        Assert.Contains("allways", await JudgeAsync(judge, unit), StringComparison.Ordinal);
    }

    private static async Task<string> JudgeAsync(string judge, string unit)
    {
        using var run = Process.Start(new ProcessStartInfo(judge, ["verify", "--man=no", unit]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        // Of this unit alone: the machine's own are not ours to judge.
        return string.Join('\n', said.Split('\n').Where(line => line.Contains("lert-silo", StringComparison.Ordinal)));
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("lert-unit-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    [GeneratedRegex(@"^TimeoutStopSec=(\d+)$", RegexOptions.Multiline)]
    private static partial Regex Timeout();
}
