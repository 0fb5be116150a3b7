using System.Net;
using System.Net.Sockets;
using Lert.Chaos.Faults;

namespace Lert.Chaos.Tests.Faults;

/// <summary>The door to the database, against a server that speaks as much of PostgreSQL's protocol as the door reads.</summary>
public sealed class DatabaseGateTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly DatabaseGate _gate;

    public DatabaseGateTests()
    {
        _server.Start();
        _gate = new DatabaseGate(IPAddress.Loopback, (IPEndPoint)_server.LocalEndpoint);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task What_is_asked_while_answers_are_cut_reaches_the_server_and_its_answer_nobody()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gate.Port).WaitAsync(Bound);
        using var server = await _server.AcceptTcpClientAsync().WaitAsync(Bound);
        await LogInAsync(client, server);

        _gate.CutsAnswers = true;
        await client.GetStream().WriteAsync("COMMIT"u8.ToArray());
        Assert.Equal("COMMIT"u8.ToArray(), await ReadAsync(server, 6));
        await server.GetStream().WriteAsync(new byte[] { (byte)'C', 0, 0, 0, 11 });
        await server.GetStream().WriteAsync("COMMIT\0"u8.ToArray());
        await server.GetStream().WriteAsync(Ready);

        // A reset; a proper end would be read as nothing.
        await Assert.ThrowsAsync<IOException>(async () => await client.GetStream().ReadAsync(new byte[64]).AsTask().WaitAsync(Bound));
        Assert.Equal(1, _gate.Cut);
    }

    [Fact]
    public async Task Otherwise_it_is_a_door()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gate.Port).WaitAsync(Bound);
        using var server = await _server.AcceptTcpClientAsync().WaitAsync(Bound);
        await LogInAsync(client, server);
        await client.GetStream().WriteAsync("SELECT"u8.ToArray());
        Assert.Equal("SELECT"u8.ToArray(), await ReadAsync(server, 6));
        await server.GetStream().WriteAsync(Ready);
        Assert.Equal(Ready, await ReadAsync(client, Ready.Length));
        Assert.Equal(0, _gate.Cut);
    }

    [Fact]
    public void The_end_of_an_answer_is_found_however_it_is_torn()
    {
        byte[] answer = [(byte)'D', 0, 0, 0, 6, (byte)'Z', (byte)'Z', .. Ready];
        for (var size = 1; size <= answer.Length; size++)
        {
            var frames = new DatabaseGate.AnswerFrames();
            Assert.Equal([true], answer.Chunk(size).Select(part => frames.Take(part)).Where(ended => ended));
        }
    }

    private static async Task LogInAsync(TcpClient client, TcpClient server)
    {
        await client.GetStream().WriteAsync("hello"u8.ToArray());
        Assert.Equal("hello"u8.ToArray(), await ReadAsync(server, 5));
        await server.GetStream().WriteAsync(Ready);
        Assert.Equal(Ready, await ReadAsync(client, Ready.Length));
    }

    private static async Task<byte[]> ReadAsync(TcpClient from, int length)
    {
        var bytes = new byte[length];
        await from.GetStream().ReadExactlyAsync(bytes).AsTask().WaitAsync(Bound);
        return bytes;
    }
}
