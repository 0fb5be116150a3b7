using System.Diagnostics;

namespace Lert.Chaos.Cluster;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Tool
{
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, said) = await StartAsync(program, arguments);
        return code == 0 ? said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {said.Trim()}");
    }

    /// <summary>The same where failing is no harm.</summary>
    public static async Task<bool> TryAsync(string program, params string[] arguments) => (await StartAsync(program, arguments)).Code == 0;

    private static async Task<(int Code, string Said)> StartAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, $"{await output}{await error}");
    }
}
