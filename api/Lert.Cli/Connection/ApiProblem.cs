using System.Collections.Immutable;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Lert.Cli.Connection;

/// <summary>An error of the API, with all that it says about itself.</summary>
/// <param name="Code">The gRPC status.</param>
/// <param name="Reason">The permanent code to branch on, such as <c>hold.extension-too-late</c>; where the server gave none, the status in small letters.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Violations">Every wrong field.</param>
/// <param name="Metadata">Particulars.</param>
/// <param name="RetryAfter">When asking again makes sense; null when the server did not say.</param>
/// <param name="IncidentId">What to quote when reporting it.</param>
internal sealed record ApiProblem(
    StatusCode Code,
    string Reason,
    string Message,
    ImmutableArray<Violation> Violations,
    ImmutableSortedDictionary<string, string> Metadata,
    TimeSpan? RetryAfter,
    string? IncidentId)
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>Whether asking again with the same request id is the right answer.</summary>
    public bool IsPassing => Code is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded;

    public int Exit => Code switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted => ExitCode.Unreachable,
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => ExitCode.NotAllowed,
        _ => ExitCode.Refused,
    };

    /// <summary>Whether a server said this, or nobody was there to say anything.</summary>
    public bool IsFromServer { get; private init; }

    public static ApiProblem Of(RpcException exception)
    {
        var bytes = exception.Trailers.GetValueBytes(DetailsTrailer);
        var status = bytes is null ? null : Parse(bytes);
        return Of(status ?? new RpcStatus(), exception.StatusCode, exception.Status.Detail) with { IsFromServer = status is not null };
    }

    /// <summary>From a status inside an answer, such as the failure of one account of a batch.</summary>
    public static ApiProblem Of(RpcStatus status) => Of(status, (StatusCode)status.Code, status.Message) with { IsFromServer = true };

    private static ApiProblem Of(RpcStatus status, StatusCode code, string message)
    {
        var info = Find<ErrorInfo>(status);
        return new(
            code,
            info?.Reason ?? Words(code),
            status.Message is { Length: > 0 } sentence ? sentence : message,
            [.. Find<BadRequest>(status)?.FieldViolations.Select(violation => new Violation(violation.Field, violation.Description)) ?? []],
            info?.Metadata.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? ImmutableSortedDictionary<string, string>.Empty,
            Find<RetryInfo>(status)?.RetryDelay?.ToTimeSpan(),
            Find<RequestInfo>(status)?.RequestId);
    }

    private static RpcStatus? Parse(byte[] bytes)
    {
        try
        {
            return RpcStatus.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // Details that cannot be read are details that we do not have; the status itself still stands.
            return null;
        }
    }

    private static T? Find<T>(RpcStatus status)
        where T : class, IMessage<T>, new()
    {
        var descriptor = new T().Descriptor;
        return status.Details.FirstOrDefault(detail => detail.Is(descriptor))?.Unpack<T>();
    }

    private static string Words(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}

/// <summary>One wrong field by its path in the request.</summary>
internal sealed record Violation(string Field, string Description);
