using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Lert.Api.Tests.Running;

/// <summary>Every method of lert.v1 from its descriptors, called with any bytes.</summary>
public static class RawCalls
{
    public static IReadOnlyList<MethodDescriptor> Methods { get; } =
    [
        .. new[]
            {
                V1.CaseServiceReflection.Descriptor, V1.HoldServiceReflection.Descriptor, V1.AccountServiceReflection.Descriptor, V1.JournalServiceReflection.Descriptor,
                V1.ClusterServiceReflection.Descriptor, V1.ResponderServiceReflection.Descriptor, V1.PageServiceReflection.Descriptor, V1.RotaServiceReflection.Descriptor,
                V1.RequesterServiceReflection.Descriptor,
                V1.DisclosureServiceReflection.Descriptor,
                V1.LetterServiceReflection.Descriptor,
            }
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods),
    ];

    public static string Path(this MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>Calls it, and reads at most one answer.</summary>
    public static async Task<(StatusCode Code, RpcException? Error, byte[]? Answer)> Call(this CallInvoker invoker, MethodDescriptor method, byte[] request)
    {
        var (service, name) = (method.Service.FullName, method.Name);
        var options = new CallOptions(deadline: ApiUnderTest.Now.UtcDateTime.AddSeconds(30));
        try
        {
            if (!method.IsServerStreaming)
            {
                using var call = invoker.AsyncUnaryCall(Bytes(MethodType.Unary, service, name), null, options, request);
                return (StatusCode.OK, null, await call);
            }

            using var stream = invoker.AsyncServerStreamingCall(Bytes(MethodType.ServerStreaming, service, name), null, options, request);
            return (StatusCode.OK, null, await stream.ResponseStream.MoveNext(CancellationToken.None) ? stream.ResponseStream.Current : null);
        }
        catch (RpcException exception)
        {
            return (exception.StatusCode, exception, null);
        }
    }

    public static Method<byte[], byte[]> Bytes(MethodType type, string service, string name)
    {
        var raw = Marshallers.Create(bytes => bytes, bytes => bytes);
        return new Method<byte[], byte[]>(type, service, name, raw, raw);
    }

    /// <summary>A request of this method with nothing set.</summary>
    public static IMessage NewRequest(this MethodDescriptor method) => method.InputType.Parser.ParseFrom(ByteString.Empty);
}
