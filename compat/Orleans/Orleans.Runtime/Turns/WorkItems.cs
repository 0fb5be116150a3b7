using Orleans.Compat;

namespace Orleans.Runtime.Turns;

/// <summary>The continuation of something that grain code awaits.</summary>
internal sealed class TaskItem(Task task) : MailboxItem
{
    internal Task Task { get; } = task;
}

/// <summary>Something that the runtime has to do in a turn of the activation.</summary>
internal sealed class CommandItem(Action run) : MailboxItem
{
    internal Action Run { get; } = run;
}
