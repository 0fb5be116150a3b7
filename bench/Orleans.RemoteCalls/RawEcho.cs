using System.Net;
using System.Net.Sockets;

namespace Orleans.RemoteCalls;

/// <summary>What the machine can do without Orleans: a connection for each caller, and messages of the length of a call's frame that come back as they are.</summary>
internal sealed class RawEcho : IDisposable
{
    private const int FrameLength = 48;
    private readonly Socket[] _callers;
    private readonly byte[][] _buffers;

    private RawEcho(Socket[] callers)
    {
        _callers = callers;
        _buffers = [.. callers.Select(_ => new byte[FrameLength])];
    }

    /// <summary>Answers until the process ends. Returns its port.</summary>
    internal static int Serve()
    {
#pragma warning disable CA2000 // It lives as long as the process.
        var listener = new TcpListener(IPAddress.Loopback, 0);
#pragma warning restore CA2000
        listener.Start();
        _ = AcceptAsync(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static async Task<RawEcho> ConnectAsync(int port, int callers)
    {
        var sockets = new Socket[callers];
        for (int i = 0; i < callers; i++)
        {
            sockets[i] = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await sockets[i].ConnectAsync(IPAddress.Loopback, port);
        }

        return new(sockets);
    }

    internal async Task CallAsync(int caller, int turn)
    {
        byte[] buffer = _buffers[caller];
        await _callers[caller].SendAsync(buffer);
        await ReadFrameAsync(_callers[caller], buffer);
    }

    public void Dispose()
    {
        foreach (Socket socket in _callers)
        {
            socket.Dispose();
        }
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            _ = AnswerAsync(await listener.AcceptSocketAsync());
        }
    }

    private static async Task AnswerAsync(Socket socket)
    {
        socket.NoDelay = true;
        byte[] buffer = new byte[FrameLength];
        while (await ReadFrameAsync(socket, buffer))
        {
            await socket.SendAsync(buffer);
        }
    }

    private static async Task<bool> ReadFrameAsync(Socket socket, byte[] buffer)
    {
        for (int read = 0; read < buffer.Length;)
        {
            int more = await socket.ReceiveAsync(buffer.AsMemory(read));
            if (more == 0)
            {
                return false;
            }

            read += more;
        }

        return true;
    }
}
