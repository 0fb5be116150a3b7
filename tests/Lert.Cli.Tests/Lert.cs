using System.Diagnostics;
using System.Text.Json;

namespace Lert.Cli.Tests;

/// <summary>One run of the real executable.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

internal static class Lert
{
    // A bound against a hang, far above any run on a busy machine.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, string> Nothing = [];

    public static Task<Run> RunAsync(params string[] args) => RunWithInputAsync("", args);

    public static Task<Run> RunWithInputAsync(string input, params string[] args) => RunWithAsync(Nothing, input, args);

    /// <summary>Runs with these variables, and with none of the machine's own that the tool looks at.</summary>
    public static async Task<Run> RunWithAsync(IReadOnlyDictionary<string, string> environment, string input, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "lert"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["COLUMNS"] = "100";
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(AppContext.BaseDirectory, "no-configuration");
        foreach (var variable in new[] { "LERT_ADDRESS", "LERT_TOKEN", "LERT_KEYS" })
        {
            start.Environment.Remove(variable);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The executable did not start.");
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            // Read both while it writes: a full pipe would stop it for ever.
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = process.StandardError.ReadToEndAsync(bound.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), bound.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(bound.Token);
            return new Run(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"lert {string.Join(' ', args)} did not end within {Bound}.");
        }
    }

    public static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "Golden", file);
}
