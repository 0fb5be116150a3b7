using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>A timer of one activation. It ends with the activation.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Starts over with another due time and period.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>When and how a grain timer ticks.</summary>
    public readonly struct GrainTimerCreationOptions : IEquatable<GrainTimerCreationOptions>
    {
        public GrainTimerCreationOptions()
        {
        }

        [SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        {
            DueTime = dueTime;
            Period = period;
        }

        /// <summary>Until the first tick. <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>From the end of a tick to the next. <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>Whether ticks start while calls of the grain await. Default: no, a tick is like a call.</summary>
        public bool Interleave { get; init; }

        /// <summary>Whether a tick counts as use, so that the activation is not collected. Default: no.</summary>
        public bool KeepAlive { get; init; }

        public static bool operator ==(GrainTimerCreationOptions left, GrainTimerCreationOptions right) => left.Equals(right);

        public static bool operator !=(GrainTimerCreationOptions left, GrainTimerCreationOptions right) => !left.Equals(right);

        public bool Equals(GrainTimerCreationOptions other) =>
            DueTime == other.DueTime && Period == other.Period && Interleave == other.Interleave && KeepAlive == other.KeepAlive;

        public override bool Equals(object? obj) => obj is GrainTimerCreationOptions other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(DueTime, Period, Interleave, KeepAlive);
    }
}

namespace Orleans.Timers
{
    /// <summary>Registers the timers of activations.</summary>
    public interface ITimerRegistry
    {
        IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
    }
}
