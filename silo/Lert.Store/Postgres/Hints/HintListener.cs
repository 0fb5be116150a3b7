using Lert.Store.Hints;
using Lert.Store.Postgres.Sessions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lert.Store.Postgres.Hints;

/// <summary>Hears what other silos committed. After an interruption it says that everything may be new: what was said meanwhile nobody repeats.</summary>
internal sealed class HintListener(PostgresSessions sessions, string self, CommitListeners listeners, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    // A session that waits for words that may never come must find out by itself that the other end is gone.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first session listens.</summary>
    public Task Listening => _listening.Task;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                StoreLog.HintsInterrupted(logger, sessions.Server, fault.Message);
                try
                {
                    await Task.Delay(PauseAfterFault, time, stopping);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var session = await sessions.OpenForHintsAsync(stopping);
        session.Notification += (_, heard) =>
        {
            if (HintText.Read(heard.Payload, self) is { } hint)
            {
                listeners.Tell(hint);
            }
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {HintText.Channel}", session))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        if (!_listening.TrySetResult())
        {
            listeners.Tell(new(true, true, DateTimeOffset.UnixEpoch));
        }

        try
        {
            while (true)
            {
                if (!await session.WaitAsync(Look, stopping))
                {
                    await using var look = new NpgsqlCommand("SELECT 1", session);
                    await look.ExecuteNonQueryAsync(stopping);
                }
            }
        }
        finally
        {
            // It still listens: it must not go back into the pool.
            NpgsqlConnection.ClearPool(session);
        }
    }
}
