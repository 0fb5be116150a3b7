using System.Buffers.Binary;
using System.Diagnostics;
using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>Takes one whole frame without its length. Runs on the reader: it must not wait.</summary>
internal delegate void FrameHandler(ReadOnlySpan<byte> frame);

/// <summary>
/// Frames over one stream of bytes, both ways. What is sent while a write is under way goes out with the next one, and a thread that handles a batch of
/// received frames writes what it has sent once, at the end of the batch.
/// </summary>
internal sealed class Connection : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Sent but not yet taken by the network: beyond that, callers are turned away, and the reader of calls waits.</summary>
    internal const int MaxQueuedBytes = 16 << 20;

    private const int LengthSize = sizeof(uint);
    private const int FirstBuffer = 64 << 10;
    private const int KeptBuffer = 1 << 20;

    [ThreadStatic]
    private static List<Connection>? s_batch;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<Exception?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _maxFrame;
    private Stream? _stream;
    private byte[] _filling = new byte[FirstBuffer];
    private byte[] _writing = new byte[FirstBuffer];
    private int _filled;
    private bool _isClosed;

    // Until the stream is there, a write counts as under way.
    private bool _isWriting = true;
    private TaskCompletionSource? _drained;

    /// <param name="maxFrame">Bytes of the longest frame, in both directions.</param>
    internal Connection(int maxFrame) => _maxFrame = maxFrame;

    /// <summary>Completes when the connection has ended, with what ended it; null if that was wanted.</summary>
    internal Task<Exception?> Closed => _closed.Task;

    internal bool IsClosed => _isClosed;

    /// <summary>Whether anything can have reached the other side.</summary>
    internal bool WasOpen { get; private set; }

    public void Dispose() => Close(null);

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    /// <summary>Adds a frame. False if the connection has ended, or has too much to send already and <paramref name="evenIfFull"/> is not set.</summary>
    /// <param name="atOnce">Nothing more is expected to follow closely, so that waiting for company gains nothing.</param>
    /// <exception cref="WireFormatException">The frame is too long.</exception>
    internal bool TrySend(ReadOnlySpan<byte> frame, bool atOnce = true, bool evenIfFull = false)
    {
        if (frame.Length > _maxFrame)
        {
            throw new WireFormatException($"A message of {frame.Length:N0} bytes is longer than the {_maxFrame:N0} bytes that silos send each other.");
        }

        lock (_gate)
        {
            if (_isClosed || (!evenIfFull && _filled > MaxQueuedBytes))
            {
                return false;
            }

            Append(frame);
            if (_isWriting)
            {
                return true;
            }

            _isWriting = true;
        }

        if (s_batch is { } batch)
        {
            batch.Add(this);
        }
        else if (atOnce)
        {
            _ = WriteAsync();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    /// <summary>Gives the connection its stream, over which <paramref name="first"/> goes before all else.</summary>
    internal async Task AttachAsync(Stream stream, ReadOnlyMemory<byte> first, CancellationToken cancellationToken)
    {
        _stream = stream;
        if (_isClosed)
        {
            await stream.DisposeAsync();
        }
        else if (!first.IsEmpty)
        {
            await stream.WriteAsync(first, cancellationToken);
        }
    }

    /// <summary>Begins to write what was sent so far.</summary>
    internal void Open()
    {
        WasOpen = true;
        _ = WriteAsync();
    }

    /// <summary>Handles frames as they come, until the connection ends.</summary>
    /// <param name="answers">What comes is answered here: no more of it is read while too many answers wait to be sent. Only one side may do so, lest each wait for the other.</param>
    internal async Task ReadAsync(FrameHandler handle, bool answers)
    {
        byte[] buffer = new byte[FirstBuffer];
        int start = 0, end = 0;
        try
        {
            while (true)
            {
                int read = await _stream!.ReadAsync(buffer.AsMemory(end));
                if (read == 0)
                {
                    Close(end > start ? new EndOfStreamException("The connection ended within a frame.") : null);
                    return;
                }

                end += read;
                start += HandleBatch(buffer.AsSpan(start, end - start), handle);
                if (start == end)
                {
                    start = end = 0;
                    buffer = buffer.Length > KeptBuffer ? new byte[FirstBuffer] : buffer;
                }
                else if (end == buffer.Length)
                {
                    buffer = MakeRoom(buffer, ref start, ref end);
                }

                if (answers && Backlog() is { } drained)
                {
                    await drained;
                }
            }
        }
#pragma warning disable CA1031 // Whatever goes wrong with a connection ends that connection, and no other.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Close(exception);
        }
    }

    /// <summary>Waits until all that was sent is with the network, or the connection has ended.</summary>
    internal async Task FlushAsync()
    {
        Task? drained;
        lock (_gate)
        {
            drained = _isClosed || !_isWriting ? null : (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        if (drained is not null)
        {
            await drained;
        }
    }

    internal void Close(Exception? why)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _drained?.TrySetResult();
        }

        _stream?.Dispose();
        _closed.TrySetResult(why);
    }

    private int HandleBatch(ReadOnlySpan<byte> bytes, FrameHandler handle)
    {
        int done = 0;
        List<Connection>? outer = s_batch;
        List<Connection> batch = s_batch = [];
        try
        {
            while (bytes.Length - done >= LengthSize)
            {
                uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[done..]);
                if (length == 0 || length > _maxFrame)
                {
                    throw new WireFormatException($"A frame says that it has {length:N0} bytes; from 1 to {_maxFrame:N0} are possible.");
                }

                if (bytes.Length - done - LengthSize < length)
                {
                    break;
                }

                handle(bytes.Slice(done + LengthSize, (int)length));
                done += LengthSize + (int)length;
            }
        }
        finally
        {
            s_batch = outer;
            foreach (Connection connection in batch)
            {
                _ = connection.WriteAsync();
            }
        }

        return done;
    }

    // Room grows with what has come, and not with what a length promises.
    private static byte[] MakeRoom(byte[] buffer, ref int start, ref int end)
    {
        byte[] roomier = start > 0 ? buffer : new byte[buffer.Length * 2];
        buffer.AsSpan(start, end - start).CopyTo(roomier);
        (start, end) = (0, end - start);
        return roomier;
    }

    private void Append(ReadOnlySpan<byte> frame)
    {
        int needed = _filled + LengthSize + frame.Length;
        if (needed > _filling.Length)
        {
            Array.Resize(ref _filling, Math.Max(needed, _filling.Length * 2));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_filling.AsSpan(_filled), (uint)frame.Length);
        frame.CopyTo(_filling.AsSpan(_filled + LengthSize));
        _filled = needed;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (TakeFilled(out int length))
            {
                // A grain's turn may have begun to write, and what others send meanwhile must not wait for its next.
                await _stream!.WriteAsync(_writing.AsMemory(0, length)).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Close(exception);
        }
    }

    private bool TakeFilled(out int length)
    {
        lock (_gate)
        {
            Debug.Assert(_isWriting, "one writer at a time");
            length = _isClosed ? 0 : _filled;
            if (length == 0)
            {
                _isWriting = false;
                _drained?.TrySetResult();
                _drained = null;
                return false;
            }

            // A burst should not keep its memory for ever.
            byte[] free = _writing.Length > KeptBuffer ? new byte[FirstBuffer] : _writing;
            (_writing, _filling, _filled) = (_filling, free, 0);
            return true;
        }
    }

    private Task? Backlog()
    {
        lock (_gate)
        {
            return _filled <= MaxQueuedBytes || _isClosed ? null : (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
