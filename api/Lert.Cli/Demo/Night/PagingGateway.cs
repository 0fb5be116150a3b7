using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lert.Cli.Import;

namespace Lert.Cli.Demo.Night;

/// <summary>One delivery, as it came in.</summary>
/// <param name="To">What the gateway knows the person's device by.</param>
/// <param name="At">By the demo's calendar.</param>
internal sealed record Ring(string DeliveryId, string PageId, string To, DateTimeOffset At);

/// <summary>What stands between the silo and people's phones: a real HTTP server on the loopback that checks each signature and writes down what it was told.</summary>
internal sealed class PagingGateway : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly VirtualClock _clock;
    private readonly TimeProvider _wall;
    private readonly Lock _writing = new();
    private readonly List<Ring> _rings = [];
    private readonly byte[] _secret;
    private int _forged;

    public PagingGateway(VirtualClock clock, TimeProvider wall)
    {
        (_clock, _wall) = (clock, wall);
        Secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _secret = Encoding.UTF8.GetBytes(Secret);
        Url = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}/pages";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>What deliveries must be signed with.</summary>
    public string Secret { get; }

    /// <summary>Requests whose signature was not the cell's.</summary>
    public int Forged => Volatile.Read(ref _forged);

    /// <summary>All that rang, in its order.</summary>
    public IReadOnlyList<Ring> Rings
    {
        get
        {
            lock (_writing)
            {
                return [.. _rings];
            }
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await TakeAsync(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
            catch (IOException)
            {
                // The silo was killed in the middle of a request; whoever comes next is served.
            }
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        if (!IsSigned(context.Request, body.ToArray()))
        {
            Interlocked.Increment(ref _forged);
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            context.Response.Close();
            return;
        }

        var said = JsonElement.Parse(body.ToArray());
        var ring = new Ring(said.GetProperty("delivery_id").GetString()!, said.GetProperty("page_id").GetString()!, said.GetProperty("to").GetString()!, _clock.Now(_wall));
        lock (_writing)
        {
            _rings.Add(ring);
        }

        await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { id = $"ring-{ring.At.ToUnixTimeMilliseconds()}" }));
        context.Response.Close();
    }

    private bool IsSigned(HttpListenerRequest request, byte[] body)
    {
        var signed = HMACSHA256.HashData(_secret, (byte[])[.. Encoding.ASCII.GetBytes($"{request.Headers["Lert-Timestamp"]}."), .. body]);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes($"v1={Convert.ToHexStringLower(signed)}"), Encoding.ASCII.GetBytes(request.Headers["Lert-Signature"] ?? ""));
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
