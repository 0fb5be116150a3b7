using Npgsql;

namespace Lert.Store.Postgres.Sessions;

/// <summary>
/// Where standbys must confirm what is committed, a wait for them that somebody cancels ends as a success with a warning, and one that takes too long is cancelled
/// by Npgsql. What stands on one server alone may be gone with it, so it is not acknowledged.
/// </summary>
internal sealed class StandbyWait
{
    // The words of the warning are in the server's language, and its place in the server's source is not.
    private const string Waiting = "SyncRepWaitForLSN";

    private readonly string _server;
    private bool _isCancelled;

    /// <summary>Listens for as long as the session is held.</summary>
    public StandbyWait(NpgsqlConnection session, string server)
    {
        _server = server;
        session.Notice += (_, heard) => _isCancelled |= heard.Notice.Routine == Waiting;
    }

    /// <exception cref="StoreUnavailableException">What was committed just now is on the server that answered, and on no other.</exception>
    public void ThrowIfCancelled()
    {
        if (_isCancelled)
        {
            _isCancelled = false;
            throw new StoreUnavailableException($"PostgreSQL at {_server} has it on itself alone: no standby has confirmed it.");
        }
    }
}
