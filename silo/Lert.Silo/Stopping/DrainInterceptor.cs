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
        RefuseWhenStopping();
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        RefuseWhenStopping();
        return continuation(request, responseStream, context);
    }

    private void RefuseWhenStopping()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "This silo is stopping; try again with the same request_id."));
        }
    }
}
