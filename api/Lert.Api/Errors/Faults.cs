using Grpc.Core;
using Lert.Grains;
using Orleans.Runtime;

namespace Lert.Api.Errors;

/// <summary>What an exception means for the caller. A refusal never comes here: it is a value.</summary>
internal static class Faults
{
    /// <summary>Where nobody says when to try again.</summary>
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);

    /// <summary>The error of a broken machine; null when the exception is none that we expect, and so our bug.</summary>
    public static ApiError? Explain(Exception exception) => exception switch
    {
        ApiErrorException known => known.Error,
        ActorFaultException fault => Explain(fault),
        // A host that is stopping turns calls away without our details.
        RpcException { StatusCode: StatusCode.Unavailable } => Stopping(),
        // The silo that had the call is gone: nobody can say whether it ran before.
        SiloUnavailableException => OutcomeUnknown("The server that had the call is gone."),
        // The call was turned away before any of it ran.
        OrleansMessageRejectionException => Unavailable("The cluster turned the call away."),
        // A response that did not come in time: the command may have been committed.
        TimeoutException => OutcomeUnknown("No answer came in time."),
        OrleansException => OutcomeUnknown("The cluster lost the call."),
        _ => null,
    };

    public static ApiError Unavailable(string message, TimeSpan? retryAfter = null) =>
        new(EdgeCodes.Unavailable, $"{message} Nothing was done; ask again.") { RetryAfter = retryAfter ?? DefaultDelay };

    public static ApiError Stopping() => new(EdgeCodes.Stopping, "This server is stopping.") { RetryAfter = DefaultDelay };

    public static ApiError Internal(string incidentId) =>
        new(EdgeCodes.Internal, $"Something went wrong here. Incident {incidentId}.") { IncidentId = incidentId };

    /// <summary>Whether asking again with the same request_id is the right answer to this error.</summary>
    public static bool IsPassing(ApiError error) => error.Status is StatusCode.Unavailable or StatusCode.ResourceExhausted;

    private static ApiError OutcomeUnknown(string message, TimeSpan? retryAfter = null) =>
        new(EdgeCodes.OutcomeUnknown, $"{message} It may or may not have been done; ask again with the same request_id.") { RetryAfter = retryAfter ?? DefaultDelay };

    // The texts of faults name machines and files: they are for the log, not for callers.
    private static ApiError? Explain(ActorFaultException fault) => fault.Kind switch
    {
        FaultKind.Unavailable => Unavailable("The store cannot be reached.", fault.RetryAfter),
        FaultKind.OutcomeUnknown => OutcomeUnknown("The store did not answer.", fault.RetryAfter),
        FaultKind.Busy => new ApiError(EdgeCodes.Busy, "Too much is asked at once; ask again later.") { RetryAfter = fault.RetryAfter ?? DefaultDelay },
        FaultKind.NewerRelease => new ApiError(EdgeCodes.NewerRelease, "This is kept by a newer release than the one that you reached. Nothing was done; ask again.")
        {
            RetryAfter = fault.RetryAfter ?? DefaultDelay,
        },
        FaultKind.DataLoss => new ApiError(EdgeCodes.DataLoss, "What is stored does not verify. Someone must look before anything else is done with it."),
        _ => null,
    };
}
