using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>A full disk refuses commits, loses none that it acknowledged, and works again when there is room.</summary>
public sealed class DiskFullTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_at_its_limit_refuses_and_goes_on_with_a_larger_one()
    {
        long acknowledged;
        await using (var store = await OpenAsync(_folder.StoreFile, 1 << 20))
        {
            acknowledged = await FillAsync(store, 0);
            Assert.InRange(acknowledged, 10, 1000);
            await IsThereAsync(store, acknowledged);
        }

        await using (var store = await OpenAsync(_folder.StoreFile, 1 << 20))
        {
            await IsThereAsync(store, acknowledged);
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Large(acknowledged), CancellationToken.None));
        }

        await using var larger = await OpenAsync(_folder.StoreFile, 1 << 21);
        Assert.Equal(new CommitOutcome.Committed(acknowledged + 1), await larger.CommitAsync(Large(acknowledged), CancellationToken.None));
        await IsThereAsync(larger, acknowledged + 1);
    }

    [FactWithMounts]
    public async Task A_full_disk_refuses_and_goes_on_when_there_is_room_again()
    {
        var disk = Path.Combine(_folder.Path, "disk");
        Directory.CreateDirectory(disk);
        Assert.Equal(0, FactWithMountsAttribute.Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk));
        try
        {
            var ballast = Path.Combine(disk, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[2 << 20]);
            long acknowledged;
            await using (var store = await OpenAsync(Path.Combine(disk, "store.db"), null))
            {
                acknowledged = await FillAsync(store, 0);
                Assert.InRange(acknowledged, 10, 1000);
                await IsThereAsync(store, acknowledged);
                await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Large(acknowledged), CancellationToken.None));

                // The same store, without a restart.
                File.Delete(ballast);
                Assert.Equal(new CommitOutcome.Committed(acknowledged + 1), await store.CommitAsync(Large(acknowledged), CancellationToken.None));
                acknowledged = await FillAsync(store, acknowledged + 1);
            }

            await using var again = await OpenAsync(Path.Combine(disk, "store.db"), null);
            await IsThereAsync(again, acknowledged);
        }
        finally
        {
            Assert.Equal(0, FactWithMountsAttribute.Run("umount", disk));
        }
    }

    private static Commit Large(long version) => Some.Commit(Some.Hold(), version) with
    {
        Events = [new("hold.grew.v1", new byte[8000])], Command = Some.Command($"c{version}"), Outbox = [Some.Message($"m{version}")],
    };

    // Commits until the store says that there is no room; how many it acknowledged.
    private static async Task<long> FillAsync(SqliteActorStore store, long version)
    {
        for (; version < 10_000; version++)
        {
            try
            {
                Assert.Equal(new CommitOutcome.Committed(version + 1), await store.CommitAsync(Large(version), CancellationToken.None));
            }
            catch (StoreUnavailableException full)
            {
                Assert.Contains("no room", full.Message, StringComparison.Ordinal);
                return version;
            }
        }

        throw new InvalidOperationException("The disk never became full.");
    }

    private static async Task IsThereAsync(SqliteActorStore store, long acknowledged)
    {
        Assert.Equal(acknowledged, (await store.LoadAsync(Some.Hold(), CancellationToken.None))!.Version);
        var journal = await store.ReadJournalAsync(Some.Hold(), 0, int.MaxValue, CancellationToken.None);
        JournalProof.Holds(journal);
        Assert.Equal(acknowledged, journal.Length);
        Assert.NotNull(await store.FindReplyAsync(Some.Hold(), $"c{acknowledged - 1}", CancellationToken.None));
        Assert.Null(await store.FindReplyAsync(Some.Hold(), $"c{acknowledged}", CancellationToken.None));
    }

    private static Task<SqliteActorStore> OpenAsync(string file, long? most) => SqliteActorStore.OpenAsync(
        new() { Path = file, Regions = ["us"], MaxFileBytes = most }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
}
