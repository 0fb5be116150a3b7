// Genuine home: Orleans.Streaming.
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans.Streams
{
    /// <summary>Streams by namespace and key.</summary>
    public static class StreamProviderExtensions
    {
        public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, string key) => streamProvider.GetStream<T>(Runtime.StreamId.Create(ns, key));

        public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, Guid key) => streamProvider.GetStream<T>(Runtime.StreamId.Create(ns, key));
    }

    /// <summary>Subscribes with functions.</summary>
    public static class AsyncObservableExtensions
    {
        public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(this IAsyncObservable<T> obs, Func<T, StreamSequenceToken?, Task> onNextAsync)
        {
            ArgumentNullException.ThrowIfNull(obs);
            return obs.SubscribeAsync(new Observer<T>(onNextAsync));
        }

        public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(this StreamSubscriptionHandle<T> handle, Func<T, StreamSequenceToken?, Task> onNextAsync)
        {
            ArgumentNullException.ThrowIfNull(handle);
            return handle.ResumeAsync(new Observer<T>(onNextAsync));
        }

        private sealed class Observer<T>(Func<T, StreamSequenceToken?, Task> onNext) : IAsyncObserver<T>
        {
            public Task OnNextAsync(T item, StreamSequenceToken? token = null) => onNext(item, token);
        }
    }
}

namespace Orleans
{
    /// <summary>The streams that a grain can use.</summary>
    public static class GrainStreamingExtensions
    {
        public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
            grain.GrainContext.ActivationServices.GetRequiredKeyedService<IStreamProvider>(name);
    }
}

namespace Orleans.Hosting
{
    /// <summary>The streams that a client can use.</summary>
    public static class ClientStreamExtensions
    {
        public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
            client.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(name);
    }
}
