using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Interop.Tests.V1;
using Grpc.Net.Client;

namespace Grpc.Interop.Tests;

/// <summary>How calls end before their time: deadlines, cancellation, and servers that are not there.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public async Task A_deadline_ends_the_call_and_the_handler()
    {
        await using var server = await TestServer.StartAsync();
        // On a busy machine a call may run out before its handler begins.
        for (var tries = 0; tries < 20 && server.Hanging.Begun == 0; tries++)
        {
            using var call = server.Client.Hang(new EchoRequest(), deadline: Soon());
            Assert.Equal(StatusCode.DeadlineExceeded, await EndAsync(call.ResponseStream));
            Assert.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode);
        }

        await Eventually.TrueAsync(() => server.Hanging is { Begun: > 0 } hanging && hanging.Begun == hanging.Ended);
    }

    [Fact]
    public async Task The_server_keeps_the_deadline_of_a_caller_that_does_not()
    {
        await using var server = await TestServer.StartAsync();
        using var http = Http2();
        using var response = await http.SendAsync(Raw.Request(server, "Hang", Raw.Frame([]), ("grpc-timeout", "200m")));
        await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("4", Raw.Status(response));
        await Eventually.TrueAsync(() => server.Hanging is { Begun: 1, Ended: 1 });
    }

    [Fact]
    public async Task A_deadline_that_has_passed_fails_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.EchoAsync(new EchoRequest(), deadline: DateTime.UnixEpoch));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        // A local time would be taken for another instant.
        var local = DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Local);
        Assert.Throws<InvalidOperationException>(() => server.Client.EchoAsync(new EchoRequest(), deadline: local));
    }

    [Fact]
    public async Task A_token_cancels_the_call_and_the_handler()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client.Hang(new EchoRequest(), cancellationToken: source.Token);
        Assert.True(await call.ResponseStream.MoveNext());
        await source.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, await EndAsync(call.ResponseStream));
        await Eventually.TrueAsync(() => server.Hanging is { Begun: 1, Ended: 1 });
    }

    [Fact]
    public async Task Disposing_a_call_cancels_it()
    {
        await using var server = await TestServer.StartAsync();
        var call = server.Client.Hang(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        call.Dispose();
        Assert.Equal(StatusCode.Cancelled, await EndAsync(call.ResponseStream));
        await Eventually.TrueAsync(() => server.Hanging is { Begun: 1, Ended: 1 });
    }

    [Fact]
    public async Task Disposing_a_channel_ends_its_calls()
    {
        await using var server = await TestServer.StartAsync();
        var channel = GrpcChannel.ForAddress(server.Address);
        using var call = new V1.Interop.InteropClient(channel).Hang(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        channel.Dispose();
        Assert.Equal(StatusCode.Cancelled, await EndAsync(call.ResponseStream));
        Assert.Throws<ObjectDisposedException>(() => channel.CreateCallInvoker());
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new V1.Interop.InteropClient(channel).EchoAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        var stream = new V1.Interop.InteropClient(channel).Chat();
        Assert.Equal(StatusCode.Unavailable, await EndAsync(stream.ResponseStream));
        var headers = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseHeadersAsync);
        Assert.Equal(StatusCode.Unavailable, headers.StatusCode);
    }

    // Grpc.Net.Client does so only at its first attempt.
    [Fact, Trait("Stack", "compat")]
    public async Task A_failure_to_connect_says_which_address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"{listener.LocalEndpoint}";
        listener.Stop();
        using var channel = GrpcChannel.ForAddress($"http://{address}");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new V1.Interop.InteropClient(channel).EchoAsync(new EchoRequest()));
        Assert.Contains(address, error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_up_without_a_word_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var ended = new CancellationTokenSource();
        // A client may try again; nobody ever answers.
        var hangUp = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                using var accepted = await listener.AcceptTcpClientAsync(ended.Token);
            }
        });
        using var channel = GrpcChannel.ForAddress($"http://{listener.LocalEndpoint}");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new V1.Interop.InteropClient(channel).EchoAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hangUp);
    }

    [Fact]
    public async Task A_write_after_the_end_says_how_the_call_ended()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client.Chat(cancellationToken: source.Token);
        await call.RequestStream.WriteAsync(new EchoRequest());
        await source.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task Calls_share_one_connection()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
            await server.Client.EchoAsync(new EchoRequest());
        Assert.Equal(1, server.Connections);
    }

    internal static async Task<StatusCode> EndAsync<T>(IAsyncStreamReader<T> stream)
    {
        try
        {
            while (await stream.MoveNext(CancellationToken.None))
            {
            }

            return StatusCode.OK;
        }
        catch (RpcException error)
        {
            return error.StatusCode;
        }
        catch (ObjectDisposedException)
        {
            // Grpc.Net.Client may say so of a call that was disposed.
            return StatusCode.Cancelled;
        }
    }

    private static HttpClient Http2() => new() { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private static DateTime Soon() => TestServer.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(300);
}
