using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lert.Paging.Gateway;

/// <summary>
/// A paging gateway as a real HTTP server: it takes signed deliveries, knows each by its id, and writes down what came and when. It can be slow, fail, cut a
/// connection after it took a delivery, die in the middle, and hang.
/// </summary>
public sealed class PagingGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _secret;
    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _taken = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _letGo = new();
    private long _number;
    private int _holding;

    private PagingGateway(WebApplication app, string secret, TimeProvider clock) => (_app, _secret, _clock) = (app, Encoding.UTF8.GetBytes(secret), clock);

    public Behaviour Behaviour { get; set; } = new();

    public Uri Url { get; private set; } = null!;

    /// <summary>Everything that came in whole, in order.</summary>
    public IReadOnlyCollection<Arrival> Arrivals => _arrivals;

    /// <summary>The ids of deliveries that were taken, each once however often it came.</summary>
    public IReadOnlyCollection<string> Taken => [.. _taken.Keys];

    /// <summary>How many requests wait for an answer.</summary>
    public int Holding => Volatile.Read(ref _holding);

    /// <summary>Called with each arrival, before it is answered.</summary>
    public Action<Arrival>? OnArrival { get; set; }

    /// <param name="port">0 for any that is free.</param>
    /// <param name="address">Where it listens; the loopback when nothing is said.</param>
    public static async Task<PagingGateway> StartAsync(string secret, int port = 0, TimeProvider? clock = null, IPAddress? address = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
#pragma warning disable RS0030 // A root: the machine's clock is named once.
        var gateway = new PagingGateway(builder.Build(), secret, clock ?? TimeProvider.System);
#pragma warning restore RS0030
        gateway._app.Run(gateway.AnswerAsync);
        await gateway._app.StartAsync();
        gateway.Url = new Uri(new Uri(gateway._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/pages");
        return gateway;
    }

    /// <summary>Answers whatever hangs.</summary>
    public void LetGo()
    {
        Behaviour = Behaviour with { Hang = false };
        _letGo.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        await _letGo.CancelAsync();
        await _app.DisposeAsync();
        _letGo.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _holding);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var id = context.Request.Headers["Lert-Delivery-Id"].ToString();
            await AnswerAsync(context, body.ToArray(), id, _requests.AddOrUpdate(id, 1, static (_, before) => before + 1), Behaviour);
        }
        finally
        {
            Interlocked.Decrement(ref _holding);
        }
    }

    private async Task AnswerAsync(HttpContext context, byte[] body, string id, int request, Behaviour how)
    {
        if (how.Redirect is { } elsewhere)
        {
            Note(context, body, "redirected");
            context.Response.Redirect(elsewhere.ToString());
            return;
        }

        if (request <= how.DieInTheMiddle)
        {
            Note(context, body, "died");
            context.Abort();
            return;
        }

        if (request <= how.FailFirst)
        {
            Note(context, body, "failed");
            if (how.RetryAfter > 0)
            {
                context.Response.Headers.RetryAfter = how.RetryAfter.ToString(CultureInfo.InvariantCulture);
            }

            context.Response.StatusCode = how.FailWith;
            return;
        }

        if (!IsSigned(context, body))
        {
            Note(context, body, "unsigned");
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var isNew = _taken.TryAdd(id, $"gw-{_taken.Count + 1}");
        if (request <= how.CutAfterTaking)
        {
            Note(context, body, "cut");
            context.Abort();
            return;
        }

        Note(context, body, isNew ? "taken" : "again");
        await WaitAsync(how, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { id = _taken[id] }), context.RequestAborted);
    }

    private async Task WaitAsync(Behaviour how, CancellationToken aborted)
    {
        var wait = how.Hang ? Timeout.InfiniteTimeSpan : how.Slow;
        if (wait == TimeSpan.Zero)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(_letGo.Token, aborted);
        await Task.Delay(wait, _clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsSigned(HttpContext context, byte[] body)
    {
        var timestamp = context.Request.Headers["Lert-Timestamp"].ToString();
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hash.AppendData(Encoding.ASCII.GetBytes($"{timestamp}."));
        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes($"v1={Convert.ToHexStringLower(hash.GetHashAndReset())}");
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(context.Request.Headers["Lert-Signature"].ToString()));
    }

    private void Note(HttpContext context, byte[] body, string was)
    {
        var said = Read(body);
        var headers = context.Request.Headers;
        var arrival = new Arrival(
            Interlocked.Increment(ref _number),
            _clock.GetUtcNow(),
            headers["Lert-Delivery-Id"].ToString(),
            headers["Idempotency-Key"].ToString(),
            int.TryParse(headers["Lert-Attempt"], CultureInfo.InvariantCulture, out var attempt) ? attempt : 0,
            Field(said, "page_id"),
            Field(said, "to"),
            Field(said, "urgency"),
            Field(said, "text"),
            IsSigned(context, body),
            was);
        _arrivals.Enqueue(arrival);
        OnArrival?.Invoke(arrival);
    }

    private static JsonElement Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string Field(JsonElement said, string name) =>
        said.ValueKind == JsonValueKind.Object && said.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString()! : "";
}
