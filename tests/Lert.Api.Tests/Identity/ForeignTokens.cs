using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Lert.Api.Tests.Identity;

/// <summary>Tokens as an attacker writes them: by hand, so that no library stands in the way.</summary>
internal static class ForeignTokens
{
    public static (JsonObject Header, JsonObject Payload, string Signature) Take(string token)
    {
        var parts = token.Split('.');
        return (Read(parts[0]), Read(parts[1]), parts[2]);
    }

    public static string Put(JsonObject header, JsonObject payload, string signature) => $"{Write(header)}.{Write(payload)}.{signature}";

    public static string SignedBy(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var content = $"{Write(header)}.{Write(payload)}";
        return $"{content}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    public static Func<byte[], byte[]> Hmac(byte[] secret) => content => HMACSHA256.HashData(secret, content);

    private static JsonObject Read(string part) => JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();

    private static string Write(JsonObject part) => Base64UrlEncoder.Encode(part.ToJsonString(JsonSerializerOptions.Default));
}
