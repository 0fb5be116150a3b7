using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lert.Cli.Connection;
using Lert.Cli.Import;

namespace Lert.Cli.Demo;

/// <summary>A silo of one's own: a process on a free port of this machine, with its data in a directory of the demo.</summary>
internal sealed class SiloProcess : IDisposable
{
    /// <summary>How often a pump looks for itself, in real time: a hundredth of the demo's day.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly string _dll;
    private readonly string _directory;
    private readonly string _log;
    private readonly Lock _writing = new();
    private readonly int _graceDays;
    private readonly VirtualClock _clock;
    private readonly (string Key, string Value)[] _more;
    private Process? _process;

    /// <param name="more">Settings besides those of every demo.</param>
    public SiloProcess(string dll, string directory, VirtualClock clock, int graceDays, params (string Key, string Value)[] more)
    {
        _more = more;
        _dll = dll;
        _directory = directory;
        _log = Path.Combine(directory, "silo.log");
        _clock = clock;
        _graceDays = graceDays;
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
    }

    public Uri Address { get; }

    public string LogPath => _log;

    public int Id => _process?.Id ?? 0;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Finds the silo that was built together with this program.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string Find(string? given) => Find(given, AppContext.BaseDirectory);

    internal static string Find(string? given, string directory)
    {
        if (given is not null)
        {
            return File.Exists(given) ? Path.GetFullPath(given) : throw new UsageException($"there is no silo at '{given}'");
        }

        var own = Path.TrimEndingDirectorySeparator(directory);
        // As it is installed: …/cli beside …/silo.
        if (Path.GetDirectoryName(own) is { } installed && Path.Combine(installed, "silo", "Lert.Silo.dll") is var beside && File.Exists(beside))
        {
            return beside;
        }

        // …/api/Lert.Cli/bin/Release/net10.0 → …/silo/Lert.Silo/bin/Release/net10.0, whichever stack and configuration that is.
        var built = own.LastIndexOf($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        for (var root = new DirectoryInfo(own); built > 0 && root is not null; root = root.Parent)
        {
            if (File.Exists(Path.Combine(root.FullName, "Lert.Actors.sln")))
            {
                var dll = Path.Combine(root.FullName, "silo", "Lert.Silo") + own[built..] + $"{Path.DirectorySeparatorChar}Lert.Silo.dll";
                return File.Exists(dll) ? dll : throw new UsageException($"the silo is not built: there is no {dll}; eng/demo builds it, or name it with --silo");
            }
        }

        throw new UsageException("name the silo with --silo: this program does not lie in the repository that it was built in");
    }

    /// <summary>Starts it. It may be started again after it has ended; it then goes on where it was.</summary>
    public void Start()
    {
        _process?.Dispose();
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(_dll);
        foreach (var (key, value) in Settings())
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends it as a power cut does: SIGKILL, at once, to this process and no other.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>Asks it to stop, and waits.</summary>
    /// <returns>The exit code; null when it did not stop in time and had to be killed.</returns>
    public async Task<int?> StopAsync(TimeProvider wall, CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } running)
        {
            return _process?.ExitCode;
        }

        using (var signal = Process.Start("kill", ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync(cancellationToken);
        }

        using var limit = new CancellationTokenSource(StopTimeout, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await running.WaitForExitAsync(either.Token);
            return running.ExitCode;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await KillAsync(cancellationToken);
            return null;
        }
    }

    /// <summary>The end of what it said.</summary>
    public string LastWords(int lines)
    {
        lock (_writing)
        {
            return File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(lines)) : "(it said nothing)";
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }

        _process?.Dispose();
    }

    private IEnumerable<(string Key, string Value)> Settings()
    {
        yield return ("DOTNET_ENVIRONMENT", "Development");
        yield return ("ASPNETCORE_ENVIRONMENT", "Development");
        yield return ("Lert:Listen:Url", Address.GetLeftPart(UriPartial.Authority));
        yield return ("Lert:Store:Path", Path.Combine(_directory, "lert.db"));
        yield return ("Lert:Identity:DevelopmentKeys", Path.Combine(_directory, "keys"));
        yield return ("Lert:Clock:Origin", _clock.Origin.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        yield return ("Lert:Clock:Start", _clock.Start.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        yield return ("Lert:Clock:Speed", _clock.Speed.ToString("R", CultureInfo.InvariantCulture));
        yield return ("Lert:Preservation:GraceDays", _graceDays.ToString(CultureInfo.InvariantCulture));
        yield return ("Lert:Pumps:PollInterval", PollInterval.ToString("c", CultureInfo.InvariantCulture));
        foreach (var (region, i) in Impersonation.Regions.Select((region, i) => (region, i)))
        {
            yield return ($"Lert:Api:Regions:{i}", region);
        }

        foreach (var setting in _more)
        {
            yield return setting;
        }
    }

    private void Log(string? line)
    {
        if (line is not null)
        {
            lock (_writing)
            {
                File.AppendAllText(_log, line + Environment.NewLine);
            }
        }
    }

    // Another process could take the port between here and the start; then the silo says so, and the demo fails with its words.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
