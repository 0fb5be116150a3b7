using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Lert.Api.Errors;

/// <summary>Answers a call with an error before any message: gRPC calls that <c>Trailers-Only</c>, one header block with HTTP status 200.</summary>
internal static class TrailersOnly
{
    public static void WriteTo(this ApiError error, HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers.GrpcStatus = ((int)error.Status).ToString(CultureInfo.InvariantCulture);
        response.Headers.GrpcMessage = Encode(error.Message);
        response.Headers[ApiError.DetailsTrailer] = Convert.ToBase64String(error.ToProto().ToByteArray()).TrimEnd('=');
    }

    /// <summary>grpc-message: printable ASCII stays, all else and the percent sign become %XX of their UTF-8 bytes.</summary>
    private static string Encode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var value in Encoding.UTF8.GetBytes(message))
        {
            if (value is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return encoded.ToString();
    }
}
