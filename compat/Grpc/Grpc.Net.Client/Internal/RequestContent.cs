using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;

namespace Grpc.Net.Client.Internal;

/// <summary>How the messages of one call are written.</summary>
internal sealed record RequestEncoding<T>(Action<T, SerializationContext> Serializer, int? Limit, ICompressionProvider? Compression)
{
    internal async Task WriteAsync(Stream stream, T message, WriteFlags flags, CancellationToken cancellationToken)
    {
        var (rented, length) = MessageBuffer.Serialize(message, Serializer, Limit, flags.HasFlag(WriteFlags.NoCompress) ? null : Compression, null);
        try
        {
            await stream.WriteAsync(rented.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}

/// <summary>A body of exactly one message; serialized when the transport asks, so it can be sent again.</summary>
internal sealed class SingleContent<T> : HttpContent
{
    internal static readonly MediaTypeHeaderValue GrpcMediaType = new(WireMetadata.ContentType);

    private readonly RequestEncoding<T> _encoding;
    private readonly T _message;
    private readonly WriteFlags _flags;

    internal SingleContent(RequestEncoding<T> encoding, T message, WriteFlags flags)
    {
        _encoding = encoding;
        _message = message;
        _flags = flags;
        Headers.ContentType = GrpcMediaType;
    }

    /// <summary>Transports wrap what a content throws; this is what it was.</summary>
    internal RpcException? Refusal { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            await _encoding.WriteAsync(stream, _message, _flags, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            Refusal = error;
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>A body that stays open until its writer completes it.</summary>
internal sealed class StreamContent<T> : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal StreamContent() => Headers.ContentType = SingleContent<T>.GrpcMediaType;

    internal Task<Stream> Stream => _stream.Task;

    internal void Complete() => _complete.TrySetResult();

    /// <summary>The call is over: nobody may wait for the stream any more.</summary>
    internal void Abandon()
    {
        _stream.TrySetCanceled();
        _complete.TrySetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The headers leave now: the server may speak first.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream.TrySetResult(stream);
        await _complete.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
