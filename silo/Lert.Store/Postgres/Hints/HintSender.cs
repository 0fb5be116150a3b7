using System.Threading.Channels;
using Lert.Store.Hints;
using Lert.Store.Postgres.Sessions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lert.Store.Postgres.Hints;

/// <summary>
/// Tells the other silos what this one committed: at once when it was quiet, and then what has gathered, fifty times a second at most. It has a session of
/// its own, because PostgreSQL lets notifying transactions commit one at a time; commits must not queue up behind that.
/// </summary>
internal sealed class HintSender(PostgresSessions sessions, string self, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private CommitHint? _gathered;

    /// <summary>Returns at once.</summary>
    public void Send(CommitHint hint)
    {
        lock (_gate)
        {
            _gathered = CommitHints.Sum(_gathered, hint);
        }

        _ = _told.Writer.TryWrite(true);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        NpgsqlConnection? session = null;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var pause = Pause;
                try
                {
                    _ = await _told.Reader.ReadAsync(stopping);
                    session ??= await sessions.OpenForHintsAsync(stopping);
                    await SayAsync(session, stopping);
                }
                catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
                {
                    StoreLog.HintsInterrupted(logger, sessions.Server, fault.Message);
                    await CloseAsync(session);
                    (session, pause) = (null, PauseAfterFault);
                }

                await Task.Delay(pause, time, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        finally
        {
            await CloseAsync(session);
        }
    }

    private async Task SayAsync(NpgsqlConnection session, CancellationToken stopping)
    {
        CommitHint? hint;
        lock (_gate)
        {
            (hint, _gathered) = (_gathered, null);
        }

        if (hint is not { } news)
        {
            return;
        }

        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", session);
            command.Parameters.Add(new() { Value = HintText.Channel });
            command.Parameters.Add(new() { Value = HintText.Write(self, news) });
            await command.ExecuteNonQueryAsync(stopping);
        }
        catch
        {
            // Nobody else would say it. Heard twice it costs a look.
            Send(news);
            throw;
        }
    }

    private static async ValueTask CloseAsync(NpgsqlConnection? session)
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }
    }
}
