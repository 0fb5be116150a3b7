namespace Grpc.Net.Protocol;

internal static class ContentTypes
{
    /// <summary><c>application/grpc</c>, alone or followed by <c>+format</c> or <c>;parameters</c>.</summary>
    internal static bool IsGrpc(string? contentType) =>
        contentType is not null &&
        contentType.StartsWith(WireMetadata.ContentType, StringComparison.OrdinalIgnoreCase) &&
        (contentType.Length == WireMetadata.ContentType.Length || contentType[WireMetadata.ContentType.Length] is '+' or ';');
}
