using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Lert.Bench.Silos;

namespace Lert.Bench.Paging;

/// <summary>One request that reached the gateway, as it tells it.</summary>
internal sealed record GatewayArrival(long Number, DateTimeOffset At, string DeliveryId, string PageId, string Urgency, bool IsSigned, string Was);

/// <summary>The paging gateway of the tests as a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    public const string Secret = "the secret of the bench";

    private readonly Process _process;
    private readonly ConcurrentQueue<GatewayArrival> _arrivals = new();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process) => _process = process;

    public string Url { get; private set; } = "";

    public static async Task<GatewayProcess> StartAsync(string folder)
    {
        var program = Path.Combine(SiloProcess.Repository, "tests", "Lert.Paging.Gateway", "bin", "Release", "net10.0", "Lert.Paging.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--secret", Secret]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        var gateway = new GatewayProcess(Process.Start(start)!);
        _ = gateway.ReadAsync();
        gateway.Url = await gateway._url.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return gateway;
    }

    /// <summary>Waits until so many deliveries were taken; all arrivals, each page once.</summary>
    /// <exception cref="InvalidOperationException">A page came under two ids, unsigned, or too late.</exception>
    public async Task<IReadOnlyList<GatewayArrival>> ArrivedAsync(int pages, TimeProvider clock, DateTimeOffset limit)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100), clock);
        while (_arrivals.Count < pages)
        {
            await look.WaitForNextTickAsync();
            if (clock.GetUtcNow() > limit)
            {
                throw new InvalidOperationException($"Only {_arrivals.Count:N0} of {pages:N0} pages have come.");
            }
        }

        var taken = _arrivals.Where(arrival => arrival.Was == "taken").ToArray();
        if (taken.Length != pages || taken.Select(arrival => arrival.PageId).Distinct().Count() != pages || _arrivals.Any(arrival => !arrival.IsSigned))
        {
            throw new InvalidOperationException($"{taken.Length:N0} deliveries were taken of {taken.Select(arrival => arrival.PageId).Distinct().Count():N0} pages, not {pages:N0} of each.");
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Listening ", StringComparison.Ordinal))
            {
                _url.TrySetResult(line["Listening ".Length..]);
            }
            else if (JsonSerializer.Deserialize<GatewayArrival>(line) is { } arrival)
            {
                _arrivals.Enqueue(arrival);
            }
        }
    }
}
