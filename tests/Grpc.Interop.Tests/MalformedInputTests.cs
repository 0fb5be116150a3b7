using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Interop.Tests.V1;

namespace Grpc.Interop.Tests;

/// <summary>What is no gRPC, or gRPC with something wrong: the protocol's error, and a server that still answers.</summary>
public sealed class MalformedInputTests
{
    private static readonly byte[] Hello = new EchoRequest { Text = "hello" }.ToByteArray();

    public static TheoryData<string, byte[], string, string> BrokenBodies => new()
    {
        { "no body", [], "13", "Incomplete message." },
        { "a length prefix cut short", [0, 0, 0], "13", "Incomplete message." },
        { "a message cut short", Raw.Frame(Hello)[..^1], "13", "Incomplete message." },
        { "a length larger than the body", Raw.Frame(Hello, length: (uint)Hello.Length + 1), "13", "Incomplete message." },
        { "a length larger than any message", Raw.Frame(Hello, length: uint.MaxValue), "8", "Received message exceeds the maximum configured message size." },
        { "an unknown compressed flag", Raw.Frame(Hello, flag: 2), "13", "Unexpected compressed flag value in message header." },
        { "a compressed message of no encoding", Raw.Frame(Hello, flag: 1), "13", "Request did not include grpc-encoding value with compressed message." },
        { "a second message in a unary call", [.. Raw.Frame(Hello), .. Raw.Frame(Hello)], "13", "Additional data after the message received." },
        { "bytes that are no message", Raw.Frame([0xff, 0xff, 0xff]), "2", "Exception was thrown by handler." },
    };

    // Grpc.AspNetCore answers UNKNOWN ("Exception was thrown by handler") where the protocol has a code.
    [Theory, Trait("Stack", "compat")]
    [MemberData(nameof(BrokenBodies))]
    public async Task A_broken_body_gets_its_status(string what, byte[] body, string status, string message)
    {
        await using var server = await TestServer.StartAsync();
        var (response, _) = await Raw.SendAsync(Raw.Request(server, "Echo", body));
        Assert.Equal((what, HttpStatusCode.OK, status, message), (what, response.StatusCode, Raw.Status(response), Uri.UnescapeDataString(Raw.Message(response) ?? "")));
        await StillAnswersAsync(server);
    }

    [Fact]
    public async Task An_unsupported_encoding_is_unimplemented_and_says_what_is_supported()
    {
        await using var server = await TestServer.StartAsync();
        var (response, _) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(Hello, flag: 1), ("grpc-encoding", "snappy")));
        Assert.Equal("12", Raw.Status(response));
        Assert.Equal("identity,gzip,deflate", string.Join(',', response.Headers.GetValues("grpc-accept-encoding")));
        await StillAnswersAsync(server);
    }

    // Grpc.AspNetCore answers UNKNOWN ("Exception was thrown by handler") where the protocol has a code.
    [Fact, Trait("Stack", "compat")]
    public async Task Bytes_that_are_not_gzip_are_an_internal_error()
    {
        await using var server = await TestServer.StartAsync();
        var (response, _) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(Hello, flag: 1), ("grpc-encoding", "gzip")));
        Assert.Equal("13", Raw.Status(response));
        await StillAnswersAsync(server);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[64 << 20]);
        var (response, _) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(packed.ToArray(), flag: 1), ("grpc-encoding", "gzip")));
        Assert.Equal("8", Raw.Status(response));
        await StillAnswersAsync(server);
    }

    [Fact]
    public async Task Another_content_type_is_415()
    {
        await using var server = await TestServer.StartAsync();
        var request = Raw.Request(server, "Echo", Raw.Frame(Hello));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var (response, _) = await Raw.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        await StillAnswersAsync(server);
    }

    // Grpc.AspNetCore answers 404 to another method.
    [Fact, Trait("Stack", "compat")]
    public async Task Another_method_than_post_is_405()
    {
        await using var server = await TestServer.StartAsync();
        var request = Raw.Request(server, "Echo", []);
        request.Method = HttpMethod.Get;
        request.Content = null;
        var (response, _) = await Raw.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    // Grpc.AspNetCore runs the call without a deadline.
    [Fact, Trait("Stack", "compat")]
    public async Task A_timeout_that_is_none_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var timeout in new[] { "soon", "1", "S", "-1S", "123456789S", "1x" })
        {
            var (response, _) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(Hello), ("grpc-timeout", timeout)));
            Assert.Equal((timeout, "3"), (timeout, Raw.Status(response)));
        }

        var (longest, _) = await Raw.SendAsync(Raw.Request(server, "Echo", Raw.Frame(Hello), ("grpc-timeout", "99999999H")));
        Assert.Equal("0", Raw.Status(longest));
    }

    [Fact]
    public async Task Binary_metadata_that_is_no_base64_fails_the_call_that_reads_it()
    {
        await using var server = await TestServer.StartAsync();
        var (response, _) = await Raw.SendAsync(Raw.Request(server, "Headers", Raw.Frame(Hello), ("x-data-bin", "!")));
        Assert.NotEqual("0", Raw.Status(response));
        await StillAnswersAsync(server);
    }

    [Fact]
    public async Task Garbage_on_the_socket_closes_that_connection_only()
    {
        await using var server = await TestServer.StartAsync();
        const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        byte[][] garbage =
        [
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25],
            Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
            [.. Encoding.ASCII.GetBytes(Preface), .. Enumerable.Repeat((byte)0xff, 200)],
            // A DATA frame of a stream that was never opened, after proper settings.
            [.. Encoding.ASCII.GetBytes(Preface), 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0],
            // A HEADERS frame whose block is no HPACK.
            [.. Encoding.ASCII.GetBytes(Preface), 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 1, 5, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff],
        ];
        foreach (var bytes in garbage)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await socket.GetStream().WriteAsync(bytes);
            await ReadToEndAsync(socket.GetStream());
            await StillAnswersAsync(server);
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_off_in_a_message_ends_in_an_error()
    {
        await using var server = await TestServer.StartAsync();
        var (response, body) = await Raw.SendAsync(Raw.Request(server, "Chat", [.. Raw.Frame(Hello), .. Raw.Frame(Hello)[..^2]]));
        Assert.NotEmpty(body);
        Assert.Equal("13", Raw.Status(response));
        await StillAnswersAsync(server);
    }

    [Fact]
    public async Task No_body_takes_the_server_down()
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient();
        var bodies = Gen.Sample(Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)), 200, 60);
        foreach (var body in bodies)
        {
            foreach (var method in new[] { "Echo", "Collect", "Chat" })
            {
                using var response = await http.SendAsync(Raw.Request(server, method, body));
                await response.Content.ReadAsByteArrayAsync();
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.NotNull(Raw.Status(response));
            }
        }

        await StillAnswersAsync(server);
    }

    private static async Task StillAnswersAsync(TestServer server) =>
        Assert.Equal("alive", (await server.Client.EchoAsync(new EchoRequest { Text = "alive" })).Text);

    private static async Task ReadToEndAsync(NetworkStream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end, too.
        }
    }
}
