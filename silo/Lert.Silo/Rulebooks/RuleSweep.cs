using System.Collections.Immutable;
using Lert.Api;
using Lert.Grains.Cases;
using Lert.Grains.Journal;
using Lert.Silo.Pumps;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Rulebooks;

/// <summary>
/// A case counts its clocks anew whenever its timer ticks, and until then shows the dates of the rules before, which may even be too late. So each start of a silo, which is the only time
/// at which rules change, looks once through the open cases, and ticks those whose dates are no longer the same.
/// </summary>
internal sealed partial class RuleSweep(IGrainFactory grains, WakePump pump, IOptions<LertApiOptions> api, TimeProvider clock, ILogger<RuleSweep> log) : BackgroundService
{
    private const int PageSize = 500;

    private static readonly TimeSpan WhilePaused = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenPasses = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? after = null;
        var (ticked, failed) = (0, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = WhilePaused;
            try
            {
                // A tick fires whatever is due, so it waits for what timers wait for.
                if (pump.Paused is null)
                {
                    var page = await grains.GetGrain<IArchiveGrain>("rules").ListOutdatedCases(
                        new ListQuery([.. api.Value.Regions], [], Account: null, Case: null, Regime: null, DueBefore: null, after, PageSize));
                    foreach (var id in page.Items)
                    {
                        if (await TickAsync(id) is not { } broken)
                        {
                            ticked++;
                        }
                        else if (failed++ == 0)
                        {
                            FailedCase(log, broken);
                        }
                    }

                    if ((after = page.NextKey) is not null)
                    {
                        continue;
                    }

                    if (failed == 0)
                    {
                        Counted(log, ticked);
                        return;
                    }

                    FailedSome(log, failed);
                    (failed, pause) = (0, BetweenPasses);
                }
            }
#pragma warning disable CA1031 // Whatever is away comes back, and the sweep goes on where it was.
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(log, broken);
                pause = AfterFailure;
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    /// <returns>What went wrong, if anything did: one case's failure is its own, and those behind it have dates that may be too late.</returns>
    private async Task<Exception?> TickAsync(string id)
    {
        try
        {
            await grains.GetGrain<ICaseGrain>(id).Tick();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it is said.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            return broken;
        }
    }

    [LoggerMessage(1321, LogLevel.Information, "The clocks of {Count} open cases were counted anew by the rules in force.")]
    private static partial void Counted(ILogger log, int count);

    [LoggerMessage(1322, LogLevel.Warning, "Open cases could not be looked through for clocks of older rules; that goes on.")]
    private static partial void Failed(ILogger log, Exception broken);

    [LoggerMessage(1323, LogLevel.Warning, "The clocks of an open case could not be counted anew by the rules in force; the others are.")]
    private static partial void FailedCase(ILogger log, Exception broken);

    [LoggerMessage(1324, LogLevel.Warning, "The clocks of {Count} open cases could not be counted anew; they are tried again.")]
    private static partial void FailedSome(ILogger log, int count);
}
