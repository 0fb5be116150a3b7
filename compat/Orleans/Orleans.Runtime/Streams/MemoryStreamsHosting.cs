// Genuine homes: Orleans.Streaming, Orleans.Persistence.Memory.
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers.Streams;
using Orleans.Streams;

namespace Orleans.Hosting
{
    /// <summary>Streams in the memory of the silo.</summary>
    public static class SiloBuilderMemoryStreamExtensions
    {
        /// <summary>Adds a provider of streams that end with the silo. Like the genuine one it needs a grain storage named PubSubStore.</summary>
        public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            builder.Services.AddKeyedSingleton<IStreamProvider>(name, (services, _) => ActivatorUtilities.CreateInstance<MemoryStreamProvider>(services, name));
            builder.Services.AddSingleton<ILifecycleParticipant<Runtime.ISiloLifecycle>>(services => new MemoryStreamsLifetime(services, name));
            return builder;
        }
    }

    /// <summary>Storage in the memory of the silo.</summary>
    public static class MemoryGrainStorageSiloBuilderExtensions
    {
        /// <summary>Names a storage. Here only the subscriptions of memory streams need one, and they live in the memory of the silo anyhow.</summary>
        public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name)
        {
            builder.Services.AddKeyedSingleton(name, new MemoryGrainStorage());
            return builder;
        }
    }
}

namespace Orleans.Providers.Streams
{
    /// <summary>Says that a memory storage of that name was configured.</summary>
    internal sealed class MemoryGrainStorage;

    /// <summary>Ends the streams of a provider with their silo.</summary>
    internal sealed class MemoryStreamsLifetime(IServiceProvider services, string name) : ILifecycleParticipant<Runtime.ISiloLifecycle>
    {
        private const string PubSubStore = "PubSubStore";

        public void Participate(Runtime.ISiloLifecycle lifecycle)
        {
            if (services.GetKeyedService<MemoryGrainStorage>(PubSubStore) is null)
            {
                throw new Runtime.OrleansConfigurationException($"The streams '{name}' need a grain storage named {PubSubStore}: AddMemoryGrainStorage(\"{PubSubStore}\").");
            }

            var provider = (MemoryStreamProvider)services.GetRequiredKeyedService<IStreamProvider>(name);
            lifecycle.Subscribe(name, ServiceLifecycleStage.Active, _ => Task.CompletedTask, _ => provider.StopAsync());
        }
    }
}
