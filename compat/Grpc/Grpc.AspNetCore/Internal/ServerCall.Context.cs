using Grpc.Core;
using Grpc.Net.Protocol;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Internal;

/// <summary>What the service sees of its call; each part is made when first asked for.</summary>
internal sealed partial class ServerCall
{
    protected override string MethodCore => _method.FullName;

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => PeerName.Of(HttpContext.Connection);

    protected override DateTime DeadlineCore => _deadline?.DueAt ?? DateTime.MaxValue;

    protected override CancellationToken CancellationTokenCore => _deadline?.Token ?? HttpContext.RequestAborted;

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override AuthContext AuthContextCore => _authContext ??= PeerName.Authenticate(HttpContext.Connection.ClientCertificate);

    protected override IDictionary<object, object> UserStateCore => HttpContext.Items!;

    protected override Metadata RequestHeadersCore
    {
        get
        {
            if (_requestHeaders is not null)
                return _requestHeaders;
            var headers = new Metadata();
            foreach (var header in HttpContext.Request.Headers)
            {
                if (WireMetadata.IsReserved(header.Key))
                    continue;
                foreach (var value in header.Value)
                    WireMetadata.Add(headers, header.Key, value ?? "");
            }

            return _requestHeaders = headers;
        }
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotImplementedException("CreatePropagationToken will be implemented in a future version.");

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        var response = HttpContext.Response;
        if (response.HasStarted || HasEnded)
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        foreach (var entry in responseHeaders)
        {
            if (string.Equals(entry.Key, WireMetadata.EncodingRequestHeader, StringComparison.Ordinal))
                UseResponseEncoding(entry.Value);
            else if (!WireMetadata.IsReserved(entry.Key))
                response.Headers.Append(entry.Key, WireMetadata.Text(entry));
        }

        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }
}
