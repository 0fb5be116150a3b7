using System.Collections.Immutable;
using System.Text;
using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>Damage to the file is an error, at the start or at first touch. It is never a wrong answer.</summary>
public sealed class DamageTests : IAsyncLifetime, IDisposable
{
    private const int PageSize = 4096;
    private static readonly ActorLists Lists = new(["a", "b"], 3);
    private readonly ScratchFolder _folder = new();
    private byte[] _sound = [];
    private string _content = "";

    public async Task InitializeAsync()
    {
        await using (var store = await OpenAsync())
        {
            for (var number = 0; number < 30; number++)
            {
                var hold = Some.Hold($"us-{number:d2}");
                await store.CommitAsync(Rich(hold, 0), CancellationToken.None);
                await store.CommitAsync(Rich(hold, 1), CancellationToken.None);
            }

            _content = await ContentAsync(store);
        }

        _sound = await File.ReadAllBytesAsync(_folder.StoreFile);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_copy_opens_and_says_the_same() => Assert.True(await SaysTheSameAsync(_sound));

    [Fact]
    public async Task A_broken_header_is_named_at_start()
    {
        var broken = (byte[])_sound.Clone();
        Array.Fill(broken, (byte)0xA5, 0, 100);
        await File.WriteAllBytesAsync(_folder.StoreFile, broken);
        var loss = await Assert.ThrowsAsync<DataLossException>(() => OpenAsync());
        Assert.Contains(_folder.StoreFile, loss.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_that_is_overwritten_stops_the_start()
    {
        Assert.True(_sound.Length > 10 * PageSize);
        for (var page = 0; page < _sound.Length / PageSize; page++)
        {
            var broken = (byte[])_sound.Clone();
            new Random(page).NextBytes(broken.AsSpan(page * PageSize, PageSize));
            Assert.False(await SaysTheSameAsync(broken), $"Page {page + 1} was overwritten and nobody noticed.");
        }
    }

    [Fact]
    public async Task Every_page_that_lost_its_write_stops_the_start_or_held_nothing()
    {
        for (var page = 0; page < _sound.Length / PageSize; page++)
        {
            var broken = (byte[])_sound.Clone();
            Array.Clear(broken, page * PageSize, PageSize);
            await SaysTheSameAsync(broken);
        }
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_noticed_or_changes_no_answer()
    {
        var random = new Random(7);
        var noticed = 0;
        for (var flip = 0; flip < 250; flip++)
        {
            var broken = (byte[])_sound.Clone();
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            noticed += await SaysTheSameAsync(broken) ? 0 : 1;
        }

        Assert.InRange(noticed, 50, 250);
    }

    [Fact]
    public async Task A_changed_state_shows_in_the_check_in_the_sample_and_at_first_touch()
    {
        var broken = (byte[])_sound.Clone();
        var at = broken.AsSpan().IndexOf(Encoding.UTF8.GetBytes("state 2 of hold/us-17"));
        broken[at] ^= 1;
        await File.WriteAllBytesAsync(_folder.StoreFile, broken);
        await Assert.ThrowsAsync<DataLossException>(() => OpenAsync());
        await Assert.ThrowsAsync<DataLossException>(() => OpenAsync(fullCheckUpTo: 0));

        // In a store that is larger than the sample nothing may have looked at it before somebody asks.
        using var database = Sqlite.Native.Database.Open(_folder.StoreFile);
        Assert.NotNull(Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-16")));
        var loss = Assert.Throws<DataLossException>(() => Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-17")));
        Assert.Contains("hold/us-17", loss.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TRIGGER actors_step; DROP TRIGGER actors_change_lists; UPDATE actors SET lists = '[\"a\"]' WHERE key = 'us-05'")]
    [InlineData("DROP TRIGGER actors_step; DROP TRIGGER actors_change_lists; UPDATE actors SET marks = 7 WHERE key = 'us-05'")]
    public void Lists_that_are_not_the_written_ones_are_noticed(string damage)
    {
        using var database = Sqlite.Native.Database.Open(_folder.StoreFile);
        Assert.Equal(Lists, Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-05"))!.Lists);
        database.Execute(damage);
        Assert.Throws<DataLossException>(() => Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-05")));
    }

    [Theory]
    [InlineData("DELETE FROM listed WHERE key = 'us-05' AND list = 'a'")]
    [InlineData("UPDATE listed SET due_at = 5 WHERE key = 'us-05'")]
    [InlineData("UPDATE listed SET marks = 5 WHERE key = 'us-05'")]
    [InlineData("INSERT INTO listed VALUES ('hold', 'c', 'us-05', 1, 1, NULL)")]
    public async Task A_list_that_is_not_what_its_actors_say_stops_the_start(string damage)
    {
        using (var database = Sqlite.Native.Database.Open(_folder.StoreFile))
        {
            database.Execute(damage);
        }

        var loss = await Assert.ThrowsAsync<DataLossException>(() => OpenAsync());
        Assert.Contains("its lists do not say what its actors say", loss.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_actor_that_is_not_there_is_looked_for_also_where_the_statements_start_over()
    {
        using var database = Sqlite.Native.Database.Open(_folder.StoreFile);
        for (var number = 1; number < 128; number++)
        {
            database.Cached($"SELECT {number}");
        }

        Assert.Null(Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-nobody")));
    }

    [Fact]
    public void A_message_that_is_not_the_written_one_shows_in_the_full_check()
    {
        using var database = Sqlite.Native.Database.Open(_folder.StoreFile);
        Sqlite.Startup.FullCheck.Run(database, _folder.StoreFile);
        database.Execute("DROP TRIGGER outbox_keeps; UPDATE outbox SET type = 'another.v1' WHERE row = 5");
        Assert.Throws<DataLossException>(() => Sqlite.Startup.FullCheck.Run(database, _folder.StoreFile));
    }

    [Fact]
    public void A_format_that_is_not_the_written_one_is_noticed()
    {
        using var database = Sqlite.Native.Database.Open(_folder.StoreFile);
        database.Execute("DROP TRIGGER actors_step; UPDATE actors SET format = 2 WHERE key = 'us-05'");
        Assert.Throws<DataLossException>(() => Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-05")));
    }

    [Fact]
    public async Task A_state_older_than_its_journal_and_a_journal_without_a_state_are_noticed()
    {
        using (var database = Sqlite.Native.Database.Open(_folder.StoreFile))
        {
            database.Execute("DROP TRIGGER actors_stay; DELETE FROM actors WHERE key = 'us-03'; DROP TRIGGER journal_stays; DELETE FROM journal WHERE key = 'us-04' AND sequence = 4");
            Assert.Throws<DataLossException>(() => Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-03")));
            Assert.Throws<DataLossException>(() => Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-04")));
            Assert.NotNull(Sqlite.Reading.ActorReader.Load(database, Some.Hold("us-05")));
            Assert.Throws<DataLossException>(() => Sqlite.Startup.FullCheck.Run(database, "store.db"));
        }

        await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync());
    }

    [Fact]
    public async Task A_wake_up_that_the_index_lost_stops_even_a_start_without_the_full_check()
    {
        var wake = BitConverter.GetBytes(JournalChain.ToMicroseconds(Some.Instant.AddDays(1)))[..7];
        Array.Reverse(wake);
        var noticed = 0;
        for (var at = _sound.AsSpan().IndexOf(wake); at >= 0; at = Next(at, wake))
        {
            var broken = (byte[])_sound.Clone();
            broken[at + 6] ^= 1;
            noticed += await SaysTheSameAsync(broken, fullCheckUpTo: 0) ? 0 : 1;
        }

        // Once in the row and once in the index for each of the 30; what else there is lies in free space.
        Assert.Equal(60, noticed);
    }

    private int Next(int at, byte[] wake) => _sound.AsSpan(at + 1).IndexOf(wake) is var next and >= 0 ? at + 1 + next : -1;

    [Fact]
    public async Task Verifying_counts_what_it_read()
    {
        await using var store = await OpenAsync();
        Assert.Equal(new StoreVerification(30, 120, 60, 60), await store.VerifyAsync(CancellationToken.None));
    }

    /// <summary>No index and no seal misses it; its retry would be done as if it were new.</summary>
    [Fact]
    public async Task A_command_that_is_no_longer_remembered_is_found_by_the_entries_that_name_it()
    {
        using (var database = Sqlite.Native.Database.Open(_folder.StoreFile))
        {
            database.Execute("DELETE FROM commands WHERE command_id = 'command 1' AND key = 'us-17'");
        }

        await using var store = await OpenAsync();
        var loss = await Assert.ThrowsAsync<DataLossException>(async () => await store.VerifyAsync(CancellationToken.None));
        Assert.Contains("commands that its journal names are not remembered", loss.Message, StringComparison.Ordinal);
    }

    private static Commit Rich(ActorId hold, long version) => Some.Commit(hold, version, 2) with
    {
        Command = Some.Command($"command {version}"),
        Outbox = [Some.Message($"{hold.Key} {version}")],
        WakeAt = Some.Instant.AddDays(version),
        Search = new() { Status = "active", Account = "us-account-1", Case = "us-case-" + hold.Key },
        Lists = Lists,
        State = Some.Bytes($"state {version + 1} of {hold} " + new string('x', 500)),
    };

    // False when the damage was named, by an exception meant for that; true when every answer is still what it was. A wrong answer fails the test.
    private async Task<bool> SaysTheSameAsync(byte[] file, long fullCheckUpTo = long.MaxValue)
    {
        await File.WriteAllBytesAsync(_folder.StoreFile, file);
        try
        {
            await using var store = await OpenAsync(fullCheckUpTo);
            Assert.Equal(_content, await ContentAsync(store));
            return true;
        }
        catch (Exception named) when (named is DataLossException or StoreOpenException or StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<string> ContentAsync(SqliteActorStore store)
    {
        var content = new StringBuilder();
        var query = new ActorQuery { Kind = "hold", Regions = ["us"], Limit = 1000 };
        ImmutableArray<StoredActor>[] lists =
        [
            await store.QueryAsync(query, CancellationToken.None),
            await store.QueryAsync(query with { Statuses = ["active"] }, CancellationToken.None),
            await store.QueryAsync(query with { Account = "us-account-1" }, CancellationToken.None),
            await store.QueryListsAsync(new() { Kind = "hold", Lists = ["a", "b"], Limit = 1000 }, CancellationToken.None),
        ];
        foreach (var actor in lists.SelectMany(list => list))
        {
            content.Append(actor.Actor).Append(actor.Version).Append(Some.Text(actor.State)).Append(actor.Search).Append(actor.WakeAt).AppendLine();
        }

        for (var number = 0; number < 30; number++)
        {
            var hold = Some.Hold($"us-{number:d2}");
            content.Append((await store.LoadAsync(hold, CancellationToken.None))?.Version);
            foreach (var version in new[] { 0, 1 })
            {
                content.Append(await store.FindReplyAsync(hold, $"command {version}", CancellationToken.None) is { } reply ? Some.Text(reply.Reply) + Some.Text(reply.RequestHash) + reply.At : "none");
            }
        }

        foreach (var entry in (await store.ReadFeedAsync(0, 1000, CancellationToken.None)).Entries)
        {
            content.AppendLine().Append(entry.Position).Append(entry.Actor).Append(Convert.ToHexString(entry.Hash.Span));
        }

        foreach (var pending in await store.ReadOutboxAsync(Slots.All, default, 1000, CancellationToken.None))
        {
            content.AppendLine().Append(pending.Row).Append(pending.Message.Id).Append(pending.Message.Target).Append(Some.Text(pending.Message.Body)).Append(pending.Source);
        }

        foreach (var due in await store.ReadDueAsync(Slots.All, DateTimeOffset.MaxValue, null, 1000, CancellationToken.None))
        {
            content.AppendLine().Append(due);
        }

        return content.ToString();
    }

    private Task<SqliteActorStore> OpenAsync(long fullCheckUpTo = long.MaxValue) => SqliteActorStore.OpenAsync(
        new() { Path = _folder.StoreFile, Regions = ["us"], FullCheckUpTo = fullCheckUpTo }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
}
