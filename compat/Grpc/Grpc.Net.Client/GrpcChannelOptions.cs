using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Net.Client;

/// <summary>How a channel connects and what its calls may carry.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Must agree with the address: insecure for http, TLS for https; null takes what the address says.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The most bytes of one request; null, the default, is no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The most bytes of one reply, after decompression; 4 MiB by default, null is no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>gzip and deflate when null.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    /// <summary>Sends through this client; not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Sends through this handler; a <see cref="SocketsHttpHandler"/> of the channel's own when both are null.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether disposing the channel disposes the given client or handler; false by default.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a cancelled or late call throws <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether call credentials may travel without TLS; false by default.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>HTTP/2 when null.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>Exactly that version when null.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }
}
