using Lert.Chaos.Network;

namespace Lert.Chaos.Cluster;

/// <summary>One silo with its supervisor: whatever ends it, it is started again until the run is over.</summary>
internal sealed class TormentedSilo(int number, Place place, int port, string folder, IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan RestartAfter = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);

    private readonly CancellationTokenSource _stopping = new();
    private MemberProcess? _process;
    private Task _supervising = Task.CompletedTask;

    public int Number => number;

    public Place Place => place;

    /// <summary>Where its API listens.</summary>
    public Uri Url { get; } = new($"http://{place.Address}:{port}");

    public string LogFile => Path.Combine(folder, $"s{number}.log");

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Ends that nobody asked for, with their exit codes: it stopped itself, or crashed.</summary>
    public List<int> OwnEnds { get; } = [];

    /// <summary>Signals of faults that met a process.</summary>
    public int Signals { get; private set; }

    public bool IsRunning => _process is { HasExited: false };

    public bool IsPaused { get; private set; }

    private bool Expected { get; set; }

    public void Start()
    {
        Launch();
        _supervising = SuperviseAsync();
    }

    public void Kill()
    {
        Expected = true;
        Send(Native.Kill);
    }

    /// <summary>SIGTERM; the supervisor starts it again.</summary>
    public void AskToStop()
    {
        Expected = true;
        Send(Native.Terminate);
    }

    public void Pause()
    {
        IsPaused = true;
        Send(Native.Stop);
    }

    public void Resume()
    {
        _ = _process?.Signal(Native.Continue);
        IsPaused = false;
    }

    /// <summary>Asks it to stop, and waits.</summary>
    /// <returns>The exit code; null when it had to be killed.</returns>
    public async Task<int?> StopAsync()
    {
        await _stopping.CancelAsync();
        await _supervising;
        if (_process is not { } last)
        {
            return null;
        }

        _ = last.Signal(Native.Terminate);
        using var patience = new CancellationTokenSource(StopPatience, clock);
        try
        {
            await last.ExitAsync(patience.Token);
            return last.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervising;
        _process?.Dispose();
        _stopping.Dispose();
    }

    /// <summary>How often its log has these words.</summary>
    public int Said(string words)
    {
        using var reader = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var said = 0;
        while (reader.ReadLine() is { } line)
        {
            said += line.Contains(words, StringComparison.Ordinal) ? 1 : 0;
        }

        return said;
    }

    private void Send(int signal) => Signals += _process?.Signal(signal) == true ? 1 : 0;

    private void Launch()
    {
        (Expected, IsPaused) = (false, false);
        Starts++;
        var previous = _process;
        _process = MemberProcess.Start(place, folder, LogFile, command, environment);
        previous?.Dispose();
    }

    private async Task SuperviseAsync()
    {
        try
        {
            while (true)
            {
                await _process!.ExitAsync(_stopping.Token);
                if (!Expected)
                {
                    OwnEnds.Add(_process.ExitCode);
                }

                await Task.Delay(RestartAfter, clock, _stopping.Token);
                Launch();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
