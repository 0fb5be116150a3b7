using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;

namespace Grpc.Echo;

/// <summary>
/// The same bench on the genuine Grpc.AspNetCore and Grpc.Net.Client, as two more processes that take their turns when they are told: only so is it one run.
/// It is there when the program was built with <c>-p:Stack=upstream</c> as well.
/// </summary>
internal sealed class GenuinePeer : IDisposable
{
    private readonly Process _process;

    private GenuinePeer(Process process) => _process = process;

    private static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../upstream/Release/net10.0/Grpc.Echo.dll"));

    /// <summary>Started and warm; null where there is none.</summary>
    internal static async Task<GenuinePeer?> StartAsync()
    {
        if (!File.Exists(Program))
            return null;
        var start = new ProcessStartInfo("dotnet", [Program, "turns"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var peer = new GenuinePeer(Process.Start(start)!);
        _ = await peer.ReadAsync();
        return peer;
    }

    internal async Task TakeTurnAsync(int callers)
    {
        await _process.StandardInput.WriteLineAsync(callers.ToString(CultureInfo.InvariantCulture));
        _ = await ReadAsync();
    }

    /// <summary>Prints its row, begins a new one, and returns calls per second.</summary>
    internal async Task<double> PrintAsync()
    {
        await _process.StandardInput.WriteLineAsync("print");
        Console.WriteLine(await ReadAsync());
        return double.Parse(await ReadAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>What the other process does: a turn for each line that it reads, until there are no more.</summary>
    internal static async Task<int> ServeTurnsAsync()
    {
        using var server = EchoBench.StartServer();
        var port = await server.StandardOutput.ReadLineAsync();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var call = EchoBench.CallOver(channel);
        await new Samples().MeasureAsync(call, 64, TimeSpan.FromSeconds(3));
        Console.WriteLine("ready");
        var (samples, callers) = (new Samples(), 0);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "print")
            {
                Console.WriteLine(samples.Print("genuine", callers).ToString(CultureInfo.InvariantCulture));
                samples = new Samples();
                continue;
            }

            callers = int.Parse(line, CultureInfo.InvariantCulture);
            await samples.MeasureAsync(call, callers, EchoBench.Turn);
            Console.WriteLine("done");
        }

        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return server.ExitCode;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The genuine stack's client ended.");
}
