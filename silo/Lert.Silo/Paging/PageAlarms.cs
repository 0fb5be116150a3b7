using Lert.Grains.Journal;
using Lert.Grains.Pages;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Paging;

/// <summary>
/// Pages that nobody may hear of: whose desk has no policy, or whose last step reached nobody. Looked for in the store once a minute; said as a critical line as long
/// as it lasts, and in the health.
/// </summary>
internal sealed partial class PageAlarms(IGrainFactory grains, TimeProvider clock, IOptions<Lert.Api.LertApiOptions> cell, ILogger<PageAlarms> log) : BackgroundService, IHealthCheck
{
    /// <summary>How many pages one look reads.</summary>
    private const int Most = 20_000;

    private const int PageSize = 500;

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public Found Last { get; private set; }

    /// <summary>Looks now.</summary>
    public async Task<Found> LookAsync()
    {
        var (open, unheard, madeUp) = (0, 0, 0);
        string? after = null;
        do
        {
            var page = await grains.GetGrain<IArchiveGrain>("alarms").ListPages(new ListQuery(
                [.. cell.Value.Regions], [$"{PageStatus.Open}", $"{PageStatus.Acknowledged}", $"{PageStatus.Snoozed}"], null, null, null, null, after, PageSize));
            open += page.Items.Length;
            unheard += page.Items.Count(found => found.Problem == PageProblems.NobodyReached);
            madeUp += page.Items.Count(found => found.Problem is PageProblems.DeskWithoutPolicy or PageProblems.DeskUnread);
            after = page.NextKey;
        }
        while (after is not null && open < Most);

        Last = new(open, unheard, madeUp);
        if (unheard > 0)
        {
            NobodyHears(log, unheard);
        }

        if (madeUp > 0)
        {
            WithoutPolicy(log, madeUp);
        }

        return Last;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var figures = new Dictionary<string, object> { ["pages_open"] = Last.Open, ["pages_unheard"] = Last.Unheard, ["pages_without_policy"] = Last.WithoutPolicy };
        return Task.FromResult(Last switch
        {
            { Unheard: > 0 } => HealthCheckResult.Degraded("A page reaches nobody: somebody must be told by other means.", data: figures),
            { WithoutPolicy: > 0 } => HealthCheckResult.Degraded("A page's desk has no policy for it, so the built-in one is followed.", data: figures),
            _ => HealthCheckResult.Healthy(data: figures),
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Timers run in real time, however fast the calendar runs.
        using var look = new PeriodicTimer(Interval, clock);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                _ = await LookAsync();
            }
#pragma warning disable CA1031 // An alarm outlives whatever breaks: it says so, and looks again.
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LookFailed(log, broken);
            }
        }
    }

    [LoggerMessage(1220, LogLevel.Critical, "ALARM: {Count} pages reach nobody. They go on telling; somebody must be told by other means.")]
    private static partial void NobodyHears(ILogger log, int count);

    [LoggerMessage(1221, LogLevel.Critical, "ALARM: {Count} pages follow the built-in policy, because their desk has none or cannot be read.")]
    private static partial void WithoutPolicy(ILogger log, int count);

    [LoggerMessage(1222, LogLevel.Error, "The alarms could not look for pages; they look again.")]
    private static partial void LookFailed(ILogger log, Exception broken);

    /// <param name="Open">Pages that are not resolved.</param>
    /// <param name="Unheard">Of those, the ones that reach nobody.</param>
    /// <param name="WithoutPolicy">Of those, the ones whose desk has no policy.</param>
    public readonly record struct Found(int Open, int Unheard, int WithoutPolicy);
}
