using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grpc.Echo;

/// <summary>The same bytes and trailers over bare HttpClient and Kestrel: what gRPC could reach if it cost nothing.</summary>
internal sealed class RawEcho(Uri server) : IDisposable
{
    private static readonly byte[] Message = [0, 0, 0, 0, 66, 0x0a, 64, .. Enumerable.Repeat((byte)'x', 64)];

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
    private readonly Uri _uri = new(server, "/raw/Echo");

    internal static void Map(WebApplication app) => app.MapPost("/raw/Echo", EchoAsync);

    internal async Task CallAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Message) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("User-Agent", "raw");
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip,deflate");
        using var response = await _http.SendAsync(request, CancellationToken.None);
        if ((await response.Content.ReadAsByteArrayAsync()).Length != Message.Length)
            throw new InvalidOperationException("The echo is not what was said.");
    }

    public void Dispose() => _http.Dispose();

    private static async Task EchoAsync(HttpContext context)
    {
        var buffer = new byte[Message.Length];
        await context.Request.Body.ReadExactlyAsync(buffer);
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        buffer.CopyTo(context.Response.BodyWriter.GetSpan(buffer.Length));
        context.Response.BodyWriter.Advance(buffer.Length);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
