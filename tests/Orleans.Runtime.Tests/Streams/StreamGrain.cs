using Orleans.Runtime.Tests.Fixture;
using Orleans.Streams;

namespace Orleans.Runtime.Tests.Streams;

public interface IStreamGrain : IGrainWithStringKey
{
    Task Subscribe();

    Task Unsubscribe();

    Task End();

    Task Publish(int item);

    Task<int> Subscriptions();
}

public sealed class StreamGrain(Probe probe) : Grain, IStreamGrain
{
    internal const string Provider = "feed";
    internal static readonly StreamId Id = StreamId.Create("news", "all");

    private IAsyncStream<int> Stream => this.GetStreamProvider(Provider).GetStream<int>(Id);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (StreamSubscriptionHandle<int> handle in await Stream.GetAllSubscriptionHandles())
        {
            if (this.GetPrimaryKeyString() != "forgets")
            {
                await handle.ResumeAsync(OnNext);
            }
        }
    }

    public Task Subscribe() => Stream.SubscribeAsync(OnNext);

    public async Task Unsubscribe()
    {
        foreach (StreamSubscriptionHandle<int> handle in await Stream.GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Publish(int item) => Stream.OnNextAsync(item);

    public async Task<int> Subscriptions() => (await Stream.GetAllSubscriptionHandles()).Count;

    private async Task OnNext(int item, StreamSequenceToken? token)
    {
        TaskScheduler mine = TaskScheduler.Current;
        await Task.Yield();
        if (item < 0)
        {
            probe.Increment("failures");
            throw new InvalidOperationException("a bad item");
        }

        probe.Say(ReferenceEquals(mine, TaskScheduler.Current) && mine != TaskScheduler.Default ? $"{this.GetPrimaryKeyString()} {item}" : "outside its grain");
    }
}
