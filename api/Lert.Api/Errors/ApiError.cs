using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Lert.Grains;

namespace Lert.Api.Errors;

/// <summary>An error as it leaves: a code with its status, and the details that apply.</summary>
internal sealed record ApiError(string Code, string Message)
{
    /// <summary>Who defines the codes.</summary>
    public const string Domain = "lert.v1";

    /// <summary>The trailer that carries google.rpc.Status.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    private const string AnyPrefix = "type.googleapis.com";

    /// <summary>Some clients accept no more than 8 KiB of headers: this many characters of violations fit with everything else.</summary>
    private const int ViolationBudget = 4_000;

    public ImmutableArray<FieldViolation> Violations { get; init; } = [];

    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When to ask again; null where asking again does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public string? IncidentId { get; init; }

    public StatusCode Status => ErrorTable.StatusOf(Code);

    public static ApiError Of(Refusal refusal) =>
        new(refusal.Code, refusal.Message) { Violations = refusal.Violations, Metadata = refusal.Details };

    public static ApiError Invalid(ImmutableArray<FieldViolation> violations) => Of(Refusal.Invalid(violations));

    public static ApiError Invalid(string field, string description) => Invalid([new(field, description)]);

    public ApiErrorException ToException() => new(this);

    public Google.Rpc.Status ToProto()
    {
        var status = new Google.Rpc.Status { Code = (int)Status, Message = Message };
        var info = new ErrorInfo { Reason = Code, Domain = Domain };
        info.Metadata.Add(Metadata);
        status.Details.Add(Any.Pack(info, AnyPrefix));
        if (!Violations.IsEmpty)
        {
            status.Details.Add(Any.Pack(ToBadRequest(), AnyPrefix));
        }

        if (RetryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }, AnyPrefix));
        }

        if (IncidentId is { } incident)
        {
            status.Details.Add(Any.Pack(new RequestInfo { RequestId = incident }, AnyPrefix));
        }

        return status;
    }

    public RpcException ToRpcException() =>
        new(new Grpc.Core.Status(Status, Message), new Metadata { { DetailsTrailer, ToProto().ToByteArray() } });

    private BadRequest ToBadRequest()
    {
        var bad = new BadRequest();
        var left = ViolationBudget;
        foreach (var violation in Violations)
        {
            left -= violation.Field.Length + violation.Description.Length;
            if (left < 0)
            {
                bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Description = $"and {Violations.Length - bad.FieldViolations.Count} more" });
                break;
            }

            bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Description });
        }

        return bad;
    }
}

/// <summary>Carries an error from where it is found to the interceptor that sends it.</summary>
internal sealed class ApiErrorException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
