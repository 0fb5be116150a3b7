using System.Globalization;
using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>A page of the actors that is no page any more is the fault of who lies on it, and of nobody who only travels along.</summary>
public sealed class DamagedPageTests
{
    private const int Actors = 64;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Neighbours_of_a_damaged_page_are_loaded_and_land()
    {
        await using var server = await PrivateServer.StartAsync("torn-page");
        PostgresStoreOptions options = new() { ConnectionString = server.Login, Regions = ["us"], ScaledCalendar = true, Writers = 1 };
        await using (var store = await OpenAsync(options, new()))
        {
            for (var number = 0; number < Actors; number++)
            {
                Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Of(number, 0), None));
            }
        }

        var lost = await DamageAsync(server, "us-40");
        Assert.InRange(lost.Count, 1, 20);

        var gate = new CommitGate();
        await using (var store = await OpenAsync(options, gate))
        {
            var loads = await TogetherAsync(number => store.LoadAsync(Some.Hold(Key(number)), None).AsTask());
            Assert.All(loads, load => Assert.Equal(lost.Contains(Key(load.Number)), load.Task.Exception?.InnerException is DataLossException));

            // The first stands at the gate while the others gather behind it.
            gate.Close();
            var first = store.CommitAsync(Some.Commit(Some.Hold("us-first")), None).AsTask();
            await gate.ReachedAsync();
            var landing = TogetherAsync(number => store.CommitAsync(Of(number, 1), None).AsTask());
            gate.Open();
            Assert.IsType<CommitOutcome.Committed>(await first);
            Assert.All(await landing, commit => Assert.Equal(lost.Contains(Key(commit.Number)), commit.Task.Exception?.InnerException is DataLossException));
        }
    }

    private static async Task<(int Number, Task Task)[]> TogetherAsync(Func<int, Task> ask)
    {
        (int Number, Task Task)[] asked = [.. Enumerable.Range(0, Actors).Select(number => (number, ask(number)))];
        await Task.WhenAll(asked.Select(one => one.Task)).ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(CommitGate.Patience);
        return asked;
    }

    /// <summary>Writes over the page on which this actor lies, while nobody is looking.</summary>
    /// <returns>Who else lies there.</returns>
    private static async Task<HashSet<string>> DamageAsync(PrivateServer server, string key)
    {
        var (path, page, lost) = ("", 0L, new HashSet<string>());
        await PrivateServer.ExecuteAsync(server.Administrator("lert"), "CHECKPOINT");
        await using (var session = new NpgsqlConnection(server.Administrator("lert") + ";Pooling=false"))
        {
            await session.OpenAsync();
            await using var look = new NpgsqlCommand(
                $"""
                SELECT current_setting('data_directory') || '/' || pg_relation_filepath('lert.actors'), (a.ctid::text::point)[0]::bigint, b.key
                FROM lert.actors AS a JOIN lert.actors AS b ON (a.ctid::text::point)[0] = (b.ctid::text::point)[0] WHERE a.key = '{key}'
                """,
                session);
            await using var row = await look.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                (path, page) = (row.GetString(0), row.GetInt64(1));
                lost.Add(row.GetString(2));
            }
        }

        await server.StopAsync();
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Position = page * 8192;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 8192).ToArray());
        }

        await server.StartAgainAsync();
        return lost;
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"us-{number:d2}");

    private static Commit Of(int number, long version) => Some.Commit(Some.Hold(Key(number)), version) with { State = new byte[1000] };

    private static Task<PostgresActorStore> OpenAsync(PostgresStoreOptions options, CommitGate gate) =>
        PostgresActorStore.OpenAsync(options, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, gate.PassAsync, None);
}
