using System.Net;
using System.Net.Sockets;
using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>Connects to silos.</summary>
/// <param name="cluster">Only silos of this cluster will do.</param>
/// <param name="self">Who connects; null for a client. Asked late: a silo's address is final only when it joins.</param>
internal sealed class Connector(string cluster, Func<SiloAddress?> self, int maxFrame, ConnectionSecurity security, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal int MaxFrame => maxFrame;

    /// <summary>Begins to connect to one life of a silo, and to read frames until the connection ends. What goes wrong ends the connection.</summary>
    internal void Connect(SiloAddress silo, ConnectionPurpose purpose, Connection connection, FrameHandler handle) =>
        Connect(silo.Endpoint, silo, purpose, connection, _ => handle);

    /// <summary>The same to whatever silo is at that place.</summary>
    /// <param name="welcomed">Gets who answered, and says who takes the frames.</param>
    internal void Connect(IPEndPoint place, SiloAddress? silo, ConnectionPurpose purpose, Connection connection, Func<Reception, FrameHandler> welcomed) =>

        // Not as part of whatever asked for it: all that comes would wait for the turns of the grain that called first.
        ThreadPool.UnsafeQueueUserWorkItem(nothing => _ = ConnectAsync(place, silo, purpose, connection, welcomed), null);

    private async Task ConnectAsync(IPEndPoint place, SiloAddress? silo, ConnectionPurpose purpose, Connection connection, Func<Reception, FrameHandler> welcomed)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, clock);
            Stream stream = await OpenAsync(place, limit.Token);
            await connection.AttachAsync(stream, new Greeting(purpose, cluster, self(), silo).Frame(), limit.Token);
            FrameHandler? handle = null;
            await using CancellationTokenRegistration late = limit.Token.UnsafeRegister(
                static connection => ((Connection)connection!).Close(new TimeoutException($"The silo did not answer the greeting within {Patience.TotalSeconds} s")),
                connection);
            await connection.ReadAsync(
                frame =>
                {
                    if (handle is null)
                    {
                        Reception answer = Reception.Read(frame);
                        handle = answer.Refusal is null ? welcomed(answer) : throw new ConnectionRefusedException(answer.Refusal, answer.Silo);
                        limit.CancelAfter(Timeout.InfiniteTimeSpan);
                        connection.Open();
                    }
                    else
                    {
                        handle(frame);
                    }
                },
                answers: false);
        }
#pragma warning disable CA1031 // What goes wrong with a connection ends it, and those who use it hear why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            connection.Close(exception is OperationCanceledException ? new TimeoutException($"No connection within {Patience.TotalSeconds} s") : exception);
        }
    }

    private async Task<Stream> OpenAsync(IPEndPoint place, CancellationToken cancellationToken)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Tcp.Prepare(socket);
            await socket.ConnectAsync(place, cancellationToken);
            return await security.AsClientAsync(new NetworkStream(socket, ownsSocket: true), place.Address.ToString(), cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
