using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Lert.Silo.Tests.Running;

/// <summary>The silo as a process of its own, to be killed or asked to leave.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private const int Terminate = 15;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 2;

    private SiloProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has said so far, on both streams.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public string Said => string.Join('\n', _lines);

    public bool HasExited => _process.HasExited;

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static SiloProcess Start(string folder, string environment, params string[] settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Lert.Silo.dll"));
        foreach (var setting in settings)
        {
            start.ArgumentList.Add(setting);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, "config");
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it serves; what it said instead when it does not.</summary>
    public async Task ServingAsync()
    {
        await Eventually.TrueAsync(() => HasExited || _lines.Any(line => line.Contains("Serving http", StringComparison.Ordinal)), "the silo serves");
        Assert.False(HasExited, Said);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        _ = await ExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    public void AskToLeave() => Assert.Equal(0, Signal(_process.Id, Terminate));

    /// <summary>Waits for its end and all that it said; the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Eventually.Bound);
        await _quiet.Task.WaitAsync(Eventually.Bound);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
        else if (Interlocked.Decrement(ref _open) == 0)
        {
            _quiet.TrySetResult();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
