using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using Lert.Api.Identity;
using Lert.V1;

namespace Silo.Restart;

/// <summary>Starts a silo as a process and measures how long it takes until a caller has an answer about a hold.</summary>
internal sealed partial class SiloStart(string folder, string storeFile, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<string> MeasureAsync(string holdId)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var key = DevelopmentKey.LoadOrCreate(Path.Combine(folder, "keys"));
        var token = key.Mint("bench", [Roles.Lead], ["us"], clock.GetUtcNow(), TimeSpan.FromMinutes(5));
        var headers = new Metadata { { "authorization", $"Bearer {token}" } };
        using var channel = GrpcChannel.ForAddress(url);
        var client = new HoldService.HoldServiceClient(channel);

        var began = clock.GetTimestamp();
        using var silo = Process.Start(Program(url))!;
        var lines = silo.StandardOutput.ReadToEndAsync();
        try
        {
            var served = await FirstAnswerAsync(client, holdId, headers, began);
            silo.Refresh();
            var (memory, processor) = (silo.WorkingSet64 / 1048576, silo.TotalProcessorTime);
            var store = await CheckedAsync(silo, lines);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"first answer after {served.TotalMilliseconds,6:N0} ms, {processor.TotalMilliseconds,6:N0} ms of processor, {memory} MiB resident; store {store}");
        }
        finally
        {
            if (!silo.HasExited)
            {
                silo.Kill();
            }
        }
    }

    private async Task<TimeSpan> FirstAnswerAsync(HoldService.HoldServiceClient client, string holdId, Metadata headers, long began)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5), clock);
        while (true)
        {
            try
            {
                var hold = await client.GetAsync(new GetHoldRequest { HoldId = holdId }, headers);
                return hold.Status == HoldStatus.Active ? clock.GetElapsedTime(began) : throw new InvalidOperationException("The hold is not active.");
            }
            catch (RpcException starting) when (starting.StatusCode == StatusCode.Unavailable && clock.GetElapsedTime(began) < Patience)
            {
                await poll.WaitForNextTickAsync();
            }
        }
    }

    // What the store says of its own part.
    private static async Task<string> CheckedAsync(Process silo, Task<string> lines)
    {
        silo.Kill();
        await silo.WaitForExitAsync();
        return CheckedIn().Match(await lines).Value;
    }

    private ProcessStartInfo Program(string url)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Lert.Silo.dll"));
        start.ArgumentList.Add($"--Lert:Listen:Url={url}");
        start.ArgumentList.Add($"--Lert:Store:Path={storeFile}");
        start.ArgumentList.Add($"--Lert:Identity:DevelopmentKeys={Path.Combine(folder, "keys")}");
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        return start;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex("checked in [0-9]+ ms")]
    private static partial Regex CheckedIn();
}
