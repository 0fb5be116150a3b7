using Orleans.Compat;

namespace Orleans.Runtime.Turns;

/// <summary>Runs tasks in the turns of one activation. Grain code finds it as <see cref="TaskScheduler.Current"/>, so what it awaits comes back here.</summary>
internal sealed class TurnScheduler(Activation activation) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public override string ToString() => $"turns of {activation.GrainId}";

    /// <summary>Runs a task that was queued. The caller has the turn.</summary>
    internal void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => activation.Post(new TaskItem(task));

    // On another thread, or in another activation's turn further up this stack, the task would run beside our turns.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        ReferenceEquals(ActivationContext.Current, activation) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
