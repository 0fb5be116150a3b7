using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Net.Protocol;

/// <summary>
/// Serializes one message with its frame header into a rented array. <see cref="Framed"/> is valid until the next
/// <see cref="Reset"/> or <see cref="Release"/>.
/// </summary>
internal sealed class MessageBuffer : SerializationContext, IBufferWriter<byte>
{
    [ThreadStatic]
    private static MessageBuffer? _idle;

    private byte[] _buffer = [];
    private int _length;
    private int? _limit;
    private bool _complete;

    /// <summary>Header and message.</summary>
    internal ReadOnlyMemory<byte> Framed => _buffer.AsMemory(0, _length);

    /// <param name="limit">The most bytes a message may have; null is no limit.</param>
    internal void Reset(int? limit)
    {
        _limit = limit;
        _length = Frame.HeaderSize;
        _complete = false;
    }

    /// <summary>
    /// Header and message in a rented array, which the caller returns. Serializing never waits, so one object per thread does it for all.
    /// </summary>
    internal static (byte[] Rented, int Length) Serialize<T>(
        T message, Action<T, SerializationContext> serializer, int? limit, ICompressionProvider? compression, CompressionLevel? level)
    {
        var buffer = _idle ?? new MessageBuffer();
        _idle = null;
        try
        {
            buffer.Fill(message, serializer, limit, compression, level);
            var result = (buffer._buffer, buffer._length);
            buffer._buffer = [];
            return result;
        }
        finally
        {
            buffer.Release();
            _idle = buffer;
        }
    }

    internal void Release()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckLimit(payloadLength);
        Ensure(payloadLength);
    }

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void Complete(byte[] payload)
    {
        CheckLimit(payload.Length);
        Ensure(payload.Length);
        payload.CopyTo(_buffer.AsSpan(_length));
        _length += payload.Length;
        _complete = true;
    }

    public override void Complete() => _complete = true;

    void IBufferWriter<byte>.Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _length));
        _length += count;
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_length);
    }

    private void Fill<T>(T message, Action<T, SerializationContext> serializer, int? limit, ICompressionProvider? compression, CompressionLevel? level)
    {
        Reset(limit);
        serializer(message, this);
        if (!_complete)
            throw new InvalidOperationException("The serializer did not complete its message.");
        // An empty message never asked for room.
        Ensure(0);
        CheckLimit(_length - Frame.HeaderSize);
        if (compression is null)
            Frame.WriteHeader(_buffer, _length - Frame.HeaderSize, compressed: false);
        else
            Compress(compression, level);
    }

    private void CheckLimit(int length)
    {
        if (length > _limit)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
    }

    private void Ensure(int more)
    {
        var needed = checked(Math.Max(_length, Frame.HeaderSize) + more);
        if (needed <= _buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(_buffer.Length * 2, Array.MaxLength)));
        if (_buffer.Length > 0)
        {
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }

    private void Compress(ICompressionProvider compression, CompressionLevel? level)
    {
        using var output = new MemoryStream(_length);
        output.SetLength(Frame.HeaderSize);
        output.Position = Frame.HeaderSize;
        using (var stream = compression.CreateCompressionStream(output, level))
            stream.Write(_buffer, Frame.HeaderSize, _length - Frame.HeaderSize);
        var size = (int)output.Length;
        _length = Math.Min(_length, Frame.HeaderSize);
        Ensure(size);
        output.GetBuffer().AsSpan(0, size).CopyTo(_buffer);
        _length = size;
        Frame.WriteHeader(_buffer, size - Frame.HeaderSize, compressed: true);
    }
}
