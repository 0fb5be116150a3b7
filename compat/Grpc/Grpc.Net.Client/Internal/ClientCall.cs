using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Protocol;

namespace Grpc.Net.Client.Internal;

/// <summary>
/// One call being made, without its message types: its cancellation, its deadline, its headers and its one end.
/// </summary>
internal abstract class ClientCall : IDisposable
{
    /// <summary>What one timer can wait for; a longer deadline takes several rounds.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource<Metadata>? _headers;
    private CancellationTokenRegistration _registration;
    private ITimer? _timer;
    private long _began;
    private TimeSpan _timeout;
    private Status? _cause;
    private Status? _status;
    private Metadata? _trailers;
    private HttpResponseHeaders? _unreadTrailers;

    protected ClientCall(GrpcChannel channel, IMethod method, CallOptions options)
    {
        if (options.Deadline is { } deadline && deadline.Kind != DateTimeKind.Utc && deadline != DateTime.MaxValue && deadline != DateTime.MinValue)
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
        Channel = channel;
        Method = method;
        Options = options;
    }

    internal GrpcChannel Channel { get; }

    internal IMethod Method { get; }

    internal CallOptions Options { get; }

    /// <summary>Cancelled when the call has to stop, for whatever reason.</summary>
    internal CancellationToken Token => _source.Token;

    internal ClientCall? Next { get; set; }

    internal ClientCall? Previous { get; set; }

    protected HttpResponseMessage? Response { get; private set; }

    internal bool IsOver
    {
        get
        {
            lock (_lock)
                return _status is not null;
        }
    }

    /// <summary>The reply's headers; fails when the call fails without any.</summary>
    internal Task<Metadata> HeadersAsync()
    {
        lock (_lock)
        {
            if (_headers is null)
            {
                _headers = new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Response is not null)
                    CompleteHeaders(_headers, Response);
                else if (_status is { } status)
                    _headers.SetException(new RpcException(status, _trailers ?? Metadata.Empty));
                _ = _headers.Task.Exception;
            }

            return _headers.Task;
        }
    }

    /// <summary>Throws while the call is running.</summary>
    internal Status Status()
    {
        lock (_lock)
            return _status ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");
    }

    internal Metadata Trailers()
    {
        lock (_lock)
        {
            if (_status is null)
                throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");
            return _trailers ??= _unreadTrailers is null ? [] : ReadTrailers(_unreadTrailers);
        }
    }

    public void Dispose() => Cancel(new Status(StatusCode.Cancelled, "gRPC call disposed."));

    /// <summary>Stops the call, unless it is over; the first cause is the one that callers see.</summary>
    internal void Cancel(Status cause)
    {
        lock (_lock)
        {
            if (_status is not null)
                return;
            _cause ??= cause;
        }

        try
        {
            _source.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the transport failed: the call ends all the same.
        }

        OnCancelled();
    }

    /// <summary>Joins the channel and starts the deadline. Throws the status of a call that is over before it begins.</summary>
    protected void Begin()
    {
        var token = Options.CancellationToken;
        if (token.IsCancellationRequested)
            throw new RpcException(ByCaller);
        Channel.Calls.Add(this);
        if (Options.Deadline is { } deadline && deadline != DateTime.MaxValue)
            StartDeadline(deadline);
        if (token.CanBeCanceled)
            _registration = token.UnsafeRegister(static call => ((ClientCall)call!).Cancel(ByCaller), this);
    }

    /// <summary>What is left of the deadline, as it goes on the wire; null without one.</summary>
    protected string? TimeoutHeader() =>
        Options.Deadline is { } deadline && deadline != DateTime.MaxValue ? WireTimeout.Encode(deadline - TimeProvider.System.GetUtcNow().UtcDateTime) : null;

    protected void HasResponse(HttpResponseMessage response)
    {
        lock (_lock)
        {
            Response = response;
            if (_headers is not null)
                CompleteHeaders(_headers, response);
        }
    }

    /// <summary>The end that the reply says. Few callers look at its trailers, so they are read when asked for.</summary>
    protected void FinishFrom(HttpResponseHeaders trailers)
    {
        _unreadTrailers = trailers;
        Finish(ResponseMetadata.Status(trailers) ?? new Status(StatusCode.Cancelled, "No grpc-status found on response."), null);
    }

    /// <summary>The one end. Returns the status that counts: the first.</summary>
    protected Status Finish(Status status, Metadata? trailers)
    {
        lock (_lock)
        {
            if (_status is { } earlier)
                return earlier;
            _status = status;
            _trailers = trailers;
            if (Response is null && _headers is not null)
            {
                _headers.TrySetException(new RpcException(status, trailers ?? Metadata.Empty));
                _ = _headers.Task.Exception;
            }
        }

        _registration.Unregister();
        _timer?.Dispose();
        Channel.Calls.Remove(this);
        return status;
    }

    /// <summary>Ends the call with the status behind an exception.</summary>
    protected RpcException Fail(Exception error)
    {
        var refusal = error as RpcException;
        var status = Finish(refusal?.Status ?? CauseOf(error), refusal?.Trailers);
        Response?.Dispose();
        return refusal is not null && refusal.Status.Equals(status) ? refusal : new RpcException(status, Trailers());
    }

    /// <summary>The cause of the cancellation if there was one, else what the transport said.</summary>
    protected Status CauseOf(Exception error)
    {
        lock (_lock)
            if (_cause is { } cause)
                return cause;
        return TransportErrors.Map(error, Channel.Address);
    }

    /// <summary>What a caller gets for a failed call.</summary>
    protected Exception ToThrow(RpcException error) =>
        Channel.Options.ThrowOperationCanceledOnCancellation && error.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded && Token.IsCancellationRequested
            ? new OperationCanceledException(error.Message, error, Options.CancellationToken.IsCancellationRequested ? Options.CancellationToken : Token)
            : error;

    protected virtual void OnCancelled()
    {
    }

    private static Status ByCaller => new(StatusCode.Cancelled, "Call canceled by the client.");

    private static Status ByDeadline => new(StatusCode.DeadlineExceeded, "");

    private static Metadata ReadTrailers(HttpResponseHeaders trailers)
    {
        try
        {
            return ResponseMetadata.Read(trailers);
        }
        catch (FormatException error)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The response has a binary trailer that is not base64.", error));
        }
    }

    private static void CompleteHeaders(TaskCompletionSource<Metadata> headers, HttpResponseMessage response)
    {
        try
        {
            headers.TrySetResult(ResponseMetadata.Read(response.Headers));
        }
        catch (FormatException error)
        {
            headers.TrySetException(new RpcException(new Status(StatusCode.Internal, "The response has a binary header that is not base64.", error)));
        }
    }

    private void StartDeadline(DateTime deadline)
    {
        var left = deadline - TimeProvider.System.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero)
            throw new RpcException(ByDeadline);
        (_began, _timeout) = (TimeProvider.System.GetTimestamp(), left);
        _timer = TimeProvider.System.CreateTimer(static call => ((ClientCall)call!).OnTimer(), this, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
        Arm(left);
    }

    private void Arm(TimeSpan left) => _timer!.Change(left < LongestTimer ? left : LongestTimer, System.Threading.Timeout.InfiniteTimeSpan);

    private void OnTimer()
    {
        // Not by the wall clock: it may be set while the call runs.
        var left = _timeout - TimeProvider.System.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
            Arm(left + TimeSpan.FromMilliseconds(1));
        else
            Cancel(ByDeadline);
    }
}
