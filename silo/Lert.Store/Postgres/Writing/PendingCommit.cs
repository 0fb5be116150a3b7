namespace Lert.Store.Postgres.Writing;

/// <summary>One commit on its way. It hears its verdict when that is durable.</summary>
internal sealed class PendingCommit(Commit commit, CancellationToken cancellationToken) : IWork
{
    // A writer must not run the callers' code.
    private readonly TaskCompletionSource<CommitOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Commit Commit => commit;

    public ActorId Actor => commit.Actor;

    public Task<CommitOutcome> Task => _answer.Task;

    /// <summary>Where the actor is believed to stand; null when that must be looked up.</summary>
    public Head? Before { get; set; }

    /// <summary>The believed head was wrong once.</summary>
    public bool IsSecondLook { get; set; }

    public bool CancelIfAsked()
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        _answer.TrySetCanceled(cancellationToken);
        return true;
    }

    public void Answer(CommitOutcome outcome) => _answer.TrySetResult(outcome);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
