using System.Diagnostics;
using Lert.Chaos.Network;

namespace Lert.Chaos.Cluster;

/// <summary>A process of the cluster in its place, with a log of its own. What is done to it is done to it alone, by its id.</summary>
internal sealed class MemberProcess : IDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _writing = new();

    private MemberProcess(Process process, StreamWriter log)
    {
        (_process, _log) = (process, log);
        _process.OutputDataReceived += (_, line) => Write(line.Data);
        _process.ErrorDataReceived += (_, line) => Write(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static MemberProcess Start(Place place, string folder, string log, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?>? environment = null)
    {
        // Every word of the prefix ends in an exec of what follows, so the id stays that of the member itself.
        string[] words = [.. place.Prefix, .. command];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var writer = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        return new(Process.Start(start)!, writer);
    }

    /// <returns>Whether there was anybody to take it.</returns>
    public bool Signal(int signal) => !_process.HasExited && Native.Signal(_process.Id, signal) == 0;

    public Task ExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Kills it if it still runs, and waits for its end.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _ = Signal(Native.Kill);
            _ = _process.WaitForExit(10_000);
        }

        _process.Dispose();
        lock (_writing)
        {
            _log.Dispose();
        }
    }

    private void Write(string? line)
    {
        lock (_writing)
        {
            if (line is not null && _log.BaseStream.CanWrite)
            {
                _log.WriteLine(line);
            }
        }
    }
}
