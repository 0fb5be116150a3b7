using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Grpc.Core;

namespace Grpc.AspNetCore.Internal;

internal sealed record BoundMethod(IMethod Method, CallHandler Handler, object[] Attributes);

/// <summary>Learns a service's methods from its generated binder, and finds the override that serves each.</summary>
internal sealed class ServiceBinder<TService>(MethodOptions options, IServiceProvider services) : ServiceBinderBase
    where TService : class
{
    internal List<BoundMethod> Methods { get; } = [];

    internal void Bind()
    {
        var bind = BindMethod(typeof(TService)) ??
            throw new InvalidOperationException($"Cannot locate the generated binder of {typeof(TService)}: it does not derive from a generated service base.");
        bind.Invoke(null, [this, null]);
    }

    /// <summary>The class that the generator wrote around the base of a service, or null.</summary>
    internal static MethodInfo? BindMethod([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type serviceType)
    {
        for (var type = serviceType; type is not null; type = type.BaseType)
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
                return attribute.BindType.GetMethod(
                    attribute.BindMethodName, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static, [typeof(ServiceBinderBase), type]);
        return null;
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, attributes) = Find<UnaryMethod<TService, TRequest, TResponse>>(method, typeof(TRequest), typeof(ServerCallContext));
        Methods.Add(new BoundMethod(method, new UnaryHandler<TService, TRequest, TResponse>(options, method, invoke, services), attributes));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, attributes) = Find<ClientStreamingMethod<TService, TRequest, TResponse>>(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        Methods.Add(new BoundMethod(method, new ClientStreamingHandler<TService, TRequest, TResponse>(options, method, invoke, services), attributes));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, attributes) = Find<ServerStreamingMethod<TService, TRequest, TResponse>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Methods.Add(new BoundMethod(method, new ServerStreamingHandler<TService, TRequest, TResponse>(options, method, invoke, services), attributes));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (invoke, attributes) = Find<DuplexStreamingMethod<TService, TRequest, TResponse>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Methods.Add(new BoundMethod(method, new DuplexStreamingHandler<TService, TRequest, TResponse>(options, method, invoke, services), attributes));
    }

    /// <summary>Class attributes first: what is nearer to the method counts more.</summary>
    private static (TDelegate Invoke, object[] Attributes) Find<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            if (type.GetMethod(method.Name, Declared, parameters) is { IsVirtual: true } info)
                return (info.CreateDelegate<TDelegate>(), [.. typeof(TService).GetCustomAttributes(inherit: true), .. info.GetCustomAttributes(inherit: true)]);
        }

        throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
    }
}
