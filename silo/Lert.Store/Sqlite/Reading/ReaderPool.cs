using System.Collections.Concurrent;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>
/// Connections that read. In WAL a reader sees every commit that was acknowledged before it began, and neither waits for the writer nor makes it wait.
/// </summary>
internal sealed class ReaderPool(Func<Database> open, int size, string file) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentBag<Database> _idle = [];
    private volatile bool _closed;

    /// <summary>A look-up by key: as short as a cache miss, so it runs where the caller is.</summary>
    public async ValueTask<T> PointAsync<T>(Func<Database, T> read, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        return Read(read);
    }

    /// <summary>A read of many rows: off the caller's thread, which may be a grain's turn.</summary>
    public async ValueTask<T> ScanAsync<T>(Func<Database, T> read, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        return await Task.Run(() => Read(read), CancellationToken.None);
    }

    /// <summary>Waits until every reader has come back, and closes them.</summary>
    public async Task StopAsync()
    {
        _closed = true;
        for (var reader = 0; reader < size; reader++)
        {
            await _free.WaitAsync();
        }

        while (_idle.TryTake(out var database))
        {
            database.Dispose();
        }

        _ = _free.Release(size);
    }

    public void Dispose() => _free.Dispose();

    private async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        if (_closed)
        {
            _ = _free.Release();
            throw new StoreUnavailableException($"The store file {file} is closed.");
        }
    }

    private T Read<T>(Func<Database, T> read)
    {
        Database? database = null;
        try
        {
            database = _idle.TryTake(out var idle) ? idle : open();
            return read(database);
        }
        catch (SqliteFault fault)
        {
            throw fault.ToNothingWritten(file);
        }
        finally
        {
            if (database is not null)
            {
                _idle.Add(database);
            }

            _ = _free.Release();
        }
    }
}
