using Grpc.Core;

namespace Grpc.Net.Protocol;

/// <summary>Between HTTP header values and metadata.</summary>
internal static class WireMetadata
{
    internal const string ContentType = "application/grpc";
    internal const string StatusHeader = "grpc-status";
    internal const string MessageHeader = "grpc-message";
    internal const string EncodingHeader = "grpc-encoding";
    internal const string AcceptEncodingHeader = "grpc-accept-encoding";
    internal const string TimeoutHeader = "grpc-timeout";

    /// <summary>In headers that a caller or a service sends: the encoding it wants for its own messages. Never on the wire.</summary>
    internal const string EncodingRequestHeader = "grpc-internal-encoding-request";

    /// <summary>Headers of the protocol itself, which are not metadata for the application.</summary>
    internal static bool IsReserved(string name) => name.Length == 0 || name[0] == ':' || name.ToLowerInvariant() is
        EncodingHeader or AcceptEncodingHeader or TimeoutHeader or EncodingRequestHeader or "content-type" or "content-encoding" or "te" or StatusHeader or MessageHeader;

    /// <summary>Adds one header line. A binary line may hold several values, separated by commas. Throws <see cref="FormatException"/> for bad base64.</summary>
    internal static void Add(Metadata metadata, string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (!Metadata.Entry.HasBinarySuffix(key))
        {
            metadata.Add(Metadata.Entry.FromWire(key, value));
            return;
        }

        foreach (var part in value.Split(','))
            metadata.Add(Metadata.Entry.FromWire(key, FromBase64(part.Trim())));
    }

    internal static string Text(Metadata.Entry entry) => entry.IsBinary ? Convert.ToBase64String(entry.BytesWithoutCopy) : entry.Value;

    /// <summary>Padding is optional on the wire.</summary>
    private static byte[] FromBase64(string text)
    {
        var missing = (4 - (text.Length % 4)) % 4;
        return Convert.FromBase64String(missing == 0 ? text : text + new string('=', missing));
    }
}
