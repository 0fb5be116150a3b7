// Genuine homes: Orleans.Core and Orleans.Runtime.
namespace Orleans.Runtime
{
    /// <summary>The stages of a silo.</summary>
    public interface ISiloLifecycle : ILifecycleObservable;
}

namespace Orleans
{
    /// <summary>The stages of a silo, by number. Started upwards, stopped downwards.</summary>
    public static class ServiceLifecycleStage
    {
        public const int First = int.MinValue;

        public const int RuntimeInitialize = 2_000;

        public const int RuntimeServices = 4_000;

        public const int RuntimeStorageServices = 6_000;

        public const int RuntimeGrainServices = 8_000;

        public const int ApplicationServices = 10_000;

        /// <summary>The silo begins to take calls here and, when it stops, ceases to.</summary>
        public const int BecomeActive = Active - 1;

        /// <summary>Calls are taken. What works through grains by itself, such as pumps, belongs here.</summary>
        public const int Active = 20_000;

        public const int Last = int.MaxValue;
    }
}

namespace Orleans.Runtime.Lifecycle
{
    internal sealed class SiloLifecycle : ISiloLifecycle
    {
        internal LifecycleSubject Stages { get; } = new();

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => Stages.Subscribe(observerName, stage, observer);
    }
}
