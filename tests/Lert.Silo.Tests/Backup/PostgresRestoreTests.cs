using System.Diagnostics;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;
using Lert.Silo.Alarms;
using Lert.Silo.Backup;
using Lert.Silo.Cells;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Lert.Silo.Tests.Backup;

/// <summary>The drill of the runbook: dump, restore into another server, verify, start, confirm. J7: no hold is lost, and none ends before a person has confirmed.</summary>
public sealed class PostgresRestoreTests
{
    [Fact]
    public async Task J7_a_dump_restored_into_another_server_loses_no_hold_and_ends_none_before_it_is_confirmed()
    {
        await using var original = await PrivateServer.StartAsync("drill-original");
        await using (var silo = await SiloUnderTest.StartAsync(SettingsOf(original)))
        {
            Assert.Null((await silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
            Assert.Null((await silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account, "us-account-2"))).Refusal);
            await Eventually.TrueAsync(async () => (await silo.Case().Get())!.HoldsPending == 0, "both are placed");
            Assert.Null((await silo.Hold("us-account-2").Execute(Some.Stamp("lock"), new HoldCommand.LockForProduction("W-1"))).Refusal);
        }

        await using var restored = await PrivateServer.StartAsync("drill-restored");
        await CopyAsync(original, restored);
        var (code, said) = await VerifyAsync(restored);
        Assert.True(code == 0, said);
        Assert.Contains("2: 2 active, 0 released", said, StringComparison.Ordinal);

        await using (var silo = await SiloUnderTest.StartAsync(SettingsOf(restored)))
        {
            silo.Clock.Set(Some.End);
            var health = await silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Assert.Contains("until an operator confirms it", health.Entries["pumps"].Description, StringComparison.Ordinal);
            Assert.Equal(0, silo.Store.Fetches);
            Assert.Equal(HoldStatus.Active, (await silo.Hold().Get())!.Status);

            // Not even what the copy has lost is put back before it is known to be the one that counts.
            await PrivateServer.ExecuteAsync(restored.Administrator("lert"), "DELETE FROM lert.wakes WHERE kind = 'hold'");
            await silo.Services.GetRequiredService<WakeAlarms>().LookAsync(CancellationToken.None);
            Assert.Equal(0, silo.Services.GetRequiredService<WakeAlarms>().Mended);

            var confirmed = await silo.Services.GetRequiredService<CellGuard>().ConfirmAsync("op", "the drill", "confirm-1", 0, CancellationToken.None);
            Assert.Null(confirmed.Refusal);
            await Eventually.TrueAsync(async () => (await silo.Case().Get())!.HoldsEnded == 1, "the one that is due is released");
            Assert.Equal(HoldStatus.Locked, (await silo.Hold("us-account-2").Get())!.Status);
            var journal = await silo.Store.ReadJournalAsync(new ActorId("hold", Some.Order().HoldId), 0, 100, CancellationToken.None);
            Assert.Single(journal, entry => entry.Type == "hold.released.v1");
        }

        (code, said) = await VerifyAsync(restored);
        Assert.True(code == 0, said);

        // A timer that is lost is in no journal: the accounts would never end their grace.
        await PrivateServer.ExecuteAsync(restored.Administrator("lert"), "DELETE FROM lert.wakes WHERE kind = 'account'");
        (code, said) = await VerifyAsync(restored);
        Assert.True(code == 2, said);
        Assert.Contains("its table of wake-ups does not say what its actors say", said, StringComparison.Ordinal);
    }

