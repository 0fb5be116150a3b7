using Grpc.Core;

namespace Grpc.AspNetCore.Internal;

/// <summary>The caller's messages, one at a time.</summary>
internal sealed class StreamReader<T>(ServerCall call, Func<DeserializationContext, T> deserializer) : IAsyncStreamReader<T>
    where T : class
{
    private int _reading;
    private bool _end;

    public T Current { get; private set; } = null!;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (call.HasEnded)
            throw EndedError();
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");
        try
        {
            if (_end)
                return false;
            var message = await ReadAsync(cancellationToken).ConfigureAwait(false);
            _end = message is null;
            Current = message!;
            return !_end;
        }
        catch (OperationCanceledException) when (call.DeadlinePassed)
        {
            throw new RpcException(ServerDeadline.Exceeded);
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    private async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        var body = call.HttpContext.Request.BodyReader;
        // The transport ends a read when the caller goes; only a deadline or the reader's own token need watching.
        if (!call.HasDeadline)
            return await RequestReader.ReadNextAsync(call, body, deserializer, cancellationToken).ConfigureAwait(false);
        if (!cancellationToken.CanBeCanceled || cancellationToken == call.CancellationToken)
            return await RequestReader.ReadNextAsync(call, body, deserializer, call.CancellationToken).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
        return await RequestReader.ReadNextAsync(call, body, deserializer, either.Token).ConfigureAwait(false);
    }

    private Exception EndedError() =>
        call.DeadlinePassed
            ? new RpcException(ServerDeadline.Exceeded)
            : new InvalidOperationException("Can't read messages after the request is complete.");
}
