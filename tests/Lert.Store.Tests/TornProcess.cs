using System.Diagnostics;
using Lert.Store.Contract;

namespace Lert.Store.Tests;

/// <summary>A second process with the store open, to be killed or asked to leave.</summary>
internal sealed class TornProcess : IDisposable
{
    private readonly Process _process;

    private TornProcess(Process process) => _process = process;

    public int ExitCode => _process.ExitCode;

    public static TornProcess Start(string verb, string file)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Lert.Store.Torn.dll"));
        start.ArgumentList.Add(verb);
        start.ArgumentList.Add(file);
        return new(Process.Start(start)!);
    }

    /// <summary>The next line; null when the process has ended and all it said was read.</summary>
    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(CommitGate.Patience);

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends its input and waits for it to end.</summary>
    public async Task LeaveAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(CommitGate.Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
