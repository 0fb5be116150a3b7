using Google.Protobuf.Reflection;
using Grpc.Core;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace Grpc.Reflection;

/// <summary>Reflection v1 over the descriptors of some services.</summary>
public class ReflectionV1ServiceImpl : V1.ServerReflection.ServerReflectionBase
{
    private readonly DescriptorIndex _index;

    public ReflectionV1ServiceImpl(IEnumerable<ServiceDescriptor> services)
        : this(new DescriptorIndex([.. services]))
    {
    }

    internal ReflectionV1ServiceImpl(DescriptorIndex index) => _index = index;

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<V1.ServerReflectionRequest> requestStream, IServerStreamWriter<V1.ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(responseStream);
        ArgumentNullException.ThrowIfNull(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken).ConfigureAwait(false))
            await responseStream.WriteAsync(Answer(request, _index)).ConfigureAwait(false);
    }

    internal static V1.ServerReflectionResponse Answer(V1.ServerReflectionRequest request, DescriptorIndex index)
    {
        var response = new V1.ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case V1.ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                File(response, index.ByName(request.FileByFilename), $"File not found: {request.FileByFilename}");
                break;
            case V1.ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                File(response, index.BySymbol(request.FileContainingSymbol), $"Symbol not found: {request.FileContainingSymbol}");
                break;
            case V1.ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var extension = request.FileContainingExtension;
                File(response, index.ByExtension(extension.ContainingType, extension.ExtensionNumber), $"Extension not found: {extension.ContainingType} {extension.ExtensionNumber}");
                break;
            case V1.ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                if (index.ExtensionNumbers(request.AllExtensionNumbersOfType) is { } numbers)
                    response.AllExtensionNumbersResponse = new V1.ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType, ExtensionNumber = { numbers } };
                else
                    Error(response, StatusCode.NotFound, $"Type not found: {request.AllExtensionNumbersOfType}");
                break;
            case V1.ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new V1.ListServiceResponse { Service = { index.Services.Select(name => new V1.ServiceResponse { Name = name }) } };
                break;
            default:
                Error(response, StatusCode.Unimplemented, "Request type not supported by C# reflection service.");
                break;
        }

        return response;
    }

    private static void File(V1.ServerReflectionResponse response, FileDescriptor? file, string absent)
    {
        if (file is null)
            Error(response, StatusCode.NotFound, absent);
        else
            response.FileDescriptorResponse = new V1.FileDescriptorResponse { FileDescriptorProto = { DescriptorIndex.WithDependencies(file) } };
    }

    private static void Error(V1.ServerReflectionResponse response, StatusCode code, string message) =>
        response.ErrorResponse = new V1.ErrorResponse { ErrorCode = (int)code, ErrorMessage = message };
}

/// <summary>Reflection v1alpha: the same messages under an older name, so they pass through v1 as bytes.</summary>
public class ReflectionServiceImpl : V1Alpha.ServerReflection.ServerReflectionBase
{
    private readonly DescriptorIndex _index;

    public ReflectionServiceImpl(IEnumerable<ServiceDescriptor> services)
        : this(new DescriptorIndex([.. services]))
    {
    }

    internal ReflectionServiceImpl(DescriptorIndex index) => _index = index;

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<V1Alpha.ServerReflectionRequest> requestStream, IServerStreamWriter<V1Alpha.ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(responseStream);
        ArgumentNullException.ThrowIfNull(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken).ConfigureAwait(false))
        {
            var answer = ReflectionV1ServiceImpl.Answer(V1.ServerReflectionRequest.Parser.ParseFrom(Bytes(request)), _index);
            await responseStream.WriteAsync(V1Alpha.ServerReflectionResponse.Parser.ParseFrom(Bytes(answer))).ConfigureAwait(false);
        }
    }

    private static byte[] Bytes(Google.Protobuf.IMessage message) => Google.Protobuf.MessageExtensions.ToByteArray(message);
}
