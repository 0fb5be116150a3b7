using System.Globalization;
using System.Net;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>What went wrong below gRPC, as a status and a sentence.</summary>
internal static class TransportErrors
{
    internal static Status Map(Exception error, Uri address)
    {
        if (Find<HttpProtocolException>(error) is { } protocol)
            return new Status(OfHttp2(protocol.ErrorCode), $"The HTTP/2 connection to {address} reported an error: {protocol.Message}", error);
        if (error is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError })
            return new Status(StatusCode.Unavailable, $"Error connecting to {address}: {Reason(error)}", error);
        if (error is HttpRequestException or IOException)
            return new Status(StatusCode.Unavailable, $"The connection to {address} failed: {Reason(error)}", error);
        if (error is OperationCanceledException)
            return new Status(StatusCode.Cancelled, $"The call to {address} was cancelled by its transport: {error.Message}", error);
        return new Status(StatusCode.Internal, $"Error starting gRPC call. {error.GetType().Name}: {error.Message}", error);
    }

    /// <summary>For replies that are HTTP, but not gRPC.</summary>
    internal static Status OfHttp(HttpStatusCode http) => new(
        http switch
        {
            HttpStatusCode.BadRequest => StatusCode.Internal,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        },
        string.Create(CultureInfo.InvariantCulture, $"Bad gRPC response. HTTP status code: {(int)http}"));

    /// <summary>The table of the gRPC HTTP/2 mapping.</summary>
    internal static StatusCode OfHttp2(long errorCode) => errorCode switch
    {
        0x7 => StatusCode.Unavailable, // REFUSED_STREAM
        0x8 => StatusCode.Cancelled, // CANCEL
        0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };

    private static string Reason(Exception error)
    {
        var innermost = error;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        return ReferenceEquals(innermost, error) ? error.Message : $"{error.Message} {innermost.Message}";
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
            if (error is T found)
                return found;
        return null;
    }
}
