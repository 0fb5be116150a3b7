using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Lert.Silo.Telemetry;

/// <summary>Times every call of the API and gives it a span. It stands outside the interceptor of errors, so that it sees the status that the caller gets.</summary>
internal sealed class CallMeter(SiloMeter meter, TimeProvider clock) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return MeasureAsync(context, () => continuation(request, context));
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ArgumentNullException.ThrowIfNull(continuation);
        return MeasureAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });
    }

    private async Task<T> MeasureAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var began = clock.GetTimestamp();
        var status = StatusCode.Unknown;
        using var span = SiloMeter.Traces.StartActivity(context.Method, ActivityKind.Server);
        try
        {
            var answer = await call();
            status = context.Status.StatusCode;
            return answer;
        }
        catch (RpcException refused)
        {
            status = refused.StatusCode;
            throw;
        }
        finally
        {
            meter.Called(context.Method, status.ToString(), clock.GetElapsedTime(began));
            span?.SetTag("rpc.grpc.status_code", (int)status);
        }
    }
}
