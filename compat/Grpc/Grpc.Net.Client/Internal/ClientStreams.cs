using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>The replies of a streaming call.</summary>
internal sealed class ClientStreamReader<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private int _reading;

    public TResponse Current { get; private set; } = null!;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");
        try
        {
            using var registration = cancellationToken.UnsafeRegister(
                static state => ((ClientCall)state!).Cancel(new Status(StatusCode.Cancelled, "Call canceled by the client.")), call);
            var reply = await call.NextAsync().ConfigureAwait(false);
            Current = reply!;
            return reply is not null;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }
}

/// <summary>The requests of a streaming call, each flushed unless it says that more follows.</summary>
internal sealed class ClientStreamWriter<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private int _writing;
    private bool _complete;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (_complete)
            throw new InvalidOperationException("Request stream has already been completed.");
        if (Interlocked.Exchange(ref _writing, 1) != 0)
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        try
        {
            using var registration = cancellationToken.UnsafeRegister(
                static state => ((ClientCall)state!).Cancel(new Status(StatusCode.Cancelled, "Call canceled by the client.")), call);
            var stream = await call.Content.Stream.ConfigureAwait(false);
            var flags = WriteOptions?.Flags ?? default;
            await call.Encoding.WriteAsync(stream, message, flags, call.Token).ConfigureAwait(false);
            if (!flags.HasFlag(WriteFlags.BufferHint))
                await stream.FlushAsync(call.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw call.WriteError(error);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        if (Volatile.Read(ref _writing) != 0)
            throw new InvalidOperationException("Can't complete the client stream writer because the previous write is in progress.");
        _complete = true;
        call.Content.Complete();
        return Task.CompletedTask;
    }
}
