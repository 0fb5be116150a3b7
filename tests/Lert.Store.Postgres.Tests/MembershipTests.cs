using System.Net;
using Lert.Store.Postgres.Membership;
using Lert.Store.Postgres.Tests.Servers;

namespace Lert.Store.Postgres.Tests;

/// <summary>All silos of a cluster see one sequence of views.</summary>
public sealed class MembershipTests : IAsyncLifetime
{
    private PostgresHarness _harness = null!;
    private PostgresMembershipTable _table = null!;

    public async Task InitializeAsync()
    {
        _harness = await PostgresHarness.StartAsync();
        _table = Table();
        await _table.InitializeMembershipTable(true);
    }

    public async Task DisposeAsync()
    {
        await _table.DisposeAsync();
        await _harness.DisposeAsync();
    }

    [Fact]
    public async Task A_new_table_is_empty_at_version_0_and_making_it_twice_changes_nothing()
    {
        await _table.InitializeMembershipTable(true);
        var all = await _table.ReadAll();
        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
    }

    [Fact]
    public async Task A_row_is_read_as_it_was_inserted_and_moves_the_version_on()
    {
        var entry = Entry(1);
        entry.AddSuspector(Silo(2), Clock.UtcDateTime.AddSeconds(-3));
        Assert.True(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));

