using System.Buffers;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;

namespace Grpc.Net.Client.Internal;

/// <summary>Takes messages out of a reply's body through one rented buffer.</summary>
internal sealed class ReplyReader(Stream body, CompressionSet compression, string? encoding, int? limit) : IDisposable
{
    private const int FirstBuffer = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;

    /// <summary>The next message, or null at the end of the body.</summary>
    internal async ValueTask<T?> ReadAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var needed = Frame.HeaderSize;
            if (_end - _start >= Frame.HeaderSize)
            {
                var header = Frame.ReadHeader(_buffer.AsSpan(_start));
                needed += Check(header);
                if (_end - _start >= needed)
                    return Take(header, deserializer);
            }

            MakeRoom(needed);
            var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return _start == _end ? null : throw Error(StatusCode.Internal, "Incomplete message.");
            _end += read;
        }
    }

    /// <summary>Reads to the end, where the trailers are; throws when another message stands there.</summary>
    internal async ValueTask ExpectEndAsync(CancellationToken cancellationToken)
    {
        if (_start != _end || await body.ReadAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false) != 0)
            throw Error(StatusCode.Internal, "Unexpected data after finished reading message.");
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        body.Dispose();
    }

    private static RpcException Error(StatusCode code, string detail) => new(new Status(code, detail));

    private int Check(FrameHeader header)
    {
        if (header.Flag > 1)
            throw Error(StatusCode.Internal, "Unexpected compressed flag value in message header.");
        if (header.Length > (uint)(limit ?? Array.MaxLength - Frame.HeaderSize))
            throw Error(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");
        return (int)header.Length;
    }

    private T Take<T>(FrameHeader header, Func<DeserializationContext, T> deserializer)
        where T : class
    {
        var payload = new ReadOnlySequence<byte>(_buffer, _start + Frame.HeaderSize, (int)header.Length);
        _start += Frame.HeaderSize + (int)header.Length;
        return header.Flag == 0 ? Deserialize(payload, deserializer) : Decompress(payload, deserializer);
    }

    /// <summary>What a parser throws may look like a broken connection (protobuf's exception is an IOException), and is none.</summary>
    private static T Deserialize<T>(in ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        try
        {
            return MessagePayload.Deserialize(payload, deserializer);
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Failed to deserialize response message. {error.GetType().Name}: {error.Message}", error));
        }
    }

    private T Decompress<T>(in ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        if (encoding is null or CompressionSet.Identity)
            throw Error(StatusCode.Internal, "Response did not name an encoding for a compressed message.");
        var provider = compression.Find(encoding) ?? throw Error(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {compression.AcceptEncoding}");
        (byte[] Buffer, int Length)? plain;
        try
        {
            plain = CompressionSet.Decompress(provider, payload, limit);
        }
        catch (InvalidDataException error)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The message is not valid {encoding}.", error));
        }

        var (bytes, length) = plain ?? throw Error(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");
        try
        {
            return Deserialize(new ReadOnlySequence<byte>(bytes, 0, length), deserializer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void MakeRoom(int needed)
    {
        if (_start == _end)
            _start = _end = 0;
        if (_start + needed <= _buffer.Length && _end < _buffer.Length)
            return;
        var pending = _end - _start;
        var larger = _buffer.Length >= needed ? _buffer : ArrayPool<byte>.Shared.Rent(needed);
        Buffer.BlockCopy(_buffer, _start, larger, 0, pending);
        if (!ReferenceEquals(larger, _buffer))
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _start = 0;
        _end = pending;
    }
}
