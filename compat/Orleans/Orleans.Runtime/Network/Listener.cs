using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>Takes connections of silos and clients.</summary>
/// <param name="receive">Gets who connects, over what; says who takes the frames.</param>
internal sealed partial class Listener(int maxFrame, ConnectionSecurity security, TimeProvider clock, ILogger logger, Func<Greeting, Connection, (Reception Answer, FrameHandler? Handle)> receive)
    : IDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Connection, byte> _connections = new();
    private Socket? _socket;
    private volatile bool _isLeaving;

    public void Dispose()
    {
        _socket?.Dispose();
        foreach (Connection connection in _connections.Keys)
        {
            connection.Close(null);
        }
    }

    /// <summary>Begins to listen, and says where.</summary>
    /// <exception cref="OrleansConfigurationException">That place cannot be had.</exception>
    internal IPEndPoint Start(IPEndPoint place)
    {
        // No reuse of the address: a second silo in the same place must fail here.
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(place);
            socket.Listen(Backlog);
        }
        catch (SocketException taken)
        {
            socket.Dispose();
            throw new OrleansConfigurationException($"The silo cannot listen at {place} for other silos: {taken.Message}.", taken);
        }

        _socket = socket;
        _ = AcceptAsync(socket);
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>Asks those who call for no new calls.</summary>
    internal void SayGoodbye()
    {
        _isLeaving = true;
        foreach (Connection connection in Greeted())
        {
            SayGoodbye(connection);
        }
    }

    /// <summary>Waits until all that was sent is with the network, or patience ends: one that has halted takes nothing.</summary>
    internal async Task FlushAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Greeted().Select(connection => connection.FlushAsync())).WaitAsync(patience, clock, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogNotTaken(logger);
        }
    }

    private static void SayGoodbye(Connection connection) => connection.TrySend(Scratch.Numbered(FrameKind.Goodbye, 0), evenIfFull: true);

    // The first that anyone hears is his welcome; who only looks whether somebody listens hears nothing.
    private IEnumerable<Connection> Greeted() => _connections.Keys.Where(connection => connection.WasOpen);

    private async Task AcceptAsync(Socket listening)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listening.AcceptAsync();
            }
            catch (Exception ended) when (ended is ObjectDisposedException || (ended as SocketException)?.SocketErrorCode == SocketError.OperationAborted)
            {
                return;
            }
            catch (SocketException trouble)
            {
                // The one who connected has gone, or there are no more handles: the next may fare better.
                LogNotAccepted(logger, trouble);
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock);
                continue;
            }

            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var connection = new Connection(maxFrame);
        _connections.TryAdd(connection, 0);
        try
        {
            Tcp.Prepare(socket);
            using var limit = new CancellationTokenSource(Patience, clock);
            Stream stream = await security.AsServerAsync(new NetworkStream(socket, ownsSocket: true), limit.Token);
            await connection.AttachAsync(stream, default, limit.Token);
            FrameHandler? handle = null;
            await using CancellationTokenRegistration late = limit.Token.UnsafeRegister(
                static connection => ((Connection)connection!).Close(new TimeoutException($"No greeting within {Patience.TotalSeconds} s")),
                connection);
            await connection.ReadAsync(
                frame =>
                {
                    if (handle is not null)
                    {
                        handle(frame);
                        return;
                    }

                    limit.CancelAfter(Timeout.InfiniteTimeSpan);
                    handle = Receive(Greeting.Read(frame), connection);
                },
                answers: true);
            if (await connection.Closed is WireFormatException malformed)
            {
                LogMalformed(logger, malformed, malformed.Message);
            }
        }
#pragma warning disable CA1031 // One connection's trouble is its own.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotServed(logger, exception, exception.Message);
            connection.Close(exception);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            socket.Dispose();
        }
    }

    private FrameHandler Receive(Greeting greeting, Connection connection)
    {
        (Reception answer, FrameHandler? handle) = receive(greeting, connection);
        WireWriter writer = Scratch.Take();
        answer.Write(writer);
        connection.TrySend(writer.Written);
        connection.Open();
        if (handle is not null)
        {
            if (_isLeaving)
            {
                SayGoodbye(connection);
            }

            return handle;
        }

        LogRefused(logger, answer.Refusal!);
        _ = CloseWhenSaidAsync(connection);
        return static _ => { };
    }

    private static async Task CloseWhenSaidAsync(Connection connection)
    {
        await connection.FlushAsync();
        connection.Close(null);
    }

    [LoggerMessage(10411, LogLevel.Warning, "A connection could not be accepted.")]
    private static partial void LogNotAccepted(ILogger logger, Exception exception);

    [LoggerMessage(10412, LogLevel.Warning, "A connection was closed, because what came over it cannot be read: {Reason}")]
    private static partial void LogMalformed(ILogger logger, Exception exception, string reason);

    [LoggerMessage(10413, LogLevel.Warning, "A connection was not taken: {Reason}")]
    private static partial void LogNotServed(ILogger logger, Exception exception, string reason);

    [LoggerMessage(10414, LogLevel.Warning, "A connection was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(10415, LogLevel.Warning, "Not all who are connected have taken what was sent to them; nobody waits for that any longer.")]
    private static partial void LogNotTaken(ILogger logger);
}
