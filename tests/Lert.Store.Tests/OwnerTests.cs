using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>One process owns a store.</summary>
public sealed class OwnerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_that_another_process_has_open_is_refused_by_name_until_that_process_leaves()
    {
        using var other = TornProcess.Start("hold", _folder.StoreFile);
        Assert.Equal("opened", await other.ReadLineAsync());
        var refused = await Assert.ThrowsAsync<StoreOpenException>(OpenAsync);
        Assert.Equal($"The store file {_folder.StoreFile} is in use by another process: stop that one, or give this one a path of its own.", refused.Message);

        await other.LeaveAsync();
        await using var store = await OpenAsync();
    }

    [Fact]
    public async Task A_second_process_is_refused_while_this_one_owns_the_store()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None);
        using var other = TornProcess.Start("load", _folder.StoreFile);
        Assert.StartsWith($"refused: The store file {_folder.StoreFile} is in use", await other.ReadLineAsync(), StringComparison.Ordinal);
        await other.LeaveAsync();
        Assert.Equal(3, other.ExitCode);
        Assert.NotNull(await store.LoadAsync(Some.Hold(), CancellationToken.None));
    }

    [Fact]
    public async Task The_lock_of_a_killed_process_is_gone_with_it()
    {
        using var other = TornProcess.Start("hold", _folder.StoreFile);
        Assert.Equal("opened", await other.ReadLineAsync());
        other.Kill();
        await other.LeaveAsync();
        await using var store = await OpenAsync();
    }

    [Fact]
    public async Task The_same_process_cannot_open_it_twice_not_even_by_another_name()
    {
        await using var store = await OpenAsync();
        await Assert.ThrowsAsync<StoreOpenException>(OpenAsync);
        var link = Path.Combine(_folder.Path, "link.db");
        File.CreateSymbolicLink(link, _folder.StoreFile);
        await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(link));
    }

    [Fact]
    public async Task A_closed_store_says_so_and_what_was_queued_before_has_landed()
    {
        var store = await OpenAsync();
        var commits = Enumerable.Range(0, 50).Select(number => store.CommitAsync(Some.Commit(Some.Hold($"us-{number}")), CancellationToken.None).AsTask()).ToList();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(commits), outcome => Assert.Equal(new CommitOutcome.Committed(1), outcome));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.LoadAsync(Some.Hold(), CancellationToken.None));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_refused_in_one_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "file"), "");
        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(Path.Combine(_folder.Path, "file", "store.db")));
        Assert.Contains("cannot be", refused.Message, StringComparison.Ordinal);
    }

    private Task<SqliteActorStore> OpenAsync() => OpenAsync(_folder.StoreFile);

    private static Task<SqliteActorStore> OpenAsync(string file) => SqliteActorStore.OpenAsync(
        new() { Path = file, Regions = ["us"] }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
}
