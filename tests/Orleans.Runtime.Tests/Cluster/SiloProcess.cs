using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>A silo as a process of its own, to be killed, halted or asked to leave.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private const string Ready = "READY ";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private SiloProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal int Id => _process.Id;

    internal SiloAddress Address { get; private set; } = null!;

    internal string Said => string.Join('\n', _lines);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    internal static async Task<SiloProcess> StartAsync(string table, string name, TimeSpan probeTimeout)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Orleans.Runtime.Silo.dll"), table, name, probeTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var silo = new SiloProcess(Process.Start(start)!);
        await Eventually.IsTrueAsync(() => silo._process.HasExited || silo._lines.Any(line => line.StartsWith(Ready, StringComparison.Ordinal)));
        Assert.False(silo._process.HasExited, silo.Said);
        silo.Address = SiloAddress.FromParsableString(silo._lines.First(line => line.StartsWith(Ready, StringComparison.Ordinal))[Ready.Length..]);
        return silo;
    }

    /// <summary>The exit code.</summary>
    internal async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WithinBound();
        return _process.ExitCode;
    }

    internal void Kill() => Send(9);

    internal void AskToLeave() => Send(15);

    internal void Halt() => Send(19);

    internal void Resume() => Send(18);

    private void Send(int signal) => Assert.Equal(0, Signal(_process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
