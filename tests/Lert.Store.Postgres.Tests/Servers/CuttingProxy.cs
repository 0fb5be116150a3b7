using System.Net;
using System.Net.Sockets;

namespace Lert.Store.Postgres.Tests.Servers;

/// <summary>Stands between a store and its database, and cuts the line of the next statement: before it arrives, or after the server has answered it and before the answer is heard.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _port;
    private readonly Task _accepting;
    private byte[]? _marker;
    private bool _arrives;

    public CuttingProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many lines were cut.</summary>
    public int Cuts { get; private set; }

    /// <param name="marker">Bytes by which the statement is known.</param>
    /// <param name="arrives">Whether it reaches the server.</param>
    public void Cut(byte[] marker, bool arrives)
    {
        _arrives = arrives;
        Volatile.Write(ref _marker, marker);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stopping.Token);
                var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await Task.WhenAny(UpAsync(client.GetStream(), server.GetStream(), silent), DownAsync(server.GetStream(), client.GetStream(), silent.Task));
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to, TaskCompletionSource silent)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReadAsync(buffer, _stopping.Token)) > 0)
        {
            if (Volatile.Read(ref _marker) is { } marker && buffer.AsSpan(0, read).IndexOf(marker) >= 0)
            {
                Volatile.Write(ref _marker, null);
                Cuts++;
                if (!_arrives)
                {
                    return;
                }

                silent.SetResult();
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
        }
    }

    private async Task DownAsync(NetworkStream from, NetworkStream to, Task silent)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReadAsync(buffer, _stopping.Token)) > 0)
        {
            // 'Z' ends an answer: by then the transaction has been committed.
            if (silent.IsCompleted && buffer[read - 6] == (byte)'Z')
            {
                return;
            }

            if (!silent.IsCompleted)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            }
        }
    }
}
