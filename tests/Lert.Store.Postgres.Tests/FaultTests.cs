using Lert.Store.Postgres.Sessions;
using Lert.Store.Postgres.Startup;
using Lert.Store.Postgres.Tests.Servers;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>What a fault of the server says about what was asked of it.</summary>
public sealed class FaultTests
{
    /// <summary>Only a session that waits for its next statement is ended for idleness.</summary>
    [Fact]
    public void A_commit_that_met_a_session_ended_for_idleness_is_certain_to_have_failed()
    {
        var ended = new PostgresException("terminating connection due to idle-session timeout", "FATAL", "FATAL", PostgresErrorCodes.IdleSessionTimeout);
        Assert.IsType<StoreUnavailableException>(PostgresFaults.AfterSending(ended, "here"));
        Assert.True(PostgresFaults.IsBroken(ended));
        Assert.IsType<CommitOutcomeUnknownException>(PostgresFaults.AfterSending(new PostgresException("terminating connection", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown), "here"));
    }

    /// <summary>As two silos that start together meet at the same role: Npgsql closes the session of the one that is told so.</summary>
    [Fact]
    public async Task A_start_goes_on_where_another_silo_was_first_to_make_a_role()
    {
        var server = await PrivateServer.SharedAsync();
        await using var session = new NpgsqlConnection(server.Login + ";Pooling=false");
        await session.OpenAsync();
        await RoleCheck.TryAsync(session, "DO $$ BEGIN RAISE EXCEPTION 'tuple concurrently updated' USING ERRCODE = 'XX000'; END $$", CancellationToken.None);
        Assert.True(await RoleCheck.RunAsync(session, "here", CancellationToken.None));
    }
}
