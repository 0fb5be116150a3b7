using Grpc.Core;

namespace Grpc.AspNetCore.Internal;

/// <summary>The service's messages, one at a time, each flushed unless it says that more follows.</summary>
internal sealed class StreamWriter<T>(ServerCall call, Action<T, SerializationContext> serializer) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        call.CancellationToken.ThrowIfCancellationRequested();
        if (!call.TryBeginWrite())
        {
            throw new InvalidOperationException(call.HasEnded
                ? "Can't write the message because the request is complete."
                : "Can't write the message because the previous write is in progress.");
        }

        try
        {
            var response = call.HttpContext.Response;
            if (!response.HasStarted)
                await response.StartAsync(cancellationToken).ConfigureAwait(false);
            var body = response.BodyWriter;
            ResponseWriter.Write(call.Options, body, message, serializer, call.MessageCompression());
            call.MarkMessageWritten();
            if (WriteOptions is null || !WriteOptions.Flags.HasFlag(WriteFlags.BufferHint))
            {
                var flushed = await body.FlushAsync(cancellationToken).ConfigureAwait(false);
                if (flushed.IsCanceled)
                    throw new OperationCanceledException(cancellationToken);
            }
        }
        finally
        {
            call.EndWrite();
        }
    }
}
