using System.Globalization;
using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Lert.Store.Torn;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>A process that is killed under load has lost nothing that it acknowledged.</summary>
public sealed class TornProcessTests : IDisposable
{
    private const int Rounds = 6;
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_process_acknowledged_is_there_whole_and_gapless()
    {
        // The seed decides after how many acknowledgements each process dies.
        var random = new Random(20260301);
        var acknowledged = Load.Actors.ToDictionary(actor => actor, _ => 0L);
        for (var round = 0; round < Rounds; round++)
        {
            await TearAsync(acknowledged, random.Next(1, 1000));
            await CheckAsync(acknowledged);
        }

        Assert.True(acknowledged.Values.Sum() > Rounds, "Nothing was acknowledged, so nothing was tested.");
    }

    private async Task TearAsync(Dictionary<ActorId, long> acknowledged, int afterAcks)
    {
        using var process = TornProcess.Start("load", _folder.StoreFile);
        Assert.Equal("opened", await process.ReadLineAsync());
        for (var acks = 0; await process.ReadLineAsync() is { } line; acks++)
        {
            var words = line.Split(' ');
            if (words is ["ack", var key, var version] && acknowledged.ContainsKey(new("torn", key)))
            {
                acknowledged[new("torn", key)] = long.Parse(version, CultureInfo.InvariantCulture);
            }

            if (acks == afterAcks)
            {
                process.Kill();
            }
        }

        // Its pipe closes a moment before its lock does.
        await process.LeaveAsync();
    }

    private async Task CheckAsync(Dictionary<ActorId, long> acknowledged)
    {
        await using var store = await SqliteActorStore.OpenAsync(
            new() { Path = _folder.StoreFile, Regions = ["us"] }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
        var sent = (await store.ReadOutboxAsync(Slots.All, default, int.MaxValue, CancellationToken.None)).CountBy(message => message.Source).ToDictionary();
        foreach (var (actor, acked) in acknowledged)
        {
            var stored = await store.LoadAsync(actor, CancellationToken.None);
            var version = stored?.Version ?? 0;

            // At most the one commit that was under way may have landed unheard.
            Assert.InRange(version, acked, acked + 1);
            acknowledged[actor] = version;
            Assert.Equal(version, sent.GetValueOrDefault(actor));
            if (stored is not null)
            {
                await WholeAsync(store, stored);
            }
        }
    }

    private static async Task WholeAsync(SqliteActorStore store, StoredActor stored)
    {
        var expected = Load.Version(stored.Actor, stored.Version);
        Assert.Equal(expected.State.ToArray(), stored.State.ToArray());
        Assert.Equal((expected.Search, expected.WakeAt), (stored.Search, stored.WakeAt));

        var journal = await store.ReadJournalAsync(stored.Actor, 0, int.MaxValue, CancellationToken.None);
        JournalProof.Holds(journal);
        Assert.Equal(Enumerable.Range(0, (int)stored.Version * Load.Events).Select(number => (long)((number / Load.Events) + 1)), journal.Select(entry => entry.Version));
        for (var version = 1; version <= stored.Version; version++)
        {
            var reply = await store.FindReplyAsync(stored.Actor, Load.CommandId(version), CancellationToken.None);
            Assert.Equal(Load.Version(stored.Actor, version).Command!.Reply.ToArray(), reply!.Reply.ToArray());
        }

        Assert.Null(await store.FindReplyAsync(stored.Actor, Load.CommandId(stored.Version + 1), CancellationToken.None));
    }
}
