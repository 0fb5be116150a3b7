using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client.Internal;
using Grpc.Net.Compression;

namespace Grpc.Net.Client;

/// <summary>An address and the HTTP/2 connections to it, shared by all clients made from the channel. Make one, keep it, use it from any thread.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly ConcurrentDictionary<IMethod, Uri> _uris = new();
    private readonly RunningCalls _calls = new();
    private readonly bool _ownsInvoker;
    private int _disposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        if (options.HttpClient is not null && options.HttpHandler is not null)
            throw new ArgumentException("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.", nameof(options));
        Address = address;
        Options = options;
        Compression = new CompressionSet(options.CompressionProviders ?? CompressionSet.Default());
        Secure = address.Scheme == Uri.UriSchemeHttps;
        CallCredentials = ChannelSecurity.Check(options.Credentials, Secure, options.UnsafeUseInsecureChannelCallCredentials);
        Version = options.HttpVersion ?? HttpVersion.Version20;
        VersionPolicy = options.HttpVersionPolicy ?? HttpVersionPolicy.RequestVersionExact;
        _ownsInvoker = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        Invoker = (HttpMessageInvoker?)options.HttpClient ?? new HttpMessageInvoker(options.HttpHandler ?? DefaultHandler(), disposeHandler: _ownsInvoker);
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal CompressionSet Compression { get; }

    internal bool Secure { get; }

    internal IReadOnlyList<CallCredentials> CallCredentials { get; }

    internal Version Version { get; }

    internal HttpVersionPolicy VersionPolicy { get; }

    internal HttpMessageInvoker Invoker { get; }

    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <param name="address">Absolute, http or https.</param>
    /// <param name="channelOptions">Read once, here.</param>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"The address '{address}' is not an absolute http or https address.", nameof(address));
        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return new HttpClientCallInvoker(this);
    }

    /// <summary>Ends every call that is still running, and the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _calls.End();
        if (_ownsInvoker)
            Invoker.Dispose();
    }

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    internal Uri UriOf(IMethod method) => _uris.TryGetValue(method, out var uri) ? uri : _uris.GetOrAdd(method, static (m, address) => new Uri(address, m.FullName), Address);

    internal RunningCalls Calls => _calls;

    private static SocketsHttpHandler DefaultHandler() => new()
    {
        // One connection carries about 100 streams; without this the 101st call would wait for one of them.
        EnableMultipleHttp2Connections = true,
    };
}
