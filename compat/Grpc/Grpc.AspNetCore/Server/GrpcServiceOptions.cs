using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>How calls are served: for all services, or through the generic form for one.</summary>
public class GrpcServiceOptions
{
    internal const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    private int? _maxReceiveMessageSize = DefaultMaxReceiveMessageSize;
    private int? _maxSendMessageSize;

    /// <summary>The most bytes of one reply; null, the default, is no limit.</summary>
    public int? MaxSendMessageSize
    {
        get => _maxSendMessageSize;
        set => (_maxSendMessageSize, MaxSendMessageSizeSet) = (value, true);
    }

    /// <summary>The most bytes of one request, after decompression; 4 MiB by default, null is no limit.</summary>
    public int? MaxReceiveMessageSize
    {
        get => _maxReceiveMessageSize;
        set => (_maxReceiveMessageSize, MaxReceiveMessageSizeSet) = (value, true);
    }

    /// <summary>Whether the text of an unexpected exception goes to the caller; false by default.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>The encoding of replies, such as <c>gzip</c>, where the caller accepts it; none by default.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>gzip and deflate by default.</summary>
    public IList<ICompressionProvider> CompressionProviders { get; set; } = [];

    /// <summary>The first is the outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];

    /// <summary>When true, paths of unknown services are left to the rest of the application instead of UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    internal bool MaxSendMessageSizeSet { get; private set; }

    internal bool MaxReceiveMessageSizeSet { get; private set; }
}

/// <summary>Options of one service; what is not set here comes from the options of all.</summary>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;
