using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lert.Grains.Pages;

namespace Lert.Silo.Paging;

/// <summary>What the gateway gets. The same for every attempt, so that the delivery's id stands for exactly this.</summary>
internal sealed record WebhookMessage(
    string DeliveryId, string PageId, string To, string Alert, string Urgency, string Desk, string Text, DateTimeOffset OpenedAt, DateTimeOffset DueAt)
{
    public static byte[] Of(PageDelivery delivery) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookMessage(
            delivery.DeliveryId, delivery.PageId, delivery.Address, $"{delivery.Alert}", $"{delivery.Urgency}", delivery.Desk, delivery.Text, delivery.OpenedAt, delivery.DueAt),
        WebhookJson.Default.WebhookMessage);

    /// <summary><c>v1=</c> and the HMAC-SHA256, in hexadecimal, of the timestamp, a dot and the body.</summary>
    public static string Sign(byte[] secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture)));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return $"v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>What the gateway calls it: <c>id</c> of a JSON answer; empty where there is none.</summary>
    public static string Receipt(ReadOnlySpan<byte> answer)
    {
        try
        {
            var reader = new Utf8JsonReader(answer);
            return JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty("id", out var id)
                ? id.ValueKind is JsonValueKind.String ? id.GetString()! : id.ValueKind is JsonValueKind.Number ? id.GetRawText() : ""
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
