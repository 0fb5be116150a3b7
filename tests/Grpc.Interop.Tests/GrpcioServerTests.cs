using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Interop.Tests.V1;
using Grpc.Net.Client;

namespace Grpc.Interop.Tests;

/// <summary>Our client, judged by a server of another project.</summary>
public sealed class GrpcioServerTests
{
    [Fact]
    public async Task Every_call_kind_works()
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        var client = new V1.Interop.InteropClient(channel);
        Assert.Equal("ünïcode", (await client.EchoAsync(new EchoRequest { Text = "ünïcode" })).Text);

        using var expand = client.Expand(new ExpandRequest { Count = 100, PayloadBytes = 1_000 });
        var next = 0;
        await foreach (var reply in expand.ResponseStream.ReadAllAsync())
            Assert.Equal((next++, 1_000), (reply.Number, reply.Payload.Length));
        Assert.Equal(100, next);

        using var collect = client.Collect();
        for (var i = 0; i < 10; i++)
            await collect.RequestStream.WriteAsync(new EchoRequest { Text = i.ToString(CultureInfo.InvariantCulture) });
        await collect.RequestStream.CompleteAsync();
        Assert.Equal("0123456789", (await collect).Texts);

        using var chat = client.Chat();
        for (var i = 0; i < 10; i++)
        {
            await chat.RequestStream.WriteAsync(new EchoRequest { Text = $"{i}" });
            Assert.True(await chat.ResponseStream.MoveNext());
            Assert.Equal($"{i}", chat.ResponseStream.Current.Text);
        }

        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Deadlines_and_cancellation_reach_it()
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        var client = new V1.Interop.InteropClient(channel);
        using var late = client.Hang(new EchoRequest(), deadline: TestServer.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(500));
        Assert.Equal(StatusCode.DeadlineExceeded, await LifetimeTests.EndAsync(late.ResponseStream));

        using var source = new CancellationTokenSource();
        using var cancelled = client.Hang(new EchoRequest(), cancellationToken: source.Token);
        Assert.True(await cancelled.ResponseStream.MoveNext());
        await source.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, await LifetimeTests.EndAsync(cancelled.ResponseStream));

        // The server counts an end when its own side of the call is over.
        for (var ended = 0L; ended < 2;)
            ended = (await client.CountsAsync(new EchoRequest())).Ended;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_refusals_arrive_whole(bool afterHeaders)
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        var request = new RefuseRequest { Code = 9, Detail = "nöt nöw: 100 %\n", StatusDetails = ByteString.CopyFrom(8, 9, 255), AfterHeaders = afterHeaders };
        using var call = new V1.Interop.InteropClient(channel).RefuseAsync(request);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal((StatusCode.FailedPrecondition, "nöt nöw: 100 %\n"), (error.StatusCode, error.Status.Detail));
        Assert.Equal([8, 9, 255], error.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("as asked", error.Trailers.GetValue("x-reason"));
        if (afterHeaders)
            Assert.Equal("refusal", (await call.ResponseHeadersAsync).GetValue("x-before"));
    }

    [Fact]
    public async Task Metadata_crosses_in_both_directions()
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        using var call = new V1.Interop.InteropClient(channel).HeadersAsync(new EchoRequest(), new Metadata { { "x-text", "value" }, { "x-data-bin", [0, 1, 254] } });
        var reply = await call;
        Assert.Equal(("value", (byte)254), (reply.Text["x-text"], reply.Binary["x-data-bin"][2]));
        Assert.Equal([0, 1, 254], (await call.ResponseHeadersAsync).GetValueBytes("x-data-bin"));
        Assert.Equal([0, 1, 254], call.GetTrailers().GetValueBytes("tx-data-bin"));
    }

    [Fact]
    public async Task Its_compressed_replies_are_read_and_ours_are_understood()
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        var payload = ByteString.CopyFrom(new byte[100_000]);
        var reply = await new V1.Interop.InteropClient(channel).EchoAsync(new EchoRequest { Payload = payload }, new Metadata { { "grpc-internal-encoding-request", "gzip" } });
        Assert.Equal(payload, reply.Payload);
    }

    [Fact]
    public async Task Its_limits_and_gaps_are_statuses()
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        var client = new V1.Interop.InteropClient(channel);
        using var large = client.Expand(new ExpandRequest { Count = 1, PayloadBytes = 4 << 20 });
        Assert.Equal(StatusCode.ResourceExhausted, await LifetimeTests.EndAsync(large.ResponseStream));
        var health = new Health.V1.Health.HealthClient(channel);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new Health.V1.HealthCheckRequest()));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Its_sudden_death_is_unavailable()
    {
        await using var server = Peer.GrpcioServer();
        using var channel = await ConnectAsync(server);
        using var call = new V1.Interop.InteropClient(channel).Hang(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        server.Kill();
        Assert.Equal(StatusCode.Unavailable, await LifetimeTests.EndAsync(call.ResponseStream));
    }

    private static async Task<GrpcChannel> ConnectAsync(Peer server) => GrpcChannel.ForAddress($"http://127.0.0.1:{(await server.NextAsync()).GetInt32()}");
}
