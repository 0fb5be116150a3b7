using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Interop.Tests.V1;

namespace Grpc.Interop.Tests;

public sealed class CallKindTests
{
    [Fact]
    public async Task A_unary_call_comes_back()
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.Client.EchoAsync(new EchoRequest { Text = "ünïcode", Payload = ByteString.CopyFrom(0, 255, 7) });
        Assert.Equal("ünïcode", reply.Text);
        Assert.Equal([0, 255, 7], reply.Payload.ToByteArray());
        Assert.Equal("blocking", server.Client.Echo(new EchoRequest { Text = "blocking" }).Text);
    }

    [Fact]
    public async Task A_server_stream_comes_in_order_and_ends()
    {
        await using var server = await TestServer.StartAsync();
        using var call = server.Client.Expand(new ExpandRequest { Count = 1_000, PayloadBytes = 100 });
        var next = 0;
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
            Assert.Equal(next++, reply.Number);
        Assert.Equal(1_000, next);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_client_stream_is_collected()
    {
        await using var server = await TestServer.StartAsync();
        using var call = server.Client.Collect();
        for (var i = 0; i < 10; i++)
            await call.RequestStream.WriteAsync(new EchoRequest { Text = i.ToString(CultureInfo.InvariantCulture) });
        await call.RequestStream.CompleteAsync();
        var reply = await call;
        Assert.Equal((10, "0123456789"), (reply.Count, reply.Texts));
    }

    [Fact]
    public async Task A_duplex_stream_answers_each_message_before_the_next_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        using var call = server.Client.Chat();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"message {i}" });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal((i, $"message {i}"), (call.ResponseStream.Current.Number, call.ResponseStream.Current.Text));
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Messages_of_every_size_around_a_segment_survive()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var size in new[] { 0, 1, 4_080, 4_091, 4_096, 16_384, 65_535, 65_536, 1 << 20, (4 << 20) - 64 })
        {
            var payload = new byte[size];
            new Random(size).NextBytes(payload);
            var reply = await server.Client.EchoAsync(new EchoRequest { Payload = ByteString.CopyFrom(payload) });
            Assert.Equal(payload, reply.Payload.ToByteArray());
        }
    }
}
