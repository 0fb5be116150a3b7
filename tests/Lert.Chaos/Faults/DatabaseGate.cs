using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lert.Chaos.Faults;

/// <summary>
/// A door between one silo and PostgreSQL. While it cuts answers, a request is still handed to the server, the server's answer is read to its end — so that
/// what was asked is done and committed — and then the connection is reset instead of answered: nobody on the silo's side can know.
/// </summary>
internal sealed class DatabaseGate : IAsyncDisposable
{
    /// <summary>The server's message that ends an answer.</summary>
    private const byte ReadyForQuery = (byte)'Z';

    private readonly TcpListener _listener;
    private readonly IPEndPoint _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<int, Task> _sessions = new();
    private readonly Task _accepting;
    private volatile bool _cutting;
    private int _cut;
    private int _number;

    public DatabaseGate(IPAddress address, IPEndPoint server)
    {
        _server = server;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were swallowed.</summary>
    public int Cut => _cut;

    public bool CutsAnswers
    {
        get => _cutting;
        set => _cutting = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                var number = Interlocked.Increment(ref _number);
                _sessions[number] = ServeAsync(number, client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // No more sessions.
        }
    }

    private async Task ServeAsync(int number, TcpClient client)
    {
        await Task.Yield();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                (client.NoDelay, server.NoDelay) = (true, true);
                await server.ConnectAsync(_server, ended.Token);
                var session = new Session();
                var both = new[] { UpAsync(client, server, session, ended.Token), DownAsync(server, client, session, ended.Token) };
                await await Task.WhenAny(both);
            }
            catch (Exception broken) when (broken is OperationCanceledException or SocketException or IOException)
            {
                // One side went away, or the answer was cut.
            }
            finally
            {
                await ended.CancelAsync();
                Reset(client);
                _ = _sessions.TryRemove(number, out _);
            }
        }
    }

    /// <summary>Not a proper end: a reset, as a broken machine leaves it.</summary>
    private static void Reset(TcpClient client)
    {
        try
        {
            client.Client.LingerState = new LingerOption(enable: true, 0);
            // The client's own disposal would say goodbye first.
            client.Client.Dispose();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It is away already.
        }
    }

    private async Task UpAsync(TcpClient from, TcpClient to, Session session, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        int read;
        while ((read = await from.GetStream().ReadAsync(buffer, cancellationToken)) > 0)
        {
            // Judged when it is asked: its answer is the one that is swallowed.
            if (_cutting && session.IsReady)
            {
                session.Swallow = true;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private async Task DownAsync(TcpClient from, TcpClient to, Session session, CancellationToken cancellationToken)
    {
        var (buffer, frames) = (new byte[65_536], new AnswerFrames());
        int read;
        while ((read = await from.GetStream().ReadAsync(buffer, cancellationToken)) > 0)
        {
            var ready = frames.Take(buffer.AsSpan(0, read));
            session.IsReady |= ready;
            if (!session.Swallow)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            else if (ready)
            {
                _ = Interlocked.Increment(ref _cut);
                return;
            }
        }
    }

    private sealed class Session
    {
        /// <summary>The server has answered the login; from then on every question is a real one.</summary>
        public volatile bool IsReady;
        public volatile bool Swallow;
    }

    /// <summary>Finds the ends of answers in what the server sends: a type byte, a length that counts itself, and the rest.</summary>
    internal sealed class AnswerFrames
    {
        private readonly byte[] _head = new byte[5];
        private int _headLength;
        private long _skip;

        /// <summary>Whether an answer ended in these bytes.</summary>
        public bool Take(ReadOnlySpan<byte> bytes)
        {
            var ready = false;
            while (!bytes.IsEmpty)
            {
                if (_skip > 0)
                {
                    var part = (int)Math.Min(_skip, bytes.Length);
                    _skip -= part;
                    bytes = bytes[part..];
                    continue;
                }

                _head[_headLength++] = bytes[0];
                bytes = bytes[1..];
                if (_headLength == _head.Length)
                {
                    ready |= _head[0] == ReadyForQuery;
                    _skip = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(1)) - sizeof(int);
                    _headLength = 0;
                }
            }

            return ready;
        }
    }
}
