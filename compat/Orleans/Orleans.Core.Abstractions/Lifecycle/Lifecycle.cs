namespace Orleans;

/// <summary>Something with numbered stages that starts upwards and stops downwards.</summary>
public interface ILifecycleObservable
{
    /// <summary>Joins a stage. Disposing leaves it.</summary>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}

/// <summary>Takes part in one stage of a lifecycle.</summary>
public interface ILifecycleObserver
{
    Task OnStart(CancellationToken cancellationToken = default);

    Task OnStop(CancellationToken cancellationToken = default);
}

/// <summary>Registered as a service, it is asked to join a lifecycle when that is built.</summary>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    void Participate(TLifecycleObservable lifecycle);
}

/// <summary>A lifecycle that can be driven.</summary>
public interface ILifecycleSubject : ILifecycleObservable, ILifecycleObserver;
