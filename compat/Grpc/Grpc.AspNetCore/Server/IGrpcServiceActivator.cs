using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes the service instance of each call.</summary>
public interface IGrpcServiceActivator<TGrpcService>
    where TGrpcService : class
{
    GrpcActivatorHandle<TGrpcService> Create(IServiceProvider serviceProvider);

    ValueTask ReleaseAsync(GrpcActivatorHandle<TGrpcService> service);
}

/// <summary>An instance, and whether the activator made it (and so disposes it).</summary>
public readonly struct GrpcActivatorHandle<T>(T instance, bool created, object? state)
{
    public T Instance { get; } = instance;

    public bool Created { get; } = created;

    public object? State { get; } = state;
}

/// <summary>The registered instance, or one made for the call.</summary>
internal sealed class DefaultGrpcServiceActivator<TGrpcService> : IGrpcServiceActivator<TGrpcService>
    where TGrpcService : class
{
    private static readonly Lazy<ObjectFactory<TGrpcService>> Factory = new(() => ActivatorUtilities.CreateFactory<TGrpcService>(Type.EmptyTypes));

    public GrpcActivatorHandle<TGrpcService> Create(IServiceProvider serviceProvider) =>
        serviceProvider.GetService<TGrpcService>() is { } registered
            ? new GrpcActivatorHandle<TGrpcService>(registered, created: false, state: null)
            : new GrpcActivatorHandle<TGrpcService>(Factory.Value(serviceProvider, []), created: true, state: null);

    public ValueTask ReleaseAsync(GrpcActivatorHandle<TGrpcService> service)
    {
        if (!service.Created)
            return default;
        if (service.Instance is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();
        (service.Instance as IDisposable)?.Dispose();
        return default;
    }
}
