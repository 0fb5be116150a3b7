using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Grpc.Interop.Tests;

/// <summary>Requests below gRPC: HTTP/2 is right, and what it carries is up to the test.</summary>
internal static class Raw
{
    internal static HttpRequestMessage Request(TestServer server, string method, byte[] body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/lert.interop.v1.Interop/" + method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>A message with its header; flag and length may lie.</summary>
    internal static byte[] Frame(byte[] message, byte flag = 0, uint? length = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    internal static async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(HttpRequestMessage request)
    {
        using var http = new HttpClient();
        var response = await http.SendAsync(request);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>From the trailers, or from the headers when the answer has nothing else.</summary>
    internal static string? Status(HttpResponseMessage response) => Value(response, "grpc-status");

    internal static string? Message(HttpResponseMessage response) => Value(response, "grpc-message");

    private static string? Value(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailer) ? trailer.Single() :
        response.Headers.TryGetValues(name, out var header) ? header.Single() : null;
}
