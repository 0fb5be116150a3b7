using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Schema;
using Microsoft.Extensions.Logging;

namespace Lert.Store.Sqlite.Startup;

/// <summary>The order of a start: lock, write-ahead log, schema, integrity, regions. Whatever fails, the lock is let go and nothing serves.</summary>
internal static class StoreStart
{
    public static TStore Open<TStore>(SqliteStoreOptions options, TimeProvider time, ILogger logger, Func<string, StoreLock, Connections, TStore> create)
    {
        var file = Resolve(options.Path);
        if (options.MustExist && !File.Exists(file))
        {
            throw new StoreOpenException($"There is no store file {file}.");
        }

        var owned = StoreLock.Take(file);
        try
        {
            var began = time.GetTimestamp();
            LogCheck.Run(file);
            var connections = new Connections(file, options.MaxFileBytes);
            Prepare(connections, options, file, time);
            StoreLog.Opened(logger, file, SchemaMigrator.Steps.Length, new FileInfo(file).Length, (long)time.GetElapsedTime(began).TotalMilliseconds);
            return create(file, owned, connections);
        }
        catch (IOException unreadable)
        {
            owned.Dispose();
            throw new StoreUnavailableException($"The store file {file} cannot be read: {unreadable.Message}", unreadable);
        }
        catch (SqliteFault fault)
        {
            owned.Dispose();
            throw fault.ToNothingWritten(file);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    private static void Prepare(Connections connections, SqliteStoreOptions options, string file, TimeProvider time)
    {
        using var database = connections.OpenWriter();
        new SchemaMigrator(SchemaMigrator.Steps, time, options.MustExist).Run(database, file);
        IntegrityCheck.Run(database, file, options.FullCheckUpTo);
        CellRegions.Write(database, options.Regions, file);
    }

    // Two names of one file must meet the same lock, so links are followed first.
    private static string Resolve(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var link = new FileInfo(full);
            return link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StoreOpenException($"The store file {path} cannot be reached: {refused.Message}", refused);
        }
    }
}
