using Google.Rpc;
using Grpc.Core;

namespace Lert.Api.Tests.Running;

/// <summary>An error as a client reads it from the wire.</summary>
public sealed record ErrorDetails(StatusCode Code, string Message, ErrorInfo Info, BadRequest? BadRequest, RetryInfo? Retry, RequestInfo? Request)
{
    public string Reason => Info.Reason;

    public IReadOnlyList<string> Fields => [.. BadRequest?.FieldViolations.Select(violation => violation.Field) ?? []];

    /// <summary>What a call failed with; it must carry google.rpc.Status with exactly one ErrorInfo, and the same code twice.</summary>
    public static ErrorDetails Of(RpcException exception)
    {
        var entry = exception.Trailers.Get("grpc-status-details-bin");
        Assert.True(entry is not null, $"{exception.Status} carries no details");
        var status = Google.Rpc.Status.Parser.ParseFrom(entry.ValueBytes);
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.Equal(exception.Status.Detail, status.Message);
        var info = Assert.Single(status.Details, detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
        Assert.Equal("lert.v1", info.Domain);
        return new ErrorDetails(
            exception.StatusCode,
            status.Message,
            info,
            status.Details.SingleOrDefault(detail => detail.Is(Google.Rpc.BadRequest.Descriptor))?.Unpack<BadRequest>(),
            status.Details.SingleOrDefault(detail => detail.Is(RetryInfo.Descriptor))?.Unpack<RetryInfo>(),
            status.Details.SingleOrDefault(detail => detail.Is(RequestInfo.Descriptor))?.Unpack<RequestInfo>());
    }

    public static async Task<ErrorDetails> Of(Func<Task> call) => Of(await Assert.ThrowsAsync<RpcException>(call));

    public static Task<ErrorDetails> Of<T>(AsyncUnaryCall<T> call) => Of(async () => await call);
}
