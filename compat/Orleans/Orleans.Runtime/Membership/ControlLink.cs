using System.Collections.Concurrent;
using Orleans.Compat;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Membership;

/// <summary>The connection over which one silo probes another and tells it of views. Made anew when it ends.</summary>
internal sealed class ControlLink(SiloAddress silo, Connector connector)
{
    private readonly ConcurrentDictionary<TaskCompletionSource, ulong> _waiting = new();
    private readonly Lock _gate = new();
    private Connection? _connection;
    private ulong _last;

    /// <summary>Completes when the present connection ends; at once if there is none.</summary>
    internal Task Ended => _connection?.Closed ?? Task.CompletedTask;

    /// <summary>Sends a number and waits for its answer. Fails when the connection does.</summary>
    internal async Task ProbeAsync(CancellationToken cancellationToken) => await AskAsync(FrameKind.Ping, Interlocked.Increment(ref _last), cancellationToken);

    /// <summary>Says that there is a view; completes when the silo has it.</summary>
    internal async Task TellAsync(MembershipVersion view, CancellationToken cancellationToken) => await AskAsync(FrameKind.View, (ulong)view.Value | Views, cancellationToken);

    internal void Close() => _connection?.Close(null);

    // Views and probes share the list of those who wait: a few, of whom several may have told of the same view.
    private const ulong Views = 1UL << 63;

    private async Task AskAsync(FrameKind kind, ulong number, CancellationToken cancellationToken)
    {
        Connection connection = Connect();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[answer] = number;
        try
        {
            if (connection.TrySend(Scratch.Numbered(kind, number & ~Views)))
            {
                Task first = await Task.WhenAny(answer.Task, connection.Closed).WaitAsync(cancellationToken);
                if (ReferenceEquals(first, answer.Task))
                {
                    return;
                }
            }

            throw await connection.Closed.WaitAsync(cancellationToken) ?? new EndOfStreamException($"{silo} closed the connection.");
        }
        finally
        {
            _waiting.TryRemove(answer, out _);
        }
    }

    private Connection Connect()
    {
        lock (_gate)
        {
            if (_connection is { IsClosed: false } open)
            {
                return open;
            }

            var connection = new Connection(connector.MaxFrame);
            _connection = connection;
            connector.Connect(silo, ConnectionPurpose.Control, connection, Receive);
            return connection;
        }
    }

    private void Receive(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame);
        var kind = (FrameKind)reader.ReadRaw(1)[0];
        ulong number = kind switch
        {
            FrameKind.Pong => reader.ReadVarint(),
            FrameKind.ViewSeen => reader.ReadVarint() | Views,
            _ => 0,
        };
        foreach ((TaskCompletionSource answer, ulong awaited) in _waiting)
        {
            if (awaited == number)
            {
                answer.TrySetResult();
            }
        }
    }
}
