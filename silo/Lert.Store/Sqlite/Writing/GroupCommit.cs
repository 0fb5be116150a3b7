using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Writing;

/// <summary>Makes a transaction durable. The one seam for tests: a fault may be set before it or after it.</summary>
internal delegate void CommitStep(Action commit);

/// <summary>
/// Lets a batch of requests travel in one transaction, each with its own verdict. The common case writes straight through. When a request meets a fault of its
/// own, the transaction is rolled back and done again with a savepoint around each request, so that only the culprit fails.
/// </summary>
internal sealed class GroupCommit(Func<Database> open, string file, CommitStep? step) : IDisposable
{
    private readonly CommitStep _step = step ?? (commit => commit());
    private Database? _database;

    /// <summary>Decides every request of the batch; null when the batch is durable, or else what happened to all of it. Never throws.</summary>
    public Exception? Run(List<WriteRequest> batch)
    {
        Database database;
        try
        {
            database = Usable();
            Write(database, batch);
        }
        catch (Exception fault)
        {
            TryRollBack();
            return NothingWritten(fault);
        }

        return Land(database);
    }

    public void Dispose() => _database?.Dispose();

    private void Write(Database database, List<WriteRequest> batch)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var request in batch)
            {
                request.Apply(database);
            }
        }
        catch (Exception fault) when (IsLocal(fault))
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            database.Execute("BEGIN IMMEDIATE");
            WriteApart(database, batch);
        }
    }

    private void WriteApart(Database database, List<WriteRequest> batch)
    {
        foreach (var request in batch)
        {
            database.Execute("SAVEPOINT one");
            try
            {
                request.Apply(database);
            }
            catch (Exception fault) when (IsLocal(fault) && database.InTransaction)
            {
                request.Refuse(fault is SqliteFault own ? own.ToNothingWritten(file) : fault);
                database.Execute("ROLLBACK TO one");
            }

            database.Execute("RELEASE one");
        }
    }

    // What is not SQLite's complaint about its surroundings is the request's own: a wall, a broken row, text that is not text.
    private static bool IsLocal(Exception fault) => fault is not SqliteFault { IsLocal: false };

    private Exception? Land(Database database)
    {
        try
        {
            _step(() => database.Execute("COMMIT"));
            return null;
        }
        catch (SqliteFault fault) when (fault.CommitCertainlyFailed)
        {
            TryRollBack();
            return fault.ToNothingWritten(file);
        }
        catch (Exception fault)
        {
            TryRollBack();
            return new CommitOutcomeUnknownException($"The store file {file} did not say whether a commit landed: {fault.Message}", fault);
        }
    }

    private Exception NothingWritten(Exception fault) => fault is SqliteFault known
        ? known.ToNothingWritten(file)
        : new StoreUnavailableException($"The store file {file} cannot be written: {fault.Message}", fault);

    private Database Usable() => _database ??= open();

    // A connection that cannot roll back is not to be trusted with the next batch.
    private void TryRollBack()
    {
        try
        {
            if (_database is { InTransaction: true } database)
            {
                database.Execute("ROLLBACK");
            }
        }
        catch (SqliteFault)
        {
            _database?.Dispose();
            _database = null;
        }
    }
}
