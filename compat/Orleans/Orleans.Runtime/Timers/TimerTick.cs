using Orleans.Compat;

namespace Orleans.Runtime.Timers;

/// <summary>The part of a timer that its tick needs.</summary>
internal interface IGrainTimerTick
{
    GrainTimerCreationOptions Options { get; }

    /// <summary>Runs the callback and sets the next tick. Never fails.</summary>
    Task TickAsync();
}

/// <summary>One tick in the mailbox. It belongs to its activation: no other will get it.</summary>
internal sealed class TimerTick(IGrainTimerTick timer) : VoidGrainCall
{
    private static readonly GrainMethod AsCall = new(typeof(IGrainTimer), "Tick", GrainMethodOptions.None, null);
    private static readonly GrainMethod Interleaving = new(typeof(IGrainTimer), "Tick", GrainMethodOptions.AlwaysInterleave, null);

    public override GrainMethod Descriptor => timer.Options.Interleave ? Interleaving : AsCall;

    internal override bool IsGrainMethod => false;

    internal override bool CountsAsUse => timer.Options.KeepAlive;

    protected override ValueTask Invoke(object grain) => new(timer.TickAsync());
}
