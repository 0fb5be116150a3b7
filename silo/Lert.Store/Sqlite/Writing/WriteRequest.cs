using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>
/// One piece of work for the writer. It is applied inside a transaction that it shares with others, perhaps more than once, and hears its
/// verdict only when that transaction is durable: a verdict may rest on what a neighbour wrote a moment before.
/// </summary>
internal abstract class WriteRequest(CancellationToken cancellationToken)
{
    private Exception? _refusal;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public bool IsRefused => _refusal is not null;

    public abstract void Apply(Database database);

    /// <summary>The verdict of this request alone, should the transaction land.</summary>
    public void Refuse(Exception refusal) => _refusal = refusal;

    /// <summary>The transaction landed.</summary>
    public void Complete()
    {
        if (_refusal is null)
        {
            Succeed();
        }
        else
        {
            Fail(_refusal);
        }
    }

    public abstract void Fail(Exception exception);

    /// <summary>The cancellation was seen before anything was written.</summary>
    public abstract void Cancel();

    protected abstract void Succeed();
}

/// <summary>A request with an answer.</summary>
internal abstract class WriteRequest<TAnswer>(CancellationToken cancellationToken) : WriteRequest(cancellationToken)
    where TAnswer : class
{
    // The writer thread must not run the callers' code.
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TAnswer> Task => _answer.Task;

    /// <summary>What <see cref="Apply"/> found; said to the caller when the transaction has landed.</summary>
    protected TAnswer? Found { get; private set; }

    public sealed override void Apply(Database database) => Found = Write(database);

    public sealed override void Fail(Exception exception) => _answer.TrySetException(exception);

    public sealed override void Cancel() => _answer.TrySetCanceled(CancellationToken);

    protected abstract TAnswer Write(Database database);

    protected sealed override void Succeed() => _answer.TrySetResult(Found!);
}
