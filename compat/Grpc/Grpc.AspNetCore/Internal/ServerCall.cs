using System.Globalization;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Internal;

/// <summary>
/// One call being served. It ends exactly once: by its handler, by an error, or by its deadline; whoever takes
/// <see cref="TryEnd"/> sends the status.
/// </summary>
internal sealed partial class ServerCall : ServerCallContext
{
    private static readonly string[] StatusTexts = [.. Enumerable.Range(0, 17).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private const int Idle = 0;
    private const int Writing = 1;
    private const int Ended = 2;

    private readonly IMethod _method;
    private int _gate;
    private bool _messageWritten;
    private ServerDeadline? _deadline;
    private ICompressionProvider? _responseCompression;
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private AuthContext? _authContext;

    internal ServerCall(HttpContext httpContext, MethodOptions options, IMethod method)
    {
        HttpContext = httpContext;
        Options = options;
        _method = method;
    }

    internal HttpContext HttpContext { get; }

    internal MethodOptions Options { get; }

    internal bool HasEnded => Volatile.Read(ref _gate) == Ended;

    /// <summary>Whether the caller has said that its body is over.</summary>
    internal bool RequestHasEnded { get; set; }

    internal bool StreamsReplies => _method.Type is MethodType.ServerStreaming or MethodType.DuplexStreaming;

    internal bool HasDeadline => _deadline is not null;

    internal bool DeadlinePassed => _deadline is { Passed: true };

    /// <summary>Reads the call's own headers and starts its clock.</summary>
    internal void Begin()
    {
        var headers = HttpContext.Request.Headers;
        var timeout = headers.GrpcTimeout;
        if (timeout.Count > 0)
        {
            var length = WireTimeout.Decode(timeout.ToString()) ?? throw new RpcException(new Status(StatusCode.InvalidArgument, "Invalid grpc-timeout."));
            _deadline = new ServerDeadline(this, length);
            _deadline.Start();
        }

        var response = HttpContext.Response;
        response.ContentType = WireMetadata.ContentType;
        if (Options.ResponseEncoding is { } encoding)
            UseResponseEncoding(encoding);
    }

    /// <summary>The decompressor of this call's request messages; throws the protocol's error when there is none.</summary>
    internal ICompressionProvider RequestCompression()
    {
        var encoding = HttpContext.Request.Headers.GrpcEncoding.ToString();
        if (encoding.Length == 0)
            throw ServerErrors.NoEncodingNamed();
        if (string.Equals(encoding, CompressionSet.Identity, StringComparison.Ordinal))
            throw ServerErrors.IdentityCompressed();
        if (Options.Compression.Find(encoding) is { } provider)
            return provider;
        if (!HttpContext.Response.HasStarted)
            HttpContext.Response.Headers.GrpcAcceptEncoding = Options.Compression.AcceptEncoding;
        throw ServerErrors.UnknownEncoding(encoding, Options.Compression.AcceptEncoding);
    }

    /// <summary>Writes the only message of a reply. Nothing is flushed: status and message leave together.</summary>
    internal async ValueTask WriteSingleAsync<T>(T message, Action<T, SerializationContext> serializer)
    {
        if (!TryBeginWrite())
            return;
        try
        {
            if (!HttpContext.Response.HasStarted)
                await HttpContext.Response.StartAsync().ConfigureAwait(false);
            ResponseWriter.Write(Options, HttpContext.Response.BodyWriter, message, serializer, MessageCompression());
            _messageWritten = true;
        }
        finally
        {
            EndWrite();
        }
    }

    /// <summary>Ends with the status that the handler left.</summary>
    internal ValueTask EndAsync()
    {
        if (_deadline is not null)
            return EndWithDeadlineAsync();
        if (TryEnd())
            SendStatus();
        return default;
    }

    /// <summary>Ends with the status of an exception.</summary>
    internal ValueTask FailAsync(Exception exception)
    {
        if (exception is RpcException refusal)
        {
            StatusCore = refusal.Status;
            foreach (var entry in refusal.Trailers)
                ResponseTrailers.Add(entry);
        }
        else if (HttpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            StatusCore = Status.DefaultCancelled;
        }
        else
        {
            var detail = Options.DetailedErrors ? $"Exception was thrown by handler. {exception.GetType().Name}: {exception.Message}" : "Exception was thrown by handler.";
            StatusCore = new Status(StatusCode.Unknown, detail, exception);
        }

        return EndAsync();
    }

    private async ValueTask EndWithDeadlineAsync()
    {
        await _deadline!.StopAsync().ConfigureAwait(false);
        if (TryEnd())
        {
            if (DeadlinePassed)
                StatusCore = ServerDeadline.Exceeded;
            SendStatus();
        }

        _deadline.Dispose();
    }

    /// <summary>True for the one caller that now sends the status.</summary>
    internal bool TryEnd() => Interlocked.Exchange(ref _gate, Ended) != Ended;

    /// <summary>Like <see cref="TryEnd"/>, but not while a message is being written.</summary>
    internal bool TryEndIfIdle() => Interlocked.CompareExchange(ref _gate, Ended, Idle) == Idle;

    internal bool TryBeginWrite() => Interlocked.CompareExchange(ref _gate, Writing, Idle) == Idle;

    internal void EndWrite() => Interlocked.CompareExchange(ref _gate, Idle, Writing);

    internal void MarkMessageWritten() => _messageWritten = true;

    /// <summary>Before the first byte the status goes into the headers (trailers-only), afterwards into the trailers.</summary>
    internal void SendStatus()
    {
        var response = HttpContext.Response;
        IHeaderDictionary target;
        if (response.HasStarted || _messageWritten)
        {
            target = HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers ?? throw new InvalidOperationException("The transport has no trailers.");
        }
        else
        {
            target = response.Headers;
            target.Remove(WireMetadata.EncodingHeader);
        }

        if (_responseTrailers is { Count: > 0 } trailers)
            foreach (var entry in trailers)
                if (!WireMetadata.IsReserved(entry.Key))
                    target.Append(entry.Key, WireMetadata.Text(entry));

        var status = StatusCore;
        var code = (int)status.StatusCode;
        target.GrpcStatus = (uint)code < (uint)StatusTexts.Length ? StatusTexts[code] : code.ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(status.Detail))
            target.GrpcMessage = StatusMessage.Encode(status.Detail);
    }

    /// <summary>The compression of the next message, or null.</summary>
    internal ICompressionProvider? MessageCompression() =>
        _responseCompression is not null && WriteOptionsCore is { } options && options.Flags.HasFlag(WriteFlags.NoCompress) ? null : _responseCompression;

    private void UseResponseEncoding(string encoding)
    {
        foreach (var line in HttpContext.Request.Headers.GrpcAcceptEncoding)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (!line.AsSpan(range).Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase) || Options.Compression.Find(encoding) is not { } provider)
                    continue;
                _responseCompression = provider;
                HttpContext.Response.Headers.GrpcEncoding = new StringValues(encoding);
                return;
            }
        }
    }
}
