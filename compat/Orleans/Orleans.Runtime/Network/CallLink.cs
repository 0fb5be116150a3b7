using System.Collections.Concurrent;
using Orleans.Compat;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>The calls of this process to one silo: sent, numbered, and answered. What cannot be answered any more fails when the connection ends.</summary>
internal sealed class CallLink
{
    /// <summary>A silo that leaves so many unanswered leaves no room for others.</summary>
    private const int MaxAbandoned = CallSlots.Limit / 2;

    private readonly CallSlots _slots = new();
    private readonly Connection _connection;
    private readonly ICallLinkOwner _owner;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource> _items = new();
    private volatile bool _isLeaving;
    private uint _lastItem;
    private ulong _asked;
    private ulong _answered;

    internal CallLink(SiloAddress peer, Connection connection, ICallLinkOwner owner)
    {
        Peer = peer;
        _connection = connection;
        _owner = owner;
        _ = FailAllWhenClosedAsync();
    }

    internal SiloAddress Peer { get; }

    internal Connection Connection => _connection;

    /// <summary>Whether the silo has asked for no new calls.</summary>
    internal bool IsLeaving => _isLeaving;

    /// <summary>Whether new calls may go this way.</summary>
    internal bool IsUsable => !_connection.IsClosed && !_isLeaving;

    internal int Waiting => _slots.Count;

    /// <summary>How many probes in a row are without an answer.</summary>
    internal ulong Unanswered => Volatile.Read(ref _asked) - Volatile.Read(ref _answered);

    /// <summary>Asks for a sign of life. An answer counts for all probes before it.</summary>
    internal void Probe() => _connection.TrySend(Scratch.Numbered(FrameKind.Ping, Interlocked.Increment(ref _asked)), evenIfFull: true);

    /// <summary>This process stood still: what it missed meanwhile says nothing about the silo.</summary>
    internal void ForgetProbes() => Volatile.Write(ref _answered, Volatile.Read(ref _asked));

    /// <summary>Sends a call on its way. Whatever prevents that is the call's failure.</summary>
    internal void Send(GrainCall call, int hops, MembershipVersion view)
    {
        uint number = 0;
        if (!call.IsOneWay)
        {
            if (!_slots.TryAdd(call, out number))
            {
                NotSent(call);
                return;
            }

            if (call.Pending is { } pending)
            {
                (pending.LinkNumber, pending.Link) = (number, this);
            }
        }

        try
        {
            WireWriter writer = Scratch.Take();
            RequestHeader.Write(writer, call, number, hops, view);

            // With nobody else under way there is no company to wait for.
            if (!_connection.TrySend(writer.Written, atOnce: _slots.Count <= 1) && (call.IsOneWay || _slots.Take(number) is not null))
            {
                NotSent(call);
            }
        }
#pragma warning disable CA1031 // What an argument throws when it is written is its caller's.
        catch (Exception unsendable)
#pragma warning restore CA1031
        {
            if (call.IsOneWay || _slots.Take(number) is not null)
            {
                Remote.Refuse(call, unsendable);
            }
        }
    }

    /// <summary>Says that the caller of a call no longer waits.</summary>
    internal void Cancel(PendingCall pending)
    {
        if (!_slots.Abandon(pending.LinkNumber, pending.Call))
        {
            return;
        }

        _connection.TrySend(Scratch.Numbered(FrameKind.Cancel, pending.LinkNumber), evenIfFull: true);
        pending.Call.Forget(); // If it came from elsewhere, the answer will find nobody to pass it on.
        if (_slots.Abandoned > MaxAbandoned)
        {
            _connection.Close(new TimeoutException($"{MaxAbandoned:N0} calls were given up, and {Peer} has answered none of them"));
        }
    }

