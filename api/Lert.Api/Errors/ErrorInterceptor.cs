using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Lert.Api.Errors;

/// <summary>The one place where exceptions become statuses. What it does not expect is logged under an incident id, and the caller learns only that id.</summary>
internal sealed partial class ErrorInterceptor(FaultLog faults, ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            UnreadableRequests.MarkRead(context.GetHttpContext());
            return await continuation(request, context);
        }
        catch (Exception exception) when (!IsComplete(exception))
        {
            throw Translate(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            UnreadableRequests.MarkRead(context.GetHttpContext());
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (!IsComplete(exception))
        {
            throw Translate(exception, context);
        }
    }

    /// <summary>Whether it is a status already, with all that a caller may read from it.</summary>
    private static bool IsComplete(Exception exception) =>
        exception is RpcException status && (status.StatusCode != StatusCode.Unavailable || status.Trailers.Get(ApiError.DetailsTrailer) is not null);

    private RpcException Translate(Exception exception, ServerCallContext context)
    {
        if (context.CancellationToken.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // The caller is gone or its deadline has passed: the server sends what fits.
            return new RpcException(Status.DefaultCancelled);
        }

        if (Faults.Explain(exception) is { } error)
        {
            if (exception is not ApiErrorException)
            {
                faults.Note(exception, context.Method, error.Code);
            }

            return error.ToRpcException();
        }

        var incident = context.GetHttpContext().TraceIdentifier;
        LogIncident(exception, incident, context.Method);
        return Faults.Internal(incident).ToRpcException();
    }

    [LoggerMessage(2102, LogLevel.Error, "Incident {IncidentId}: {Method} failed.")]
    private partial void LogIncident(Exception exception, string incidentId, string method);
}
