using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>SQLite drops what lies behind a broken frame of its log without a word. The store does not.</summary>
public sealed class LogDamageTests : IAsyncLifetime, IDisposable
{
    private const int FrameBytes = 24 + 4096;
    private const int Commits = 10;
    private readonly ScratchFolder _folder = new();
    private byte[] _database = [];
    private byte[] _log = [];

    public async Task InitializeAsync()
    {
        // What a killed process leaves behind: the files of a store that is still open.
        await using var store = await OpenAsync(_folder.StoreFile);
        for (var version = 0; version < Commits; version++)
        {
            await store.CommitAsync(Some.Commit(Some.Hold(), version), CancellationToken.None);
        }

        _database = await ReadAsync(_folder.StoreFile);
        _log = await ReadAsync(_folder.StoreFile + "-wal");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_that_was_left_behind_whole_is_recovered() => Assert.Equal(Commits, await VersionAsync(_log));

    [Fact]
    public async Task A_frame_that_rotted_in_the_middle_stops_the_start()
    {
        for (var frame = 0; frame < CommitFrames()[^2]; frame++)
        {
            var log = (byte[])_log.Clone();
            log[32 + (frame * FrameBytes) + 24 + 100] ^= 1;
            var loss = await Assert.ThrowsAsync<DataLossException>(() => VersionAsync(log));
            Assert.Contains("would be lost", loss.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_header_that_rotted_stops_the_start()
    {
        var log = (byte[])_log.Clone();
        log[26] ^= 1;
        await Assert.ThrowsAsync<DataLossException>(() => VersionAsync(log));
    }

    [Fact]
    public async Task A_log_cut_off_inside_its_last_transaction_loses_only_that()
    {
        var last = CommitFrames()[^1];
        var log = _log[..(32 + (last * FrameBytes) + 500)];
        Assert.Equal(Commits - 1, await VersionAsync(log));
    }

    [Fact]
    public async Task A_hole_inside_the_last_transaction_is_a_torn_write_and_not_damage()
    {
        // The disk may have kept the end of an unfinished transaction and not its middle.
        var log = (byte[])_log.Clone();
        Array.Clear(log, 32 + ((CommitFrames()[^2] + 1) * FrameBytes), 24);
        Assert.Equal(Commits - 1, await VersionAsync(log));
    }

    // The frames that end a transaction carry the size of the database.
    private List<int> CommitFrames() =>
        [.. Enumerable.Range(0, (_log.Length - 32) / FrameBytes).Where(frame => _log.AsSpan(32 + (frame * FrameBytes) + 4, 4).IndexOfAnyExcept((byte)0) >= 0)];

    private async Task<long> VersionAsync(byte[] log)
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.StoreFile, _database);
        await File.WriteAllBytesAsync(folder.StoreFile + "-wal", log);
        await using var store = await OpenAsync(folder.StoreFile);
        return (await store.LoadAsync(Some.Hold(), CancellationToken.None))?.Version ?? 0;
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static Task<SqliteActorStore> OpenAsync(string file) => SqliteActorStore.OpenAsync(
        new() { Path = file, Regions = ["us"] }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
}
