using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grpc.Interop.Tests;

public sealed class GrpcioClientTests : ForeignClientTests
{
    internal override Peer Start(Uri server, string scenario) => Peer.GrpcioClient(server, scenario);
}

public sealed class GrpcJsClientTests : ForeignClientTests
{
    internal override Peer Start(Uri server, string scenario) => Peer.GrpcJsClient(server, scenario);
}

/// <summary>Our server, judged by a client of another project. The scripts say what they saw; the judgement is here.</summary>
public abstract class ForeignClientTests
{
    internal abstract Peer Start(Uri server, string scenario);

    [Fact]
    public async Task It_makes_unary_calls()
    {
        var seen = await SeenAsync("echo");
        Assert.Equal("héllo", seen.GetProperty("text").GetString());
        Assert.Equal([0, 255], Numbers(seen.GetProperty("payload")));
    }

    [Fact]
    public async Task It_reads_server_streams()
    {
        var seen = await SeenAsync("expand");
        Assert.Equal(Enumerable.Range(0, 100), Numbers(seen.GetProperty("numbers")));
        Assert.Equal(100_000, seen.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task It_writes_client_streams()
    {
        var seen = await SeenAsync("collect");
        Assert.Equal((10, "0123456789"), (seen.GetProperty("count").GetInt32(), seen.GetProperty("texts").GetString()));
    }

    [Fact]
    public async Task It_talks_in_both_directions()
    {
        var seen = await SeenAsync("chat");
        var replies = seen.GetProperty("replies").EnumerateArray().Select(r => (r[0].GetInt32(), r[1].GetString())).ToArray();
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => (i, (string?)i.ToString(CultureInfo.InvariantCulture)))], replies);
    }

    [Fact]
    public async Task Its_deadline_ends_the_call_on_both_sides()
    {
        await using var server = await TestServer.StartAsync();
        var seen = await SeenAsync(server, "deadline");
        Assert.Equal((int)StatusCode.DeadlineExceeded, seen.GetProperty("code").GetInt32());
        await Eventually.TrueAsync(() => server.Hanging is { Begun: 1, Ended: 1 });
    }

    [Fact]
    public async Task Its_cancellation_reaches_the_handler()
    {
        await using var server = await TestServer.StartAsync();
        var seen = await SeenAsync(server, "cancel");
        Assert.Equal("hanging", seen.GetProperty("first").GetString());
        Assert.Equal((int)StatusCode.Cancelled, seen.GetProperty("code").GetInt32());
        await Eventually.TrueAsync(() => server.Hanging is { Begun: 1, Ended: 1 });
    }

    [Fact]
    public async Task A_message_of_four_mebibytes_fits_and_one_byte_more_does_not()
    {
        var seen = await SeenAsync("large");
        Assert.Equal((4 << 20) - 5, seen.GetProperty("fits").GetInt32());
        Assert.Equal((int)StatusCode.ResourceExhausted, seen.GetProperty("code").GetInt32());
        Assert.Equal("still here", seen.GetProperty("after").GetString());
    }

    [Fact]
    public async Task Unknown_services_and_methods_are_unimplemented()
    {
        var seen = await SeenAsync("unknown");
        Assert.Equal((int)StatusCode.Unimplemented, seen.GetProperty("service").GetInt32());
        Assert.Equal((int)StatusCode.Unimplemented, seen.GetProperty("method").GetInt32());
    }

    [Fact]
    public async Task Refusals_arrive_whole_with_and_without_headers_before_them()
    {
        var seen = await SeenAsync("refuse");
        var both = seen.GetProperty("seen").EnumerateArray().ToArray();
        Assert.Equal(2, both.Length);
        foreach (var refusal in both)
        {
            Assert.Equal((int)StatusCode.FailedPrecondition, refusal.GetProperty("code").GetInt32());
            Assert.Equal("nöt nöw: 100 %\n", refusal.GetProperty("detail").GetString());
            Assert.Equal("as asked", refusal.GetProperty("reason").GetString());
            Assert.Equal([8, 9, 255], refusal.GetProperty("details").GetBytesFromBase64());
        }

        Assert.Equal("refusal", both[1].GetProperty("before").GetString());
    }

    [Fact]
    public async Task An_exception_is_unknown_and_keeps_its_text()
    {
        var seen = await SeenAsync("crash");
        Assert.Equal((int)StatusCode.Unknown, seen.GetProperty("code").GetInt32());
        Assert.Equal("Exception was thrown by handler.", seen.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Text_and_binary_metadata_cross_in_headers_and_trailers()
    {
        var seen = await SeenAsync("headers");
        Assert.True(seen.GetProperty("has_deadline").GetBoolean());
        Assert.Equal([0, 1, 254], Numbers(seen.GetProperty("data")));
        foreach (var place in new[] { "initial", "trailing" })
        {
            // A value each, or one with commas: to HTTP they are the same.
            Assert.Equal(["value", "again"], seen.GetProperty(place + "_text").EnumerateArray().SelectMany(t => t.GetString()!.Split(',')));
            Assert.Equal([0, 1, 254], Numbers(Assert.Single(seen.GetProperty(place + "_data").EnumerateArray())));
        }
    }

    [Fact]
    public async Task Gzip_is_understood_and_answered()
    {
        await using var server = await TestServer.StartAsync(grpc => grpc.ResponseCompressionAlgorithm = "gzip");
        var seen = await SeenAsync(server, "gzip");
        Assert.Equal("gzip", seen.GetProperty("encoding").GetString());
        Assert.Equal(30_000, seen.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task A_thousand_streams_are_open_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var seen = await SeenAsync(server, "concurrent");
        Assert.Equal((1_000, 1_000), (seen.GetProperty("first").GetInt32(), seen.GetProperty("open").GetInt32()));
        await Eventually.TrueAsync(() => server.Hanging is { Begun: 1_000, Ended: 1_000 });
    }

    [Fact]
    public async Task It_checks_and_watches_health()
    {
        var healthy = true;
        await using var server = await TestServer.StartAsync(
            services: s =>
            {
                s.AddGrpcHealthChecks().AddCheck("switch", () => Volatile.Read(ref healthy) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
                s.Configure<HealthCheckPublisherOptions>(o => (o.Delay, o.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1)));
            },
            map: app => app.MapGrpcHealthChecksService());
        await using var client = Start(server.Address, "health");
        var check = await client.NextAsync();
        Assert.Equal((1, (int)StatusCode.NotFound), (check.GetProperty("status").GetInt32(), check.GetProperty("unknown").GetInt32()));
        Assert.Equal(1, (await client.NextAsync()).GetProperty("watched").GetInt32());
        Volatile.Write(ref healthy, false);
        // A publication that was under way may still say the old thing once more.
        for (var status = 1; status != 2;)
            status = (await client.NextAsync()).GetProperty("watched").GetInt32();
    }

    [Fact]
    public async Task It_reads_reflection_in_both_versions()
    {
        await using var server = await TestServer.StartAsync(services: s => s.AddGrpcReflection(), map: app => app.MapGrpcReflectionService());
        await using var client = Start(server.Address, "reflection");
        foreach (var version in new[] { "v1", "v1alpha" })
        {
            var seen = await client.NextAsync();
            Assert.Equal(version, seen.GetProperty("version").GetString());
            Assert.Equal(
                ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "lert.interop.v1.Interop"],
                seen.GetProperty("services").EnumerateArray().Select(s => s.GetString()!).Order(StringComparer.Ordinal));
            Assert.True(seen.GetProperty("describes").GetBoolean());
            Assert.Equal((int)StatusCode.NotFound, seen.GetProperty("absent").GetInt32());
        }

        await client.EndAsync();
    }

    private static IEnumerable<int> Numbers(JsonElement array) => array.EnumerateArray().Select(n => n.GetInt32());

    private async Task<JsonElement> SeenAsync(string scenario)
    {
        await using var server = await TestServer.StartAsync();
        return await SeenAsync(server, scenario);
    }

    private async Task<JsonElement> SeenAsync(TestServer server, string scenario)
    {
        await using var client = Start(server.Address, scenario);
        var seen = await client.NextAsync();
        await client.EndAsync();
        // Whatever the client did, the server still serves.
        Assert.Equal("alive", (await server.Client.EchoAsync(new V1.EchoRequest { Text = "alive" })).Text);
        return seen;
    }
}
