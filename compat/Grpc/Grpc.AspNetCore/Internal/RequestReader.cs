using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;

namespace Grpc.AspNetCore.Internal;

/// <summary>Takes messages out of the request body, straight from the transport's pipe.</summary>
internal static class RequestReader
{
    /// <summary>
    /// The only message of the body. Returns as soon as it is whole: most callers say in a frame of its own that nothing follows, and waiting
    /// for that frame would cost every call a turn of the scheduler. <see cref="ExpectEndAsync"/> looks at the rest before anything is answered.
    /// </summary>
    internal static async ValueTask<T> ReadSingleAsync<T>(ServerCall call, PipeReader body, Func<DeserializationContext, T> deserializer)
        where T : class
    {
        while (true)
        {
            var result = await body.ReadAsync().ConfigureAwait(false);
            var buffer = result.Buffer;
            if (result.IsCanceled)
                throw ServerErrors.Cancelled();
            if (TryTake(call, buffer, deserializer, out var consumed) is { } message)
            {
                if (!buffer.Slice(consumed).IsEmpty)
                    throw ServerErrors.AdditionalData();
                call.RequestHasEnded = result.IsCompleted;
                body.AdvanceTo(consumed);
                return message;
            }

            body.AdvanceTo(consumed, buffer.End);
            if (result.IsCompleted)
                throw ServerErrors.IncompleteMessage();
        }
    }

    /// <summary>Throws when something follows the only message.</summary>
    internal static ValueTask ExpectEndAsync(ServerCall call, PipeReader body)
    {
        return call.RequestHasEnded ? default : AwaitEnd(call, body);

        static async ValueTask AwaitEnd(ServerCall call, PipeReader body)
        {
            while (true)
            {
                var result = await body.ReadAsync(call.HasDeadline ? call.CancellationToken : default).ConfigureAwait(false);
                if (result.IsCanceled)
                    throw ServerErrors.Cancelled();
                if (!result.Buffer.IsEmpty)
                    throw ServerErrors.AdditionalData();
                body.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    return;
            }
        }
    }

    /// <summary>The next message, or null at the end of the body.</summary>
    internal static async ValueTask<T?> ReadNextAsync<T>(
        ServerCall call, PipeReader body, Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (result.IsCanceled)
                throw ServerErrors.Cancelled();
            var consumed = buffer.Start;
            if (!buffer.IsEmpty && TryTake(call, buffer, deserializer, out consumed) is { } message)
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

    private static T? TryTake<T>(ServerCall call, in ReadOnlySequence<byte> buffer, Func<DeserializationContext, T> deserializer, out SequencePosition consumed)
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
        return provider is null ? MessagePayload.Deserialize(payload, deserializer) : Decompress(call, payload, provider, deserializer);
    }

    private static T Decompress<T>(ServerCall call, in ReadOnlySequence<byte> payload, ICompressionProvider provider, Func<DeserializationContext, T> deserializer)
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
            return MessagePayload.Deserialize(new ReadOnlySequence<byte>(bytes, 0, length), deserializer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
