using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;

namespace Grpc.AspNetCore.Internal;

/// <summary>Takes messages out of the request body, straight from the transport's pipe.</summary>
internal sealed class RequestReader(ServerCall call)
{
    private readonly MessagePayload _payload = new();

    /// <summary>The only message of the body; anything less or more is an error of the caller.</summary>
    internal async ValueTask<T> ReadSingleAsync<T>(PipeReader body, Func<DeserializationContext, T> deserializer)
        where T : class
    {
        T? message = null;
        while (true)
        {
            var result = await body.ReadAsync().ConfigureAwait(false);
            var buffer = result.Buffer;
            if (result.IsCanceled)
                throw ServerErrors.Cancelled();
            var consumed = buffer.Start;
            if (message is null)
                message = TryTake(buffer, deserializer, out consumed);
            if (message is not null && !buffer.Slice(consumed).IsEmpty)
                throw ServerErrors.AdditionalData();
            if (result.IsCompleted)
            {
                body.AdvanceTo(consumed, buffer.End);
                return message ?? throw ServerErrors.IncompleteMessage();
            }

            body.AdvanceTo(consumed, buffer.End);
        }
    }

    /// <summary>The next message, or null at the end of the body.</summary>
    internal async ValueTask<T?> ReadNextAsync<T>(PipeReader body, Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (result.IsCanceled)
                throw ServerErrors.Cancelled();
            var consumed = buffer.Start;
            if (!buffer.IsEmpty && TryTake(buffer, deserializer, out consumed) is { } message)
            {
                // Only what was taken counts as seen: another whole message may be in the buffer already.
                body.AdvanceTo(consumed);
                return message;
            }

            if (result.IsCompleted)
            {
                var rest = buffer.Slice(consumed).IsEmpty;
                body.AdvanceTo(consumed, buffer.End);
                return rest ? null : throw ServerErrors.IncompleteMessage();
            }

            body.AdvanceTo(consumed, buffer.End);
        }
    }

    private T? TryTake<T>(in ReadOnlySequence<byte> buffer, Func<DeserializationContext, T> deserializer, out SequencePosition consumed)
        where T : class
    {
        consumed = buffer.Start;
        if (Frame.ReadHeader(buffer) is not { } header)
            return null;
        if (header.Flag > 1)
            throw ServerErrors.BadCompressedFlag();
        // Before waiting for the rest: a length that lies costs the caller, not us.
        if (header.Length > (uint)(call.Options.MaxReceive ?? int.MaxValue))
            throw ServerErrors.TooLargeToReceive();
        var provider = header.Flag == 1 ? call.RequestCompression() : null;
        if (buffer.Length - Frame.HeaderSize < header.Length)
            return null;
        var payload = buffer.Slice(Frame.HeaderSize, header.Length);
        consumed = payload.End;
        return provider is null ? _payload.Deserialize(payload, deserializer) : Decompress(payload, provider, deserializer);
    }

    private T Decompress<T>(in ReadOnlySequence<byte> payload, ICompressionProvider provider, Func<DeserializationContext, T> deserializer)
    {
        (byte[] Buffer, int Length)? plain;
        try
        {
            plain = CompressionSet.Decompress(provider, payload, call.Options.MaxReceive);
        }
        catch (InvalidDataException)
        {
            throw ServerErrors.NotOfEncoding(provider.EncodingName);
        }

        var (bytes, length) = plain ?? throw ServerErrors.TooLargeToReceive();
        try
        {
            return _payload.Deserialize(new ReadOnlySequence<byte>(bytes, 0, length), deserializer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