    /// <summary>What no journal of an actor can miss: the command ids that keep a retry from being done twice, and entries that leave no trace in a state.</summary>
    [Fact]
    public async Task Commands_and_the_ends_of_journals_are_read_too_and_a_database_without_a_store_is_no_copy()
    {
        await using var server = await PrivateServer.StartAsync("damaged-copy");
        var (code, said) = await VerifyAsync(server);
        Assert.True(code == 1, said);
        Assert.Contains("There is no store at", said, StringComparison.Ordinal);

        await using (var silo = await SiloUnderTest.StartAsync(SettingsOf(server)))
        {
            Assert.Null((await silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
            Assert.Null((await silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
            await Eventually.TrueAsync(async () => (await silo.Case().Get())!.HoldsPending == 0, "it is placed");
            Assert.NotNull((await silo.Account().Execute(Some.Stamp("delete"), new AccountCommand.AuthorizeDeletion("T-1"))).Refusal);

            using var enough = new CancellationTokenSource();
            var writing = WriteAsync(silo, enough.Token);
            (code, said) = await VerifyAsync(server);
            await enough.CancelAsync();
            await writing;
            Assert.True(code == 1, said);
            Assert.Contains("Something was written to it while it was read", said, StringComparison.Ordinal);
        }

        (code, said) = await VerifyAsync(server);
        Assert.True(code == 0, said);

        await DamagedAsync("UPDATE lert.commands SET reply = '\x7b7d' WHERE kind = 'account' AND command_id = 'delete'", "its seal is broken");
        await DamagedAsync("DELETE FROM lert.commands WHERE kind = 'case' AND command_id = 'hold'", "its remembered commands do not say what its actors say (");
        await DamagedAsync("DELETE FROM lert.journal WHERE type = 'account.deletion-refused.v1'", "its journal does not say what its actors say (1 differences, first account/us-account-1)");
        await DamagedAsync("DELETE FROM lert.cell_diary", "Its diary is empty");

        async Task DamagedAsync(string damage, string found)
        {
            // What a disk does asks no trigger. Put right again afterwards, for the next.
            await PrivateServer.ExecuteAsync(server.Administrator("lert"), "DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept; " + string.Concat(Tables.Select(table => $"CREATE TABLE kept.{table} AS TABLE lert.{table}; ")));
            await PrivateServer.ExecuteAsync(server.Administrator("lert"), $"SET session_replication_role = replica; {damage}");
            var (ended, words) = await VerifyAsync(server);
            Assert.True(ended == 2, words);
            Assert.Contains(found, words, StringComparison.Ordinal);
            await PrivateServer.ExecuteAsync(
                server.Administrator("lert"),
                "SET session_replication_role = replica; " + string.Concat(Tables.Select(table => $"DELETE FROM lert.{table}; INSERT INTO lert.{table} SELECT * FROM kept.{table}; ")));
        }
    }

    private static string[] Tables { get; } = ["commands", "journal", "cell_diary"];

    private static async Task WriteAsync(SiloUnderTest silo, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            Assert.Null((await silo.Case($"written-{i}").Execute(Some.Stamp($"written-{i}"), Some.Open())).Refusal);
        }
    }

    private static string[] SettingsOf(PrivateServer server) =>
    [
        $"--Lert:Store:Postgres={server.Login}",
        $"--Lert:Cluster:Port={SiloProcess.FreePort()}",
        "--Lert:Pumps:PollInterval=00:00:00.020",
        .. Calendar,
    ];

    /// <summary>The calendar is the test's, so the database must not judge by its own clock.</summary>
    private static string[] Calendar { get; } = ["--Lert:Clock:Origin=2026-01-15T10:00:00Z", "--Lert:Clock:Start=2026-01-15T10:00:00Z"];

    private static async Task<(int Code, string Said)> VerifyAsync(PrivateServer server)
    {
        using var said = new StringWriter();
        var code = await BackupProgram.RunAsync(["backup", "verify", $"--Lert:Store:Postgres={server.Login}", .. Calendar], said, said, CancellationToken.None);
        return (code, said.ToString());
    }

    /// <summary>As the administrators of both servers, by PostgreSQL's own programs.</summary>
    private static async Task CopyAsync(PrivateServer from, PrivateServer to)
    {
        var file = Path.Combine(Path.GetTempPath(), $"lert-drill-{Environment.ProcessId}.dump");
        try
        {
            await ProgramAsync("pg_dump", from, "--format=custom", $"--file={file}");
            await ProgramAsync("pg_restore", to, "--exit-on-error", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task ProgramAsync(string program, PrivateServer server, params string[] arguments)
    {
        var login = new NpgsqlConnectionStringBuilder(server.Administrator("lert"));
        var start = new ProcessStartInfo(Path.Combine(await PrivateServer.ProgramsAsync(), program))
        {
            RedirectStandardError = true,
            Environment = { ["PGHOST"] = login.Host, ["PGPORT"] = $"{login.Port}", ["PGUSER"] = login.Username, ["PGPASSWORD"] = login.Password },
        };
        foreach (var argument in (string[])["--dbname=lert", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var run = Process.Start(start)!;
        var complained = run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync().WaitAsync(Eventually.Bound);
        Assert.True(run.ExitCode == 0, $"{program}: {await complained}");
    }
}
