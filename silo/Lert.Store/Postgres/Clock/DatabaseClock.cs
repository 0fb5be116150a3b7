using Lert.Store.Postgres.Sessions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lert.Store.Postgres.Clock;

/// <summary>
/// Compares this silo's clock with the database's, every few seconds. Of some questions the quickest answer counts: the instant that the server said lies
/// between asking and hearing, so half of that time is the most that it can be wrong by. From one answer to the next the database's time is told by the
/// machine's monotonic clock, so a clock that is set is found wrong at once.
/// </summary>
internal sealed class DatabaseClock(PostgresSessions sessions, TimeProvider time, ILogger logger)
{
    private const int Questions = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>What was measured longer ago says nothing about now.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    /// <summary>An answer that was longer on its way tells too little.</summary>
    private static readonly TimeSpan Slowest = ICellClock.Tolerance / 2;

    private Measurement? _last;

    /// <summary>How far this silo's clock is ahead at this moment; null when nothing recent is known.</summary>
    public TimeSpan? Skew => Volatile.Read(ref _last) is { } last && time.GetElapsedTime(last.At) <= Validity ? SkewSince(last) : null;

    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var session = await sessions.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", session);
        Measurement? best = null;
        for (var question = 0; question < Questions; question++)
        {
            var asked = time.GetTimestamp();
            var said = DateTimeOffset.UnixEpoch.AddTicks((long)(await ask.ExecuteScalarAsync(cancellationToken))! * TimeSpan.TicksPerMicrosecond);
            var heard = time.GetTimestamp();
            var took = time.GetElapsedTime(asked, heard);
            var answer = new Measurement(said + (took / 2), took, heard);
            best = best is null || answer.Took < best.Took ? answer : best;
        }

        if (best!.Took > Slowest)
        {
            // What was known before holds until it is too old.
            return;
        }

        var wasTrusted = Skew is not { } was || was.Duration() <= ICellClock.Tolerance;
        Volatile.Write(ref _last, best);
        var skew = SkewSince(best);
        if (skew.Duration() > ICellClock.Tolerance)
        {
            StoreLog.ClockApart(logger, skew.TotalMilliseconds, ICellClock.Tolerance.TotalMilliseconds);
        }
        else if (!wasTrusted)
        {
            StoreLog.ClockTogether(logger, skew.TotalMilliseconds);
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, stopping);
                await MeasureAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
            {
                // The next one tells; meanwhile what is known grows old.
            }
        }
    }

    private TimeSpan SkewSince(Measurement last) => time.GetUtcNow() - (last.Told + time.GetElapsedTime(last.At));

    /// <param name="Told">What the database's clock showed when the answer was heard.</param>
    private sealed record Measurement(DateTimeOffset Told, TimeSpan Took, long At);
}
