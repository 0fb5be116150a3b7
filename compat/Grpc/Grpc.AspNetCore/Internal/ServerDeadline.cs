using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Internal;

/// <summary>The clock of one call: when it runs out, the handler's token is cancelled and the caller gets DEADLINE_EXCEEDED at once.</summary>
internal sealed class ServerDeadline : IDisposable
{
    internal static readonly Status Exceeded = new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    private const int Http2Cancel = 8;

    /// <summary>What one timer can wait for; a longer deadline takes several rounds.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly ServerCall _call;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _timeout;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly TaskCompletionSource _expired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passed;
    private int _stopped;

    internal ServerDeadline(ServerCall call, TimeSpan timeout)
    {
        _call = call;
        _timeout = timeout;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        DueAt = DateTime.MaxValue - now > timeout ? now + timeout : DateTime.MaxValue;
        _source = CancellationTokenSource.CreateLinkedTokenSource(call.HttpContext.RequestAborted);
        Token = _source.Token;
        _timer = TimeProvider.System.CreateTimer(static state => ((ServerDeadline)state!).OnTimer(), this, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
    }

    internal DateTime DueAt { get; }

    internal CancellationToken Token { get; }

    internal bool Passed => Volatile.Read(ref _passed) != 0;

    internal void Start() => _timer.Change(_timeout < LongestTimer ? _timeout : LongestTimer, System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>The handler is done: from here on the timer does not touch the call. Waits when it is doing so just now.</summary>
    internal async ValueTask StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            await _expired.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void OnTimer()
    {
        // Not by the wall clock: it may be set while the call runs.
        var left = _timeout - TimeProvider.System.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left < LongestTimer ? left + TimeSpan.FromMilliseconds(1) : LongestTimer, System.Threading.Timeout.InfiniteTimeSpan);
            return;
        }

        if (Interlocked.CompareExchange(ref _stopped, 1, 0) == 0)
            _ = ExpireAsync();
    }

    private async Task ExpireAsync()
    {
        Volatile.Write(ref _passed, 1);
        try
        {
            var ends = _call.TryEndIfIdle();
            if (ends)
            {
                _call.Status = Exceeded;
                _call.SendStatus();
            }
            else if (!_call.HasEnded && _call.StreamsReplies)
            {
                // A write may hang on a caller that reads nothing: only a reset gets it off.
                _call.HttpContext.Features.Get<IHttpResetFeature>()?.Reset(Http2Cancel);
            }

            var cancelled = _source.CancelAsync();
            if (ends)
                await _call.HttpContext.Response.CompleteAsync().ConfigureAwait(false);
            await cancelled.ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or ObjectDisposedException or IOException or AggregateException)
        {
            // The connection went first, or a callback of the handler threw: the call is over in any case.
        }
        finally
        {
            _expired.SetResult();
        }
    }
}
