using System.Diagnostics;
using Grpc.Net.Client;

namespace Grpc.Echo;

/// <summary>Calls a server in another process and prints calls per second and latency.</summary>
internal static class EchoBench
{
    private const int TextLength = 64;
    internal static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    internal static async Task<int> RunAsync(TimeSpan length)
    {
        using var server = StartServer();
        var port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        using var raw = new RawEcho(new Uri($"http://127.0.0.1:{port}"));
        using var genuine = await GenuinePeer.StartAsync();
        var grpc = CallOver(channel);
        await new Samples().MeasureAsync(grpc, 64, TimeSpan.FromSeconds(3));
        await new Samples().MeasureAsync(raw.CallAsync, 64, TimeSpan.FromSeconds(2));
        Console.WriteLine("unary echo, two processes, one client, 64 characters; raw is the same bytes over HttpClient and Kestrel without gRPC;");
        Console.WriteLine(genuine is null ? "Grpc.AspNetCore and Grpc.Net.Client did not restore, so they are not beside it" : "genuine is Grpc.AspNetCore and Grpc.Net.Client in two processes of their own, in the same turns");
        Console.WriteLine($"{"callers",8} {"",8} {"calls/s",10} {"p50 µs",9} {"p99 µs",9} {"B/call",8}");
        foreach (var callers in new[] { 1, 64 })
        {
            // In turns of one second, so that whatever else the machine does meets all alike.
            Samples grpcSamples = new(), rawSamples = new();
            for (var turn = 0; turn < (int)length.TotalSeconds; turn++)
            {
                await grpcSamples.MeasureAsync(grpc, callers, Turn);
                await (genuine?.TakeTurnAsync(callers) ?? Task.CompletedTask);
                await rawSamples.MeasureAsync(raw.CallAsync, callers, Turn);
            }

            var ours = grpcSamples.Print("gRPC", callers);
            if (genuine is not null)
                Console.WriteLine($"{callers,8} gRPC is {ours / await genuine.PrintAsync():P0} of genuine");
            var bare = rawSamples.Print("raw", callers);
            Console.WriteLine($"{callers,8} gRPC is {ours / bare:P0} of raw");
        }

        RunH2Load(port, length);
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return server.ExitCode;
    }

    internal static Func<Task> CallOver(GrpcChannel channel)
    {
        var client = new Echo.EchoClient(channel);
        var request = new EchoMessage { Text = new string('x', TextLength) };
        return async () =>
        {
            if ((await client.SayAsync(request)).Text.Length != TextLength)
                throw new InvalidOperationException("The echo is not what was said.");
        };
    }

    internal static Process StartServer()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(EchoBench).Assembly.Location);
        start.ArgumentList.Add("serve");
        return Process.Start(start)!;
    }

    /// <summary>The same server under a client in C, where the machine has one.</summary>
    private static void RunH2Load(string port, TimeSpan length)
    {
        var body = Path.GetTempFileName();
        try
        {
            byte[] message = [0x0a, TextLength, .. Enumerable.Repeat((byte)'x', TextLength)];
            File.WriteAllBytes(body, [0, 0, 0, 0, (byte)message.Length, .. message]);
            string[] arguments =
            [
                "-D", ((int)length.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture), "-c", "1", "-m", "64", "-t", "1", "-d", body,
                "-H", "content-type: application/grpc", "-H", "te: trailers", $"http://127.0.0.1:{port}/bench.echo.Echo/Say",
            ];
            using var load = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true })!;
            var output = load.StandardOutput.ReadToEnd();
            load.WaitForExit();
            Console.WriteLine("our server under h2load, one connection, 64 streams:");
            foreach (var line in output.Split('\n').Where(l => l.StartsWith("finished", StringComparison.Ordinal) || l.StartsWith("status codes", StringComparison.Ordinal)))
                Console.WriteLine("  " + line);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("h2load is not installed (apt-get install nghttp2-client); its row is left out.");
        }
        finally
        {
            File.Delete(body);
        }
    }
}
