using System.Globalization;
using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Postgres.Tests;

/// <summary>A server whose disk is full refuses commits, loses none that it acknowledged, and goes on when there is room again, without a restart of anything.</summary>
public sealed class DiskFullTests
{
    [FactWithMounts]
    public async Task A_full_disk_is_named_loses_nothing_and_goes_on_when_there_is_room()
    {
        // A server of its own: one whose disk fills up is no place for other tests.
        await using var server = await PrivateServer.StartAsync("small-disk");
        var disk = Path.Combine(Path.GetTempPath(), $"lert-small-disk-{Environment.ProcessId}");
        Directory.CreateDirectory(disk);
        var user = Environment.GetEnvironmentVariable("LERT_POSTGRES_USER") ?? "postgres";
        Assert.Equal(0, FactWithMountsAttribute.Run("mount", "-t", "tmpfs", "-o", "size=40m,mode=0755", "tmpfs", disk));
        try
        {
            var place = Path.Combine(disk, "data");
            Assert.Equal(0, FactWithMountsAttribute.Run("install", "-d", "-o", user, "-m", "0700", place));
            await PrivateServer.ExecuteAsync(server.Administrator("postgres"), $"CREATE TABLESPACE small LOCATION '{place}'");
            await PrivateServer.ExecuteAsync(server.Administrator("postgres"), "CREATE DATABASE small OWNER lert_owner TABLESPACE small");
            await using (var store = await PostgresActorStore.OpenAsync(
                new() { ConnectionString = server.With(parts => parts.Database = "small"), Regions = ["us"], ScaledCalendar = true }, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None))
            {
                var ballast = Path.Combine(disk, "ballast");
                await File.WriteAllBytesAsync(ballast, new byte[8 << 20]);
                var acknowledged = await FillAsync(store, 0);
                Assert.InRange(acknowledged, 10, 5_000);
                await IsThereAsync(store, acknowledged);

                File.Delete(ballast);
                Assert.Equal(new CommitOutcome.Committed(acknowledged + 1), await store.CommitAsync(Large(acknowledged), CancellationToken.None));
                await IsThereAsync(store, acknowledged + 1);
            }

            await server.DropDatabaseAsync("small");
            await PrivateServer.ExecuteAsync(server.Administrator("postgres"), "DROP TABLESPACE small");
        }
        finally
        {
            Assert.Equal(0, FactWithMountsAttribute.Run("umount", "-l", disk));
            Directory.Delete(disk);
        }
    }

    // Bytes that no database makes smaller.
    private static Commit Large(long version)
    {
        var data = new byte[32_000];
        new Random((int)version).NextBytes(data);
        return Some.Commit(Some.Hold(), version) with { Events = [new("hold.grew.v1", data)], Command = Some.Command(version.ToString(CultureInfo.InvariantCulture)) };
    }

    // Commits until the store says that there is no room; how many it acknowledged.
    private static async Task<long> FillAsync(PostgresActorStore store, long version)
    {
        for (; version < 10_000; version++)
        {
            try
            {
                Assert.Equal(new CommitOutcome.Committed(version + 1), await store.CommitAsync(Large(version), CancellationToken.None));
            }
            catch (StoreUnavailableException full)
            {
                Assert.Contains("No space left on device", full.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', full.Message);
                return version;
            }
        }

        throw new InvalidOperationException("The disk never became full.");
    }

    private static async Task IsThereAsync(PostgresActorStore store, long acknowledged)
    {
        Assert.Equal(acknowledged, (await store.LoadAsync(Some.Hold(), CancellationToken.None))!.Version);
        var journal = await store.ReadJournalAsync(Some.Hold(), 0, int.MaxValue, CancellationToken.None);
        JournalProof.Holds(journal);
        Assert.Equal(acknowledged, journal.Length);
    }
}
