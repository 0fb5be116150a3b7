using System.Net.Sockets;

namespace Orleans.Runtime.Network;

/// <summary>What both ends of a connection ask of TCP.</summary>
internal static class Tcp
{
    private const int SecondsOfSilence = 30;
    private const int SecondsBetweenProbes = 10;
    private const int Probes = 3;

    /// <summary>What is written goes out at once, and a machine that is gone, which ends no connection by itself, is found out within a minute.</summary>
    internal static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SecondsOfSilence);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetweenProbes);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }
}
