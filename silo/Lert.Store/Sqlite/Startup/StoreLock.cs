namespace Lert.Store.Sqlite.Startup;

/// <summary>
/// One process owns a store. SQLite's own exclusive mode would also shut out this process's readers, so the owner holds an exclusive
/// lock on a file beside the database; the system lets go of it when the process dies, however it dies.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    // What the three families of systems answer when somebody else holds the lock.
    private const int Eagain = 11, EagainOnBsd = 35, SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <exception cref="StoreOpenException">Another store, in this process or another, has the file open; or the place cannot be written.</exception>
    public static StoreLock Take(string databaseFile)
    {
        try
        {
            // The file stays when the lock goes: deleting it would let a third process lock a name that a second one already holds open.
            return new StoreLock(new FileStream(databaseFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException(
                refused.HResult is Eagain or EagainOnBsd or SharingViolation
                    ? $"The store file {databaseFile} is in use by another process: stop that one, or give this one a path of its own."
                    : $"The store file {databaseFile} cannot be locked: {refused.Message}",
                refused);
        }
    }

    public void Dispose() => _file.Dispose();
}
