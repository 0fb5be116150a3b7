namespace Orleans.Runtime.Turns;

/// <summary>
/// What a turn on a caller's thread must not inherit: his ambient values and his synchronization context.
/// Restoring gives him back exactly what he had.
/// </summary>
internal readonly ref struct CleanContext
{
    private static readonly ExecutionContext Default = CaptureDefault();
    private readonly ExecutionContext? _executionContext;
    private readonly SynchronizationContext? _synchronizationContext;

    private CleanContext(ExecutionContext? executionContext, SynchronizationContext? synchronizationContext)
    {
        _executionContext = executionContext;
        _synchronizationContext = synchronizationContext;
    }

    /// <summary>The flow of ambient values must not be suppressed here.</summary>
    internal static CleanContext Enter()
    {
        ExecutionContext mine = ExecutionContext.Capture()!;
        SynchronizationContext? synchronization = SynchronizationContext.Current;
        if (synchronization is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        bool isDefault = ReferenceEquals(mine, Default);
        if (!isDefault)
        {
            ExecutionContext.Restore(Default);
        }

        return new(isDefault ? null : mine, synchronization);
    }

    internal void Leave()
    {
        if (_executionContext is not null)
        {
            ExecutionContext.Restore(_executionContext);
        }

        if (_synchronizationContext is not null)
        {
            SynchronizationContext.SetSynchronizationContext(_synchronizationContext);
        }
    }

    // A thread started without flow has the default context; there is no other way to name it.
    private static ExecutionContext CaptureDefault()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }
}
