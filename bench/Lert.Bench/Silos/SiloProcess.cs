using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Lert.Bench.Silos;

/// <summary>A silo as its own process, as it is built for release: started on a store, heard through its log, and stopped or killed.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Stopwatch _watch;
    private readonly Channel<(TimeSpan At, string Text)> _lines = Channel.CreateUnbounded<(TimeSpan, string)>();
    private readonly Task _reading;

    private SiloProcess(Process process, Stopwatch watch, Uri address, string keys)
    {
        (_process, _watch, Address, Keys) = (process, watch, address, keys);
        _reading = ReadAsync();
    }

    public Uri Address { get; }

    /// <summary>Where the development keys lie.</summary>
    public string Keys { get; }

    /// <summary>Since just before the process was started.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <param name="settings">Beside the store and the address, such as <c>Clock__Speed</c>.</param>
    public static SiloProcess Start(string folder, string store, params ReadOnlySpan<(string Name, string Value)> settings) =>
        StartOn(folder, ("Store__Path", store), settings);

    /// <summary>The same on a database.</summary>
    public static SiloProcess StartOn(string folder, (string Name, string Value) store, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var (address, keys) = ($"http://127.0.0.1:{FreePort()}", Path.Combine(folder, "keys"));
        var start = new ProcessStartInfo("dotnet", [Program()]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Listen__Url", address), store, ("Identity__DevelopmentKeys", keys), .. settings])
        {
            start.Environment[$"Lert__{name}"] = value;
        }

        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        var watch = Stopwatch.StartNew();
        return new(Process.Start(start)!, watch, new Uri(address), keys);
    }

    /// <summary>When the log first said this, and the whole line.</summary>
    public async Task<(TimeSpan At, string Text)> HeardAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
        {
            if (line.Text.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The silo ended without saying '{words}'.");
    }

    public Task<(TimeSpan At, string Text)> ServingAsync() => HeardAsync("Serving http");

    /// <summary>Resident memory now and at its highest, in MiB.</summary>
    public (double Now, double Highest) Resident()
    {
        var status = File.ReadAllLines($"/proc/{_process.Id}/status");
        return (Mebibytes(status, "VmRSS:"), Mebibytes(status, "VmHWM:"));
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Asks it to stop and waits; the answer is how many requests it wrote per transaction.</summary>
    public async Task<double> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        var words = (await HeardAsync("transactions since")).Text.Split(' ');
        var (requests, batches) = (Before(words, "requests"), Before(words, "transactions"));
        await _process.WaitForExitAsync();
        return batches == 0 ? 0 : (double)requests / batches;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private static long Before(string[] words, string word) => long.Parse(words[Array.IndexOf(words, word) - 1]);

    private static double Mebibytes(string[] status, string name) =>
        long.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024.0;

    private async Task ReadAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput, quiet: true), ReadAsync(_process.StandardError, quiet: false));
        _lines.Writer.Complete();
    }

    private async Task ReadAsync(StreamReader lines, bool quiet)
    {
        while (await lines.ReadLineAsync() is { } text)
        {
            _lines.Writer.TryWrite((_watch.Elapsed, text));
            if (!quiet || text.Contains(" WRN ", StringComparison.Ordinal) || text.Contains(" ERR ", StringComparison.Ordinal))
            {
                Console.WriteLine($"silo: {text}");
            }
        }
    }

    /// <summary>Where this was built.</summary>
    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Lert.Actors.sln")))
                {
                    return folder.FullName;
                }
            }

            throw new InvalidOperationException("The benches run inside the repository, next to the silo that they start.");
        }
    }

    private static string Program() => Path.Combine(Repository, "silo", "Lert.Silo", "bin", "Release", "net10.0", "Lert.Silo.dll");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
