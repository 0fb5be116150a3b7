using System.Globalization;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Protocol;

namespace Grpc.Net.Client.Internal;

/// <summary>Metadata and status out of a reply's headers or trailers.</summary>
internal static class ResponseMetadata
{
    internal static Metadata Read(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (WireMetadata.IsReserved(name))
                continue;
            foreach (var value in values)
                WireMetadata.Add(metadata, name, value);
        }

        return metadata;
    }

    /// <summary>Null when there is no <c>grpc-status</c>.</summary>
    internal static Status? Status(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(WireMetadata.StatusHeader, out var values))
            return null;
        var text = values.ToString();
        if (text == "0")
            return Core.Status.DefaultSuccess;
        if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var code))
            return new Status(StatusCode.Unknown, $"Unexpected grpc-status value: {text}");
        // A code from the future is an unknown one, as the protocol asks.
        var known = code is >= 0 and <= (int)StatusCode.Unauthenticated ? (StatusCode)code : StatusCode.Unknown;
        var detail = headers.NonValidated.TryGetValues(WireMetadata.MessageHeader, out var message) ? StatusMessage.Decode(message.ToString()) : "";
        return new Status(known, detail);
    }
}