    /// <summary>Sends an item of a stream; completes when it is in the queues there, and when it will never be.</summary>
    internal Task PublishAsync(StreamItemFrame head, ReadOnlySpan<byte> item)
    {
        uint number = Interlocked.Increment(ref _lastItem);
        TaskCompletionSource taken = _items[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WireWriter writer = Scratch.Take();
        head.Write(writer, number);
        writer.WriteRaw(item);
        if (!_connection.TrySend(writer.Written) || _connection.IsClosed)
        {
            Taken(number);
        }

        return taken.Task;
    }

    internal void Receive(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame, _owner.Contracts);
        switch ((FrameKind)reader.ReadRaw(1)[0])
        {
            case FrameKind.Response:
                ReceiveResponse(ref reader, frame);
                break;
            case FrameKind.Pong:
                Volatile.Write(ref _answered, Math.Max(Volatile.Read(ref _answered), reader.ReadVarint()));
                break;
            case FrameKind.StreamItemTaken:
                Taken((uint)reader.ReadVarint());
                break;
            case FrameKind.Goodbye:
                _isLeaving = true;

                // Behind all that was sent before: when it arrives there, nothing more is under way.
                _connection.TrySend(Scratch.Numbered(FrameKind.Goodbye, 0), evenIfFull: true);
                break;
            default:
                throw new WireFormatException($"A frame of kind {frame[0]} has no business here.");
        }
    }

    private void ReceiveResponse(ref WireReader reader, ReadOnlySpan<byte> frame)
    {
        if (_slots.Take((uint)reader.ReadVarint()) is not { } call)
        {
            return; // Timed out or cancelled meanwhile; its place is free from here on.
        }

        if (call.Origin is InboundCall origin)
        {
            origin.Relay(frame[^reader.Remaining..]);
            return;
        }

        try
        {
            ReceiveAnswer(call, ref reader);
        }
        catch (WireFormatException unreadable)
        {
            Remote.Refuse(call, new OrleansException($"The answer to {call} from {Peer} could not be read: {unreadable.Message}", unreadable));
        }
    }

    private void ReceiveAnswer(GrainCall call, ref WireReader reader)
    {
        switch ((ResponseStatus)reader.ReadRaw(1)[0])
        {
            case ResponseStatus.Outcome:
                call.ReadOutcome(ref reader);
                Remote.Finish(call);
                break;
            case ResponseStatus.NotHere:
                _owner.NotThere(call, new MembershipVersion(reader.ReadZigZag()), reader.ReadString());
                break;
            case ResponseStatus.Refused:
                Remote.Refuse(call, WireExceptions.Read(ref reader));
                break;
            default:
                throw new WireFormatException("It has a status that is not known here.");
        }
    }

    private void Taken(uint number)
    {
        if (_items.TryRemove(number, out TaskCompletionSource? taken))
        {
            taken.TrySetResult();
        }
    }

    private void NotSent(GrainCall call) => Remote.Refuse(call, _connection.IsClosed
        ? new SiloUnavailableException($"{Peer} cannot be reached: {call} did not run.")
        : new OrleansMessageRejectionException($"Too much waits to be sent to {Peer}: {call} did not run."));

    private async Task FailAllWhenClosedAsync()
    {
        Exception? why = await _connection.Closed.ConfigureAwait(false); // A grain's turn may have made this link.
        string because = why is null ? "" : $" ({why.Message})";
        foreach (GrainCall call in _slots.Close())
        {
            Remote.Refuse(call, _connection.WasOpen
                ? new SiloUnavailableException($"The connection to {Peer} ended{because} before {call} was answered: its outcome is unknown.")
                : new SiloUnavailableException($"{Peer} cannot be reached{because}: {call} did not run."));
        }

        foreach (uint number in _items.Keys)
        {
            Taken(number);
        }

        _owner.Ended(this);
    }
}

/// <summary>What a link needs of the silo or client that it belongs to.</summary>
internal interface ICallLinkOwner
{
    WireContracts Contracts { get; }

    /// <summary>The silo refused a call that it will not run: a newer view may know who will.</summary>
    void NotThere(GrainCall call, MembershipVersion view, string reason);

    void Ended(CallLink link);
}
