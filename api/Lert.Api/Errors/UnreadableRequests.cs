using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Lert.Api.Errors;

/// <summary>
/// Bytes that are no message of the method are the caller's mistake. The server parses before any interceptor runs and calls the failure UNKNOWN, so this
/// step around it puts the right status in its place: UNKNOWN, with nothing sent, from a call that never reached the interceptor.
/// </summary>
internal sealed class UnreadableRequests(RequestDelegate next)
{
    private static readonly object Read = new();
    private static readonly string Unknown = ((int)StatusCode.Unknown).ToString(CultureInfo.InvariantCulture);

    /// <summary>The request was parsed: whatever fails from here on is something else.</summary>
    public static void MarkRead(HttpContext context) => context.Items[Read] = Read;

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (!context.Response.HasStarted
            && context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.Type: MethodType.Unary or MethodType.ServerStreaming }
            && context.Response.Headers.GrpcStatus == Unknown
            && !context.Items.ContainsKey(Read))
        {
            new ApiError(EdgeCodes.RequestUnreadable, "The request is no message of this method.").WriteTo(context.Response);
        }
    }
}
