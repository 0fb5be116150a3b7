using System.Diagnostics;
using System.Text.Json;
using Lert.Api;
using Lert.Silo.Clocks;
using Lert.Silo.Storage;
using Lert.Store;
using Lert.Store.Postgres;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Backup;

/// <summary>
/// <c>backup verify</c>: the silo's own code reads a store that no silo has open and says whether it is whole. It lives here and not in the client, because
/// what judges a copy must be what will run on it. Nothing fires and nothing is delivered. The schema is brought forward, as a silo's start would; where there is none, none is made.
/// </summary>
internal static class BackupProgram
{
    private const int Whole = 0, NotOpened = 1, Broken = 2;

    public static bool IsAsked(string[] args) => args is ["backup", "verify", ..];

    /// <param name="args">Settings as the silo takes them: <c>--Lert:Store:Path=…</c> or <c>--Lert:Store:Postgres=…</c>; and <c>--json</c>.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var json = args.Contains("--json");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables()
            .AddCommandLine([.. args.Skip(2).Where(arg => arg != "--json")]);
        builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section);
        builder.Services.PostConfigure<StoreOptions>(static store => store.FillIn());
        builder.Services.AddOptions<ClockOptions>().BindConfiguration(ClockOptions.Section);
        builder.Services.AddOptions<LertApiOptions>().BindConfiguration(LertApiOptions.Section).PostConfigure(static api => api.FillIn());
        builder.Services.AddSingleton<StoreSlot>();
#pragma warning disable RS0030 // A root: it judges nothing by the clock.
        builder.Services.AddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        using var host = builder.Build();
        await using var slot = host.Services.GetRequiredService<StoreSlot>();
        try
        {
            var began = Stopwatch.GetTimestamp();
            await slot.OpenAsync(mustExist: true, cancellationToken);
            var before = await ((ICellDiary)slot.Store).ReadCellAsync(cancellationToken);
            if (slot.Store is SqliteActorStore sqlite)
            {
                _ = await sqlite.VerifyAsync(cancellationToken);
            }
            else if (slot.Store is PostgresActorStore postgres)
            {
                await postgres.VerifyWakesAsync(cancellationToken);
                await postgres.VerifyListsAsync(cancellationToken);
                await postgres.VerifyHeadsAsync(cancellationToken);
                await postgres.VerifyCommandsAsync(cancellationToken);
            }

            var report = await new BackupCheck(slot.Store, [.. host.Services.GetRequiredService<IOptions<LertApiOptions>>().Value.Regions]).RunAsync(cancellationToken);
            if ((await ((ICellDiary)slot.Store).ReadCellAsync(cancellationToken)).FeedEnd != before.FeedEnd)
            {
                await errors.WriteLineAsync("error: Something was written to it while it was read, so this says nothing of it: verify a copy that no silo runs on.");
                return NotOpened;
            }

            if (before.Last is null)
            {
                // Silos would take it for a store that begins, and ask nobody before they fire.
                report = report with { Problems = report.Problems.Add("Its diary is empty: no silo has ever served it, or that table was not restored.") };
            }

            await SayAsync(report, json, Stopwatch.GetElapsedTime(began), output, errors);
            return report.Verified ? Whole : Broken;
        }
        catch (DataLossException broken)
        {
            await errors.WriteLineAsync($"error: {broken.Message}");
            return Broken;
        }
        catch (Exception refused) when (refused is StoreOpenException or StoreUnavailableException)
        {
            await errors.WriteLineAsync($"error: {refused.Message}");
            return NotOpened;
        }
    }

    private static async Task SayAsync(BackupReport report, bool json, TimeSpan took, TextWriter output, TextWriter errors)
    {
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            return;
        }

        foreach (var line in report.Lines())
        {
            await output.WriteLineAsync(line);
        }

        foreach (var problem in report.Problems)
        {
            await errors.WriteLineAsync($"error: {problem}");
        }

        await output.WriteLineAsync(report.Verified
            ? $"Every hash follows, every journal folds to its state, no hold is lost and none was released twice ({took.TotalSeconds:0.0} s)."
            : $"NOT whole: {report.Problems.Length} problems ({took.TotalSeconds:0.0} s).");
    }
}
