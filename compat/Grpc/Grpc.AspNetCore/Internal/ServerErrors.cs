using Grpc.Core;

namespace Grpc.AspNetCore.Internal;

/// <summary>The protocol's errors, in the words that callers of gRPC on .NET know.</summary>
internal static class ServerErrors
{
    internal static RpcException TooLargeToReceive() => Of(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");

    internal static RpcException IncompleteMessage() => Of(StatusCode.Internal, "Incomplete message.");

    internal static RpcException AdditionalData() => Of(StatusCode.Internal, "Additional data after the message received.");

    internal static RpcException Cancelled() => Of(StatusCode.Internal, "Incoming message cancelled.");

    internal static RpcException BadCompressedFlag() => Of(StatusCode.Internal, "Unexpected compressed flag value in message header.");

    internal static RpcException NoEncodingNamed() => Of(StatusCode.Internal, "Request did not include grpc-encoding value with compressed message.");

    internal static RpcException IdentityCompressed() => Of(StatusCode.Internal, "Request sent 'identity' grpc-encoding value with compressed message.");

    internal static RpcException NotOfEncoding(string encoding) => Of(StatusCode.Internal, $"The message is not valid {encoding}.");

    internal static RpcException UnknownEncoding(string encoding, string supported) =>
        Of(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {supported.Replace(",", ", ", StringComparison.Ordinal)}");

    internal static RpcException NoResponse() => Of(StatusCode.Cancelled, "No message returned from method.");

    private static RpcException Of(StatusCode code, string detail) => new(new Status(code, detail));
}
