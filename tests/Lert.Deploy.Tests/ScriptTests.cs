using System.Diagnostics;

namespace Lert.Deploy.Tests;

/// <summary>A mistyped word is named in one sentence and with a number that says so, before anything is built or started.</summary>
public sealed class ScriptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("upgrade", "The history that is here has no commit 'no-such-commit'.", "no-such-commit")]
    [InlineData("upgrade", "REF   the earlier release", "HEAD", "--clients")]
    [InlineData("bench", "There is no bench 'no-such-bench'; there are: local-calls", "no-such-bench")]
    [InlineData("cluster", "--silos is 1 to 9 and --seconds a number.", "--silos", "10")]
    [InlineData("cluster", "eng/cluster [--silos N]", "--silo", "3")]
    public async Task What_is_mistyped_is_said_and_ends_with_2(string script, string sentence, params string[] arguments)
    {
        var (code, said) = await RunAsync(script, arguments);
        Assert.Equal(2, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_closed_to_the_server_is_named()
    {
        var parent = Directory.CreateTempSubdirectory("lert-closed-");
        try
        {
            // It is its maker's alone, and where that is root the server is another user's. Who is not root is kept from making anything there.
            if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
            {
                parent.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
            }

            var folder = Path.Combine(parent.FullName, "server");
            var (code, said) = await RunAsync("postgres", "start", folder);
            Assert.Equal(1, code);
            Assert.Contains(folder, said, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(folder, "data")));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> RunAsync(string script, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(Sources.PathOf($"eng/{script}"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (printed, complained) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync().WaitAsync(Patience);
        return (run.ExitCode, await complained + await printed);
    }
}
