using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Net.Protocol;

namespace Grpc.AspNetCore.Internal;

/// <summary>
/// Puts messages into the response body. A message of known length that fits one segment is serialized in place, header and
/// payload in one piece of the transport's own memory; others go through a rented buffer.
/// </summary>
internal sealed class ResponseWriter : SerializationContext, IBufferWriter<byte>
{
    /// <summary>The transport's segments have 4 KiB; asking for more would allocate.</summary>
    private const int InPlace = 4096;

    [ThreadStatic]
    private static ResponseWriter? _idle;

    private int? _limit;
    private PipeWriter? _pipe;
    private MessageBuffer? _aside;
    private Memory<byte> _place;
    private int _written;
    private int _length;
    private bool _inPlace;
    private bool _complete;

    /// <summary>Serializing never waits, so one object per thread writes for all calls.</summary>
    internal static void Write<T>(MethodOptions options, PipeWriter pipe, T message, Action<T, SerializationContext> serializer, ICompressionProvider? compression)
    {
        if (compression is not null)
        {
            var (rented, length) = MessageBuffer.Serialize(message, serializer, options.MaxSend, compression, options.Level);
            pipe.Write(rented.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(rented);
            return;
        }

        var writer = _idle ?? new ResponseWriter();
        _idle = null;
        try
        {
            writer.WritePlain(options, pipe, message, serializer);
        }
        finally
        {
            writer._pipe = null;
            writer._place = default;
            _idle = writer;
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckLimit(payloadLength);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_length < 0)
        {
            _aside ??= new MessageBuffer();
            _aside.Reset(_limit);
            return _aside;
        }

        _written = 0;
        _inPlace = Frame.HeaderSize + _length <= InPlace;
        if (!_inPlace)
        {
            WriteHeader(_length);
        }
        else
        {
            _place = _pipe!.GetMemory(Frame.HeaderSize + _length);
            Frame.WriteHeader(_place.Span, _length, compressed: false);
            _place = _place.Slice(Frame.HeaderSize, _length);
        }

        return this;
    }

    public override void Complete()
    {
        if (_length < 0)
        {
            var payload = _aside!.Framed[Frame.HeaderSize..];
            CheckLimit(payload.Length);
            WriteHeader(payload.Length);
            _pipe!.Write(payload.Span);
            _aside.Release();
        }
        else
        {
            if (_written != _length)
                throw new InvalidOperationException($"The serializer announced {_length} bytes and wrote {_written}.");
            if (_inPlace)
                _pipe!.Advance(Frame.HeaderSize + _length);
        }

        _complete = true;
    }

    public override void Complete(byte[] payload)
    {
        CheckLimit(payload.Length);
        WriteHeader(payload.Length);
        _pipe!.Write(payload);
        _complete = true;
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        _written += count;
        if (_inPlace)
            _place = _place[count..];
        else
            _pipe!.Advance(count);
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => _inPlace ? _place : _pipe!.GetMemory(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => _inPlace ? _place.Span : _pipe!.GetSpan(sizeHint);

    private void WriteHeader(int length)
    {
        Frame.WriteHeader(_pipe!.GetSpan(Frame.HeaderSize), length, compressed: false);
        _pipe.Advance(Frame.HeaderSize);
    }

    private void WritePlain<T>(MethodOptions options, PipeWriter pipe, T message, Action<T, SerializationContext> serializer)
    {
        _limit = options.MaxSend;
        _pipe = pipe;
        _length = -1;
        _complete = false;
        serializer(message, this);
        if (!_complete)
            throw new InvalidOperationException("The serializer did not complete its message.");
    }

    private void CheckLimit(int length)
    {
        if (length > _limit)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
    }
}
