namespace Lert.Store.Sqlite.Native;

/// <summary>A result code of SQLite that is not success. It never leaves this assembly: the edges turn it into one of the port's exceptions.</summary>
internal sealed class SqliteFault(int extendedCode, string message) : Exception(message)
{
    private const int Busy = 5, Locked = 6, Corrupt = 11, Full = 13, TooBig = 18, Constraint = 19, Mismatch = 20, NotADatabase = 26;

    public int ExtendedCode { get; } = extendedCode;

    /// <summary>What was asked is impossible by the schema: a check, a trigger, a key, a type, a size.</summary>
    public bool IsWall => Code is Constraint or Mismatch or TooBig;

    /// <summary>The file does not hold what was written to it.</summary>
    public bool IsDataLoss => Code is Corrupt or NotADatabase;

    /// <summary>Only the statement's own rows are at fault; its neighbours in the transaction would succeed without it.</summary>
    public bool IsLocal => IsWall || IsDataLoss;

    /// <summary>A COMMIT that ends so has certainly not landed: no room for the frames, or no lock to write them under. Anything else leaves it open.</summary>
    public bool CommitCertainlyFailed => IsWall || Code is Full or Busy or Locked;

    private int Code => ExtendedCode & 0xFF;

    /// <summary>The port's exception for a request that certainly changed nothing.</summary>
    public Exception ToNothingWritten(string file) => Code switch
    {
        _ when IsWall => new WallHitException($"The database refused this commit: {Message}.", this),
        _ when IsDataLoss => new DataLossException($"The store file {file} is damaged: {Message} (SQLite result {ExtendedCode}).", this),
        Full => new StoreUnavailableException($"There is no room left for the store file {file}: nothing was written.", this),
        Busy or Locked => new StoreUnavailableException($"Another program holds a lock on the store file {file}: nothing was written.", this),
        _ => new StoreUnavailableException($"The store file {file} cannot be used: {Message} (SQLite result {ExtendedCode}).", this),
    };
}
