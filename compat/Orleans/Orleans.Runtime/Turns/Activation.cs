using Orleans.Compat;
using Orleans.Runtime.Catalog;

namespace Orleans.Runtime.Turns;

/// <summary>
/// One activation of a grain. Everything it does happens in its turns, and one thread at a time has the turn:
/// a thread of the pool or, for a call that finds the activation free, the caller's own.
/// </summary>
internal sealed partial class Activation : ActivationContext, IThreadPoolWorkItem
{
    /// <summary>Items handled before other activations get the thread.</summary>
    private const int TurnsPerRun = 64;

    /// <summary>Calls of calls that may run on one stack before the next goes through the pool.</summary>
    private const int MaxInlineDepth = 8;

    [ThreadStatic]
    private static int s_inlineDepth;

    private readonly SiloRuntime _runtime;
    private readonly GrainClass _grainClass;
    private readonly TurnScheduler _scheduler;
    private Mailbox _mailbox;
    private Admission _admission;
    private MailboxItem? _unhandled;

    internal Activation(SiloRuntime runtime, GrainClass grainClass, GrainId grainId)
    {
        _runtime = runtime;
        _grainClass = grainClass;
        GrainId = grainId;
        _scheduler = new(this);
        _admission = new(grainClass);
        _lastUsed = runtime.Clock.GetTimestamp();
    }

    public override GrainId GrainId { get; }

    internal GrainClass GrainClass => _grainClass;

    /// <summary>Nothing runs and nothing waits. A hint: it may change at once.</summary>
    internal bool IsFree => _mailbox.IsEmpty && _admission.RunningCount == 0;

    /// <summary>For people: what is running now, read without the turn.</summary>
    internal IReadOnlyList<GrainCall> DescribeRunning() => _admission.DescribeRunning();

    /// <summary>Adds something to do, from any thread.</summary>
    internal void Post(MailboxItem item)
    {
        if (_mailbox.Post(item))
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    /// <summary>
    /// Runs a call on the caller's thread if the activation is free. False if it is not: then the call must be posted.
    /// </summary>
    internal bool TryRunInline(GrainCall call)
    {
        // Where the flow of ambient values is suppressed, there is nothing to restore the caller's from.
        if (s_inlineDepth >= MaxInlineDepth || ExecutionContext.IsFlowSuppressed() || !_mailbox.TryTakeTurn())
        {
            return false;
        }

        CleanContext context = CleanContext.Enter();
        ActivationContext? caller = Current;
        Current = this;
        s_inlineDepth++;
        try
        {
            Receive(call);
        }
        finally
        {
            s_inlineDepth--;
            Current = caller;
            context.Leave();
            EndInlineTurn();
        }

        return true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Current = this;
        int turns = 0;
        do
        {
            MailboxItem? item = _unhandled ?? _mailbox.TakeAll();
            _unhandled = null;
            while (item is not null)
            {
                MailboxItem? next = item.Next;
                item.Next = null;
                Handle(item);
                item = next;
                if (++turns >= TurnsPerRun)
                {
                    _unhandled = item;
                    break;
                }
            }
        }
        while (turns < TurnsPerRun && !_mailbox.TryEndTurn());

        Current = null;
        if (turns >= TurnsPerRun)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // What came meanwhile is the pool's: the caller only ever pays for his own call.
    private void EndInlineTurn()
    {
        if (!_mailbox.TryEndTurn())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    private void Handle(MailboxItem item)
    {
        switch (item)
        {
            case TaskItem work:
                _scheduler.Run(work.Task);
                break;
            case GrainCall call:
                Receive(call);
                break;
            case CommandItem command:
                InTurn(command.Run);
                break;
            default:
                throw new NotSupportedException($"{item.GetType()} in the mailbox of {GrainId}.");
        }
    }

    // Only a running task makes the scheduler current, so whatever may await runs in one.
    private void InTurn(Action action) => new Task(action).RunSynchronously(_scheduler);
}
