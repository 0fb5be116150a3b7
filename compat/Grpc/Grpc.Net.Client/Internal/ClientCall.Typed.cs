using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;

namespace Grpc.Net.Client.Internal;

/// <summary>One call being made: sends the request, checks the reply, reads messages and status.</summary>
internal sealed class ClientCall<TRequest, TResponse> : ClientCall
    where TRequest : class
    where TResponse : class
{
    private const string UserAgent = "grpc-dotnet/2.85.0";

    private readonly Method<TRequest, TResponse> _method;
    private readonly string? _host;
    private readonly TaskCompletionSource<ReplyReader?>? _ready;
    private StreamContent<TRequest>? _content;
    private RequestEncoding<TRequest>? _encoding;

    internal ClientCall(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
        : base(channel, method, options)
    {
        _method = method;
        _host = host;
        if (method.Type is MethodType.ServerStreaming or MethodType.DuplexStreaming)
            _ready = new TaskCompletionSource<ReplyReader?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
            _content = new StreamContent<TRequest>();
        Replies = _ready is null ? null! : new ClientStreamReader<TRequest, TResponse>(this);
        Requests = _content is null ? null! : new ClientStreamWriter<TRequest, TResponse>(this);
    }

    internal ClientStreamReader<TRequest, TResponse> Replies { get; }

    internal ClientStreamWriter<TRequest, TResponse> Requests { get; }

    internal StreamContent<TRequest> Content => _content!;

    internal RequestEncoding<TRequest> Encoding => _encoding!;

    /// <summary>
    /// A call with one reply: the request, or the stream of them when null, goes out, and the reply comes back.
    /// One state machine, because most calls are this.
    /// </summary>
    internal async Task<TResponse> SingleReplyAsync(TRequest? request)
    {
        SingleContent<TRequest>? single = null;
        try
        {
            Begin();
            var message = Channel.CallCredentials.Count > 0 || Options.Credentials is not null
                ? await CreateWithCredentialsAsync().ConfigureAwait(false)
                : CreateRequest(Options.Headers);
            single = request is null ? null : new SingleContent<TRequest>(_encoding!, request, Options.WriteOptions?.Flags ?? default);
            message.Content = (HttpContent?)single ?? _content;
            var response = await SendAsync(message).ConfigureAwait(false);
            HasResponse(response);
            using var reader = await OpenAsync(response).ConfigureAwait(false);
            TResponse? reply = null;
            if (reader is not null)
            {
                reply = await reader.ReadAsync(_method.ResponseMarshaller.ContextualDeserializer, Token).ConfigureAwait(false);
                if (reply is not null)
                    await reader.ExpectEndAsync(Token).ConfigureAwait(false);
                if (reply is null && ResponseMetadata.Status(response.TrailingHeaders) is { StatusCode: StatusCode.OK })
                    throw NoMessage();
                FinishFrom(response.TrailingHeaders);
            }

            var status = Status();
            if (status.StatusCode != StatusCode.OK)
                throw new RpcException(status, Trailers());
            return reply!;
        }
        catch (Exception error)
        {
            // Transports wrap what a content throws.
            throw ToThrow(Fail(single?.Refusal ?? error));
        }
        finally
        {
            _content?.Abandon();
        }
    }

    internal void StartServerStreaming(TRequest request) => _ = StartStreamingAsync(request);

    internal void StartDuplexStreaming() => _ = StartStreamingAsync(null);

    /// <summary>The next reply of a stream; null at its end, with the status checked.</summary>
    internal async Task<TResponse?> NextAsync()
    {
        try
        {
            var reader = await _ready!.Task.ConfigureAwait(false);
            if (reader is null || IsOver)
                return EndOfStream();
            var reply = await reader.ReadAsync(_method.ResponseMarshaller.ContextualDeserializer, Token).ConfigureAwait(false);
            if (reply is not null)
                return reply;
            FinishFrom(Response!.TrailingHeaders);
            reader.Dispose();
            _content?.Abandon();
            return EndOfStream();
        }
        catch (Exception error)
        {
            _content?.Abandon();
            throw ToThrow(Fail(error));
        }
    }

    /// <summary>What a failed write means: the status of the call when it is over, else what the transport said.</summary>
    internal Exception WriteError(Exception error)
    {
        if (IsOver)
        {
            var status = Status();
            return status.StatusCode == StatusCode.OK
                ? new InvalidOperationException("Can't write the message because the call is complete.")
                : ToThrow(new RpcException(status, Trailers()));
        }

        return ToThrow(new RpcException(CauseOf(error)));
    }

    protected override void OnCancelled() => _content?.Abandon();

    private static RpcException NoMessage() => new(new Status(StatusCode.Internal, "The response says OK and has no message."));

    private TResponse? EndOfStream()
    {
        var status = Status();
        return status.StatusCode == StatusCode.OK ? null : throw new RpcException(status, Trailers());
    }

    private async Task StartStreamingAsync(TRequest? request)
    {
        SingleContent<TRequest>? single = null;
        try
        {
            Begin();
            var message = Channel.CallCredentials.Count > 0 || Options.Credentials is not null
                ? await CreateWithCredentialsAsync().ConfigureAwait(false)
                : CreateRequest(Options.Headers);
            single = request is null ? null : new SingleContent<TRequest>(_encoding!, request, Options.WriteOptions?.Flags ?? default);
            message.Content = (HttpContent?)single ?? _content;
            var response = await SendAsync(message).ConfigureAwait(false);
            HasResponse(response);
            _ready!.TrySetResult(await OpenAsync(response).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            _ready!.TrySetException(Fail(single?.Refusal ?? error));
            _ = _ready.Task.Exception;
            _content?.Abandon();
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message) =>
        Channel.Invoker is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Token)
            : Channel.Invoker.SendAsync(message, Token);

    /// <summary>The reader of the body, or null when the reply was its trailers only and the call is over.</summary>
    private async ValueTask<ReplyReader?> OpenAsync(HttpResponseMessage response)
    {
        var status = ResponseMetadata.Status(response.Headers);
        if (status is not null)
        {
            if (_ready is null && status.Value.StatusCode == StatusCode.OK)
                throw NoMessage();
            FinishFrom(response.Headers);
            _content?.Abandon();
            response.Dispose();
            return null;
        }

        if (response.StatusCode != System.Net.HttpStatusCode.OK)
            throw new RpcException(TransportErrors.OfHttp(response.StatusCode));
        if (!IsGrpc(response.Content.Headers))
        {
            var type = response.Content.Headers.ContentType;
            throw new RpcException(new Status(StatusCode.Cancelled, type is null ? "Bad gRPC response. Response did not have a content-type header." : $"Bad gRPC response. Invalid content-type value: {type}"));
        }

        var encoding = response.Headers.NonValidated.TryGetValues(WireMetadata.EncodingHeader, out var values) ? values.ToString() : null;
        var body = await response.Content.ReadAsStreamAsync(Token).ConfigureAwait(false);
        return new ReplyReader(body, Channel.Compression, encoding, Channel.Options.MaxReceiveMessageSize);
    }

    private static bool IsGrpc(System.Net.Http.Headers.HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var type) && ContentTypes.IsGrpc(type.ToString());

    private async ValueTask<HttpRequestMessage> CreateWithCredentialsAsync()
    {
        if (!Channel.Secure && !Channel.Options.UnsafeUseInsecureChannelCallCredentials)
            throw new RpcException(new Status(StatusCode.Internal, "The call has credentials, and the channel has no TLS to protect them."));
        var metadata = new Metadata();
        foreach (var entry in Options.Headers ?? Metadata.Empty)
            metadata.Add(entry);
        IEnumerable<CallCredentials> credentials = Options.Credentials is null ? Channel.CallCredentials : [.. Channel.CallCredentials, Options.Credentials];
        var context = new AuthInterceptorContext($"{Channel.Address.Scheme}://{Channel.Address.Authority}/{_method.ServiceName}", _method.Name, Token);
        await CallSecurity.ApplyAsync(credentials, context, metadata).ConfigureAwait(false);
        return CreateRequest(metadata);
    }

    private HttpRequestMessage CreateRequest(Metadata? metadata)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Channel.UriOf(_method)) { Version = Channel.Version, VersionPolicy = Channel.VersionPolicy };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("TE", "trailers");
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation(WireMetadata.AcceptEncodingHeader, Channel.Compression.AcceptEncoding);
        if (TimeoutHeader() is { } timeout)
            headers.TryAddWithoutValidation(WireMetadata.TimeoutHeader, timeout);
        if (_host is not null)
            headers.Host = _host;
        ICompressionProvider? compression = null;
        if (metadata is { Count: > 0 })
            compression = AddMetadata(headers, metadata);
        _encoding = new RequestEncoding<TRequest>(_method.RequestMarshaller.ContextualSerializer, Channel.Options.MaxSendMessageSize, compression);
        return message;
    }

    private ICompressionProvider? AddMetadata(System.Net.Http.Headers.HttpRequestHeaders headers, Metadata metadata)
    {
        ICompressionProvider? compression = null;
        foreach (var entry in metadata)
        {
            if (entry.Key == WireMetadata.EncodingRequestHeader)
            {
                compression = Channel.Compression.Find(entry.Value) ??
                    throw new RpcException(new Status(StatusCode.Internal, $"Could not find compression provider for '{entry.Value}'."));
                headers.TryAddWithoutValidation(WireMetadata.EncodingHeader, compression.EncodingName);
            }
            else if (!WireMetadata.IsReserved(entry.Key))
            {
                headers.TryAddWithoutValidation(entry.Key, WireMetadata.Text(entry));
            }
        }

        return compression;
    }
}