        var all = await _table.ReadAll();
        Assert.Equal(1, all.Version.Version);
        var read = Assert.Single(all.Members).Item1;
        Assert.Equal((entry.SiloAddress, entry.Status, entry.ProxyPort, entry.HostName, entry.SiloName, entry.RoleName), (read.SiloAddress, read.Status, read.ProxyPort, read.HostName, read.SiloName, read.RoleName));
        Assert.Equal((entry.UpdateZone, entry.FaultZone, entry.StartTime), (read.UpdateZone, read.FaultZone, read.StartTime));
        var suspicion = Assert.Single(read.SuspectTimes!);
        Assert.Equal(Silo(2), suspicion.Item1);
        Assert.InRange(suspicion.Item2, Clock.UtcDateTime.AddSeconds(-20), Clock.UtcDateTime.AddSeconds(10));
        Assert.Equal(read.SiloAddress, (await _table.ReadRow(entry.SiloAddress)).Members[0].Item1.SiloAddress);
        Assert.Empty((await _table.ReadRow(Silo(9))).Members);
    }

    [Fact]
    public async Task A_silo_is_inserted_once_and_only_on_the_version_that_is_there()
    {
        var stale = (await _table.ReadAll()).Version.Next();
        Assert.True(await _table.InsertRow(Entry(1), stale));
        Assert.False(await _table.InsertRow(Entry(2), stale));
        Assert.False(await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next()));
        Assert.Equal(1, (await _table.ReadAll()).Version.Version);
        Assert.False(await _table.InsertRow(Entry(2), new TableVersion(2, "what nobody gave")));
        Assert.True(await _table.InsertRow(Entry(2), (await _table.ReadAll()).Version.Next()));
    }

    [Fact]
    public async Task A_row_is_changed_only_with_its_etag_and_on_the_version_that_is_there()
    {
        await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next());
        var (before, active) = (await _table.ReadAll(), Entry(1));
        active.Status = SiloStatus.Active;
        Assert.False(await _table.UpdateRow(active, "77", before.Version.Next()));
        Assert.False(await _table.UpdateRow(active, before.Members[0].Item2, before.Version.Next().Next()));
        Assert.False(await _table.UpdateRow(Entry(3), before.Members[0].Item2, before.Version.Next()));
        Assert.Equal(SiloStatus.Joining, (await _table.ReadAll()).Members[0].Item1.Status);
        Assert.Equal(1, (await _table.ReadAll()).Version.Version);

        Assert.True(await _table.UpdateRow(active, before.Members[0].Item2, before.Version.Next()));
        var after = await _table.ReadAll();
        Assert.Equal((SiloStatus.Active, 2), (after.Members[0].Item1.Status, after.Version.Version));
        Assert.NotEqual(before.Members[0].Item2, after.Members[0].Item2);
        Assert.False(await _table.UpdateRow(active, before.Members[0].Item2, after.Version.Next()));
    }

    [Fact]
    public async Task Of_many_who_change_the_table_at_once_exactly_one_succeeds_per_version()
    {
        const int silos = 12;
        var views = await Task.WhenAll(Enumerable.Range(1, silos).Select(number => Task.Run(async () =>
        {
            await using var table = Table();
            for (var attempt = 0; attempt < 200; attempt++)
            {
                var next = (await table.ReadAll()).Version.Next();
                if (await table.InsertRow(Entry(number), next))
                {
                    return next.Version;
                }
            }

            return 0;
        })));
        Assert.Equal(Enumerable.Range(1, silos), views.Order());
        Assert.Equal(silos, (await _table.ReadAll()).Members.Count);
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_no_etag_and_tells_the_time_of_the_database_in_the_clock_of_the_reader()
    {
        await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next());
        var before = await _table.ReadAll();
        var wrong = Entry(1);
        wrong.IAmAliveTime = Clock.UtcDateTime.AddHours(-5);
        await _table.UpdateIAmAlive(wrong);
        var after = await _table.ReadAll();
        Assert.Equal((before.Version, before.Members[0].Item2), (after.Version, after.Members[0].Item2));
        Assert.InRange(after.Members[0].Item1.IAmAliveTime, Clock.UtcDateTime.AddSeconds(-60), Clock.UtcDateTime.AddSeconds(60));

        // A silo whose clock is an hour ahead reads that the other was alive just now, by its own clock.
        await using var ahead = Table(new ShiftedClock(TimeSpan.FromHours(1)));
        Assert.InRange((await ahead.ReadAll()).Members[0].Item1.IAmAliveTime, Clock.UtcDateTime.AddMinutes(59), Clock.UtcDateTime.AddMinutes(61));
    }

    [Fact]
    public async Task Only_rows_of_silos_that_have_long_been_dead_are_cleaned_up()
    {
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        await _table.InsertRow(dead, (await _table.ReadAll()).Version.Next());
        await _table.InsertRow(Entry(2), (await _table.ReadAll()).Version.Next());
        await _table.CleanupDefunctSiloEntries(Clock.AddHours(-1));
        Assert.Equal(2, (await _table.ReadAll()).Members.Count);
        await _table.CleanupDefunctSiloEntries(Clock.AddHours(1));
        Assert.Equal(Silo(2), Assert.Single((await _table.ReadAll()).Members).Item1.SiloAddress);
        Assert.Equal(2, (await _table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Clusters_in_one_database_do_not_see_each_other()
    {
        await using var other = new PostgresMembershipTable(_harness.Options.ConnectionString, "other", new ShiftedClock(TimeSpan.Zero));
        await other.InitializeMembershipTable(true);
        await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next());
        Assert.Empty((await other.ReadAll()).Members);
        await other.DeleteMembershipTableEntries("other");
        Assert.Single((await _table.ReadAll()).Members);
        await _table.DeleteMembershipTableEntries("lert");
        Assert.Empty((await _table.ReadAll()).Members);
    }

    private static DateTimeOffset Clock => new ShiftedClock(TimeSpan.Zero).GetUtcNow();

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 11110 + number, 7);

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = Silo(number), Status = SiloStatus.Joining, ProxyPort = 30000, HostName = "host", SiloName = $"silo {number}", RoleName = "lert",
        UpdateZone = 1, FaultZone = 2, StartTime = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), IAmAliveTime = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
    };

    private PostgresMembershipTable Table(TimeProvider? clock = null) => new(_harness.Options.ConnectionString, "lert", clock ?? new ShiftedClock(TimeSpan.Zero));
}
