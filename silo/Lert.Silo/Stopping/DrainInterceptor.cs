using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Lert.Silo.Stopping;

/// <summary>Once the silo is told to stop, running calls finish and new ones go elsewhere.</summary>
internal sealed class DrainInterceptor(IHostApplicationLifetime lifetime) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        RefuseWhenStopping(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        RefuseWhenStopping(context);
        return continuation(request, responseStream, context);
    }

    private void RefuseWhenStopping(ServerCallContext context)
    {
        // Health goes on answering: that the silo stops is what a load balancer must hear.
        if (!context.Method.StartsWith("/grpc.health.", StringComparison.Ordinal) && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The edge knows this one, and answers it with everything that an UNAVAILABLE carries.
            throw new RpcException(new Status(StatusCode.Unavailable, "This silo is stopping."));
        }
    }
}
