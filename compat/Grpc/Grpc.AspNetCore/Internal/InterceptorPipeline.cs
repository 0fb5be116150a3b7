using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Internal;

/// <summary>Chains interceptors around a method, once at start; instances are made per call.</summary>
internal static class InterceptorPipeline
{
    internal static UnaryServerMethod<TRequest, TResponse> Unary<TRequest, TResponse>(InterceptorRegistration[] interceptors, UnaryServerMethod<TRequest, TResponse> inner)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Length - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], inner);
            inner = async (request, context) =>
            {
                var (interceptor, created) = Create(registration, context);
                try
                {
                    return await interceptor.UnaryServerHandler(request, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await ReleaseAsync(interceptor, created).ConfigureAwait(false);
                }
            };
        }

        return inner;
    }

    internal static ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming<TRequest, TResponse>(
        InterceptorRegistration[] interceptors, ClientStreamingServerMethod<TRequest, TResponse> inner)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Length - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], inner);
            inner = async (requests, context) =>
            {
                var (interceptor, created) = Create(registration, context);
                try
                {
                    return await interceptor.ClientStreamingServerHandler(requests, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await ReleaseAsync(interceptor, created).ConfigureAwait(false);
                }
            };
        }

        return inner;
    }

    internal static ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming<TRequest, TResponse>(
        InterceptorRegistration[] interceptors, ServerStreamingServerMethod<TRequest, TResponse> inner)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Length - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], inner);
            inner = async (request, replies, context) =>
            {
                var (interceptor, created) = Create(registration, context);
                try
                {
                    await interceptor.ServerStreamingServerHandler(request, replies, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await ReleaseAsync(interceptor, created).ConfigureAwait(false);
                }
            };
        }

        return inner;
    }

    internal static DuplexStreamingServerMethod<TRequest, TResponse> DuplexStreaming<TRequest, TResponse>(
        InterceptorRegistration[] interceptors, DuplexStreamingServerMethod<TRequest, TResponse> inner)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Length - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], inner);
            inner = async (requests, replies, context) =>
            {
                var (interceptor, created) = Create(registration, context);
                try
                {
                    await interceptor.DuplexStreamingServerHandler(requests, replies, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await ReleaseAsync(interceptor, created).ConfigureAwait(false);
                }
            };
        }

        return inner;
    }

    private static (Interceptor Interceptor, bool Created) Create(InterceptorRegistration registration, ServerCallContext context) =>
        registration.Create(context.GetHttpContext().RequestServices);

    private static ValueTask ReleaseAsync(Interceptor interceptor, bool created)
    {
        if (!created)
            return default;
        if (interceptor is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (interceptor as IDisposable)?.Dispose();
        return default;
    }
}
