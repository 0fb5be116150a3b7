using System.Diagnostics;
using System.Text.Json;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Telemetry;

/// <summary>Figures and traces reach a collector over OTLP: grpc-js with OpenTelemetry's own definitions.</summary>
[Collection(nameof(OneMeter))]
public sealed class OtlpTests
{
    [Fact]
    public async Task A_collector_is_told_figures_and_traces_and_nobodys_data()
    {
        using var collector = await Collector.StartAsync();
        await using (var silo = await SiloUnderTest.StartAsync($"--Lert:Telemetry:OtlpEndpoint=http://127.0.0.1:{collector.Port}"))
        {
            using var caller = new Caller(silo.Url, silo.Folder.Keys);
            var opened = await caller.Cases.OpenAsync(Caller.Open("open-1", Some.Start), deadline: Caller.Deadline);
            _ = await caller.Holds.PlaceAsync(Caller.Place("place-1", opened.CaseId, Some.Account), deadline: Caller.Deadline);
        }

        // A silo that stops sends what it still has.
        var told = await collector.EndAsync();

        Assert.Contains(told, line => Is(line, "metric", "lert.commands"));
        Assert.Contains(told, line => Is(line, "metric", "lert.store.commit.duration"));
        Assert.Contains(told, line => line.GetProperty("kind").GetString() == "span" && line.GetProperty("name").GetString()!.Contains("lert.v1.HoldService/Place", StringComparison.Ordinal));
        Assert.All(told, line => Assert.Equal("lert-silo", line.GetProperty("resource").GetProperty("service.name").GetString()));
        Assert.All(told, line => Assert.DoesNotContain(Some.Account, line.GetRawText(), StringComparison.Ordinal));
    }

    private static bool Is(JsonElement line, string kind, string name) => line.GetProperty("kind").GetString() == kind && line.GetProperty("name").GetString() == name;

    private sealed class Collector : IDisposable
    {
        private readonly Process _process;
        private readonly Task<string> _errors;

        private Collector(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

        public int Port { get; private set; }

        public static async Task<Collector> StartAsync()
        {
            var root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "Directory.Build.props")))
            {
                root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            }

            var modules = Path.Combine(root, "tests/Grpc.Interop.Tests/Node/node_modules");
            Assert.True(Directory.Exists(Path.Combine(modules, "@opentelemetry/otlp-grpc-exporter-base")), "OpenTelemetry's definitions are not installed: run eng/interop-setup.");
            var start = new ProcessStartInfo("node", [Path.Combine(root, "tests/Lert.Silo.Tests/Telemetry/collector.js")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["NODE_PATH"] = modules },
            };
            var collector = new Collector(Process.Start(start)!);
            var first = await collector._process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Bound);
            collector.Port = JsonElement.Parse(first ?? throw new InvalidOperationException(await collector._errors)).GetProperty("port").GetInt32();
            return collector;
        }

        /// <summary>Ends it; what it was told.</summary>
        public async Task<IReadOnlyList<JsonElement>> EndAsync()
        {
            _process.StandardInput.Close();
            var said = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Eventually.Bound);
            return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }
}
