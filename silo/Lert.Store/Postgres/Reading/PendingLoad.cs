using Lert.Store.Postgres.Writing;

namespace Lert.Store.Postgres.Reading;

/// <summary>Somebody waits for this actor's state.</summary>
internal sealed class PendingLoad(ActorId actor, CancellationToken cancellationToken) : IWork
{
    private readonly TaskCompletionSource<StoredActor?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ActorId Actor => actor;

    public Task<StoredActor?> Task => _answer.Task;

    public bool CancelIfAsked() => cancellationToken.IsCancellationRequested && _answer.TrySetCanceled(cancellationToken);

    public void Answer(StoredActor? stored) => _answer.TrySetResult(stored);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
