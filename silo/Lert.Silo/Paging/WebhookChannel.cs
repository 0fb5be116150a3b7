using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Paging;

/// <summary>Posts deliveries to the paging gateway, signed. Redirects are not followed: the signature is for one host.</summary>
internal sealed class WebhookChannel : IPageChannel, IDisposable
{
    /// <summary>As much of an answer as is read.</summary>
    private const int MostAnswer = 4_096;

    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly byte[] _secret;
    private readonly TimeProvider _clock;

    public WebhookChannel(IOptions<WebhookOptions> options, TimeProvider clock)
    {
        var settings = options.Value;
        _clock = clock;
        _url = new Uri(settings.Url!);
        _secret = Encoding.UTF8.GetBytes(settings.ReadSecret());
        MaxInFlight = settings.MaxInFlight;
#pragma warning disable CA2000 // The client owns it.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = settings.MaxInFlight,
            // A gateway that moves is found at its new address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = settings.Timeout,
            ConnectCallback = (context, cancellation) => NetworkGuard.ConnectAsync(context.DnsEndPoint, settings.Allows, cancellation),
        })
#pragma warning restore CA2000
        {
            Timeout = settings.Timeout,
        };
    }

    public ContactChannel Channel => ContactChannel.Webhook;

    public int MaxInFlight { get; }

    public async Task<Handover> SendAsync(PageDelivery delivery, CancellationToken cancellationToken)
    {
        var body = WebhookMessage.Of(delivery);
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Idempotency-Key", delivery.DeliveryId);
        request.Headers.Add("Lert-Delivery-Id", delivery.DeliveryId);
        request.Headers.Add("Lert-Attempt", delivery.Attempt.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Lert-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Lert-Signature", WebhookMessage.Sign(_secret, timestamp, body));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? Handover.Taken(await ReceiptAsync(answer, cancellationToken)) : Refused(answer);
        }
        catch (HttpRequestException broken)
        {
            return broken switch
            {
                { InnerException: AddressRefusedException } => Handover.Failed("address-refused", isFinal: true),
                { InnerException: AuthenticationException } => Handover.Failed("tls"),
                { HttpRequestError: HttpRequestError.NameResolutionError } => Handover.Failed("name-unknown"),
                { HttpRequestError: HttpRequestError.ConnectionError } => Handover.Failed("unreachable"),
                _ => Handover.Failed("cut-off"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Handover.Failed("timeout");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>It was taken when its headers said so, whatever becomes of the rest.</summary>
    private static async Task<string> ReceiptAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostAnswer];
        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var read = await stream.ReadAtLeastAsync(buffer, MostAnswer, throwOnEndOfStream: false, cancellationToken);
            return WebhookMessage.Receipt(buffer.AsSpan(0, read));
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
        {
            return "";
        }
    }

    /// <summary>Whoever says that the request is wrong will say so again; who is busy or broken may not.</summary>
    private Handover Refused(HttpResponseMessage answer)
    {
        var code = (int)answer.StatusCode;
        var passes = answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || code >= 500;
        var retry = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return Handover.Failed(string.Create(CultureInfo.InvariantCulture, $"http-{code}"), isFinal: !passes, retry > TimeSpan.Zero ? retry : null);
    }
}
