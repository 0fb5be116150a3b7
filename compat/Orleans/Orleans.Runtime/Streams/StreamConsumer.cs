using Orleans.Compat;
using Orleans.Runtime;

namespace Orleans.Providers.Streams;

/// <summary>Brings items to a grain as calls, so that they take their place among its turns.</summary>
internal sealed class StreamConsumer(GrainRouter router, GrainId grainId) : GrainProxy(router, grainId)
{
    public override string InterfaceName => "Orleans.Streams.IStreamConsumerExtension";

    internal Task DeliverAsync(Func<Task> deliver) => Send(new Delivery(deliver));

    private sealed class Delivery(Func<Task> deliver) : VoidGrainCall
    {
        private static readonly GrainMethod Method = new(typeof(StreamConsumer), nameof(DeliverAsync), GrainMethodOptions.None, null);

        public override GrainMethod Descriptor => Method;

        internal override bool IsGrainMethod => false;

        protected override ValueTask Invoke(object grain) => new(deliver());
    }
}
