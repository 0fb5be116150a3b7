using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Postgres.Tests;

/// <summary>A database knows itself again, and a copy of it is another; silos say how they are where all can read it.</summary>
public sealed class PlaceTests
{
    [Fact]
    public async Task A_database_is_in_the_same_place_after_a_restart_of_the_silo()
    {
        await using var harness = await PostgresHarness.StartAsync();
        var before = (await harness.Postgres.ReadCellAsync(CancellationToken.None)).Place;
        await harness.ReopenAsync();

        Assert.Equal(before, (await harness.Postgres.ReadCellAsync(CancellationToken.None)).Place);
        Assert.Matches("^system [0-9]+ timeline [0-9A-F]+ database [0-9]+$", before);
    }

    [Fact]
    public async Task A_power_cut_does_not_move_it()
    {
        await using var server = await PrivateServer.StartAsync("moved");
        PostgresStoreOptions options = new() { ConnectionString = server.Login, Regions = StoreHarness.Regions, ScaledCalendar = true };
        var before = await PlaceAsync(options);
        await server.CutPowerAsync();
        await server.StartAgainAsync();

        Assert.Equal(before, await PlaceAsync(options));
    }

    [Fact]
    public async Task A_copy_in_another_database_says_what_the_diary_said_and_is_in_another_place()
    {
        var server = await PrivateServer.SharedAsync();
        await using var harness = await PostgresHarness.StartAsync();
        var original = await harness.Postgres.ReadCellAsync(CancellationToken.None);
        Assert.True(await harness.Postgres.NoteAsync(0, new CellEntry(1, CellNote.Begun, original.Place!, Some.Instant, "system:silo", "", ""), CancellationToken.None));
        await harness.Postgres.DisposeAsync();

        var copy = await server.CreateDatabaseAsync(harness.Database);
        await using (var store = await OpenAsync(harness.Options with { ConnectionString = server.With(parts => parts.Database = copy) }))
        {
            var cell = await store.ReadCellAsync(CancellationToken.None);
            Assert.Equal(original.Place, cell.Last!.Place);
            Assert.NotEqual(original.Place, cell.Place);
        }

        await server.DropDatabaseAsync(copy);
    }

    [Fact]
    public async Task The_diary_cannot_be_changed_by_anybody()
    {
        await using var harness = await PostgresHarness.StartAsync();
        await harness.Postgres.NoteAsync(0, new CellEntry(1, CellNote.Suspected, "here", Some.Instant, "system:silo", "", ""), CancellationToken.None);

        foreach (var change in new[] { "UPDATE cell_diary SET note = 'Confirmed'", "DELETE FROM cell_diary", "TRUNCATE cell_diary" })
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => harness.ExecuteAsync(change));
            Assert.Equal("LW001", refused.SqlState);
        }
    }

    [Fact]
    public async Task What_one_silo_reports_another_reads_and_the_newest_counts()
    {
        await using var harness = await PostgresHarness.StartAsync();
        await using var other = await harness.OpenAnotherAsync();
        await harness.Postgres.ReportAsync("10.0.0.1:11111@1", "old"u8.ToArray(), CancellationToken.None);
        await harness.Postgres.ReportAsync("10.0.0.1:11111@1", "new"u8.ToArray(), CancellationToken.None);
        await other.ReportAsync("10.0.0.2:11111@1", "two"u8.ToArray(), CancellationToken.None);
        await harness.ExecuteAsync("UPDATE silo_reports SET at = at - interval '30 minutes' WHERE silo LIKE '10.0.0.2%'");

        var reports = await harness.Postgres.ReadReportsAsync(CancellationToken.None);
        Assert.Equal(["10.0.0.1:11111@1 new", "10.0.0.2:11111@1 two"], reports.Select(report => $"{report.Silo} {System.Text.Encoding.UTF8.GetString(report.Figures.Span)}"));
        Assert.InRange(reports[1].Age, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(31));

        await harness.ExecuteAsync("UPDATE silo_reports SET at = at - interval '31 minutes' WHERE silo LIKE '10.0.0.2%'");
        await harness.Postgres.ReportAsync("10.0.0.1:11111@1", "new"u8.ToArray(), CancellationToken.None);
        Assert.Single(await other.ReadReportsAsync(CancellationToken.None));
    }

    private static async Task<string> PlaceAsync(PostgresStoreOptions options)
    {
        await using var store = await OpenAsync(options);
        return (await store.ReadCellAsync(CancellationToken.None)).Place!;
    }

    private static Task<PostgresActorStore> OpenAsync(PostgresStoreOptions options) =>
        PostgresActorStore.OpenAsync(options, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None);
}
