using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Network;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>What is no frame ends its own connection, and nothing else.</summary>
[Trait("Stack", "compat")]
public sealed class FrameTests
{
    [Fact]
    public async Task Whatever_comes_over_a_connection_the_silo_goes_on()
    {
        await using Silos silos = await Silos.StartAsync(2);
        byte[] hello = new Greeting(ConnectionPurpose.Calls, silos.Cluster.Options.ClusterId, silos[0].SiloAddress, silos[1].SiloAddress).Frame();
        byte[] noise = [.. Enumerable.Range(0, 3000).Select(i => (byte)((i * 167) ^ (i >> 3)))];
        byte[][] attempts =
        [
            [0, 0, 0, 0],
            [255, 255, 255, 255, 1],
            [1, 0, 0, 0, 1],
            noise,
            [.. hello, 1, 0, 0, 0, 99],
            [.. hello, 255, 255, 255, 127],
            [.. hello, 3, 0, 0, 0, (byte)FrameKind.Request, 0, 0],
            [.. hello, .. noise],
            hello[..^3],
        ];
        foreach (byte[] attempt in attempts)
        {
            await SendAndSeeEndAsync(silos[1].SiloAddress, attempt);
        }

        Assert.Equal(silos[1].Name, await Silos.Ask<IPlaceGrain>(silos[0], silos.KeyAt(silos[1])).Silo());
        Assert.Equal(0, silos[1].ServiceProvider.GetRequiredService<SiloRuntime>().Network!.RunningInbound);
    }

    [Fact]
    public async Task Frames_that_come_byte_by_byte_or_all_at_once_are_the_same_frames()
    {
        byte[] stream = [.. Enumerable.Range(1, 200).SelectMany(length => (byte[])[(byte)length, 0, 0, 0, .. Enumerable.Repeat((byte)length, length)])];
        foreach (int piece in new[] { 1, 7, 64, stream.Length })
        {
            using var connection = new Connection(1024);
            await using var pieces = new Pieces(stream, piece);
            await connection.AttachAsync(pieces, default, default);
            List<int> lengths = [];
            await connection.ReadAsync(
                frame =>
                {
                    Assert.All(frame.ToArray(), part => Assert.Equal(lengths.Count + 1, part));
                    lengths.Add(frame.Length);
                },
                answers: true);
            Assert.Equal(Enumerable.Range(1, 200), lengths);
            Assert.Null(await connection.Closed);
        }
    }

    [Fact]
    public async Task What_is_sent_while_the_network_does_not_take_it_is_bounded()
    {
        using var connection = new Connection(1 << 20);
        await using var stuck = new Stuck();
        await connection.AttachAsync(stuck, default, default);
        connection.Open();
        byte[] frame = new byte[1 << 20];
        int sent = 0;
        while (connection.TrySend(frame))
        {
            Assert.InRange(++sent, 1, 40);
        }

        Assert.True(sent >= Connection.MaxQueuedBytes / frame.Length);
        Assert.True(connection.TrySend(frame, evenIfFull: true)); // An answer: its call was taken.
    }

    [Fact]
    public async Task Two_sides_that_have_too_much_to_send_go_on_when_both_do()
    {
        const int Frame = 1 << 20;
        const int Frames = 48;
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = Frame / 16 };
        listening.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listening.Listen();
        using var calling = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = Frame / 16, ReceiveBufferSize = Frame / 16 };
        await calling.ConnectAsync(listening.LocalEndPoint!);
        using Socket serving = await listening.AcceptAsync();
        serving.SendBufferSize = Frame / 16;
        using var caller = new Connection(4 * Frame);
        using var server = new Connection(4 * Frame);
        await using var callers = new NetworkStream(calling);
        await using var servers = new NetworkStream(serving);
        await caller.AttachAsync(callers, default, default);
        await server.AttachAsync(servers, default, default);
        caller.Open();
        server.Open();

        // The first is under way and not taken; behind it more waits than a reader would look on at.
        caller.TrySend(new byte[4 * Frame]);
        for (int i = 1; i < Frames; i++)
        {
            caller.TrySend(new byte[Frame], evenIfFull: true);
        }

        server.TrySend([0]);
        var answered = new TaskCompletionSource();
        int answers = -1;
        _ = caller.ReadAsync(
            _ =>
            {
                if (++answers == Frames)
                {
                    answered.SetResult();
                }
            },
            answers: false);
        await Eventually.IsTrueAsync(() => answers >= 0);
        _ = server.ReadAsync(frame => server.TrySend(frame, evenIfFull: true), answers: true);
        await answered.Task.WithinBound();
    }

    private static async Task SendAndSeeEndAsync(SiloAddress silo, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(silo.Endpoint);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(bytes);
        client.Client.Shutdown(SocketShutdown.Send);
        byte[] answer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(answer).AsTask().WithinBound() > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset: an end too.
        }
    }

    private sealed class Pieces(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    private sealed class Stuck : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource().Task);
    }
}
