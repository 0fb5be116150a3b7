using System.Buffers;
using Grpc.Core;

namespace Grpc.Net.Protocol;

/// <summary>Hands a received message to its deserializer.</summary>
internal sealed class MessagePayload : DeserializationContext
{
    [ThreadStatic]
    private static MessagePayload? _idle;

    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>Deserializing never waits, so one object per thread serves all messages.</summary>
    internal static T Deserialize<T>(in ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        var context = _idle ?? new MessagePayload();
        // A deserializer that reads a message inside a message gets an object of its own.
        _idle = null;
        context._payload = payload;
        try
        {
            return deserializer(context);
        }
        finally
        {
            context._payload = default;
            _idle = context;
        }
    }
}
