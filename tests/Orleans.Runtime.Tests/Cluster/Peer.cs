using System.Buffers.Binary;
using System.Net.Sockets;
using Orleans.Runtime.Network;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>The other end of a connection to a silo, frame by frame: for what no sound silo or client does.</summary>
internal sealed class Peer : IDisposable
{
    private readonly TcpClient _client = new() { ReceiveBufferSize = 64 << 10 };

    public void Dispose() => _client.Dispose();

    internal static async Task<Peer> ConnectAsync(SiloAddress silo)
    {
        var peer = new Peer();
        await peer._client.ConnectAsync(silo.Endpoint);
        return peer;
    }

    internal Task GreetAsync(Silos silos, ConnectionPurpose purpose, SiloAddress? from) => SendAsync(new Greeting(purpose, silos.Cluster.Options.ClusterId, from, null).Frame());

    internal Task SendAsync(byte[] frames) => _client.GetStream().WriteAsync(frames).AsTask().WithinBound();

    /// <summary>The kind of the next frame; null if the silo has ended the connection.</summary>
    internal async Task<FrameKind?> ReadAsync()
    {
        try
        {
            byte[] length = new byte[sizeof(uint)];
            await _client.GetStream().ReadExactlyAsync(length).AsTask().WithinBound();
            byte[] frame = new byte[BinaryPrimitives.ReadUInt32LittleEndian(length)];
            await _client.GetStream().ReadExactlyAsync(frame).AsTask().WithinBound();
            return (FrameKind)frame[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
