using System.Diagnostics;
using Lert.Api.Identity;
using Lert.Silo.Tests.Running;
using Lert.Store.Postgres.Tests.Servers;
using Lert.V1;

namespace Lert.Silo.Tests.Cluster;

/// <summary>Two silos as processes on one PostgreSQL, as an operator sees them.</summary>
public sealed class TwoSilosTests : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly int _port = SiloProcess.FreePort();
    private string _database = "";

    public async Task InitializeAsync()
    {
        var server = await PrivateServer.SharedAsync();
        var name = await server.CreateDatabaseAsync();
        _database = server.With(parts => parts.Database = name);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_status_shows_both_and_what_a_killed_one_had_is_the_others_within_seconds()
    {
        using var first = Start(_port);
        await first.ServingAsync();
        using var second = Start(SiloProcess.FreePort());
        await second.ServingAsync();
        using var caller = new Caller(Processes.StopTests.UrlOf(second), _folder.Keys);
        var cases = new List<string>();

        var status = await UntilAsync(caller, both => Owned(both) == (2, 256) && both.CommitsPerSecond > 0 && both.Members.Sum(member => member.Report?.Activations ?? 0) > 0, async () =>
            cases.Add((await caller.Cases.OpenAsync(Caller.Open($"open-{cases.Count}", Caller.Now.AddHours(-1)), deadline: Caller.Deadline)).CaseId));
        Assert.Equal("postgresql", status.Store);
        Assert.False(status.Restore.Waits);
        Assert.All(status.Members, member =>
        {
            Assert.Equal("Active", member.Status);
            Assert.InRange(member.Report.ClockSkew.ToTimeSpan().Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.NotEmpty(member.Report.Version);
            Assert.Empty(member.Report.Problems);
        });
        var of = status.Members.ToDictionary(member => member.Report.Url, member => (member.Report.Slots.First, member.Report.Slots.Last));
        Assert.Equal([(0, 127), (128, 255)], of.Values.Order());

        await first.KillAsync();
        var watch = Stopwatch.StartNew();
        await UntilAsync(caller, left => Owned(left) == (1, 256));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");

        // Whatever the other had in memory answers here.
        foreach (var id in cases)
        {
            Assert.Equal(id, (await caller.Cases.GetAsync(new() { CaseId = id }, deadline: Caller.Deadline)).CaseId);
        }
    }

    // The genuine stack takes a newcomer for the later life of the same silo: the first ends, and is started again by its supervisor.
    [Fact, Trait("Stack", "compat")]
    public async Task A_second_silo_with_the_address_of_the_first_does_not_start_says_so_and_does_the_first_no_harm()
    {
        using var first = Start(_port);
        await first.ServingAsync();
        using var twin = Start(_port);
        Assert.True(await twin.ExitAsync() == 1, twin.Said);
        Assert.Contains("The silo does not start:", twin.Said, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{_port}", twin.Said, StringComparison.Ordinal);
        Assert.True(!twin.Said.Contains("   at ", StringComparison.Ordinal), twin.Said);

        using var caller = new Caller(Processes.StopTests.UrlOf(first), _folder.Keys);
        Assert.Equal((1, 256), Owned(await UntilAsync(caller, static status => Owned(status).Slots == 256)));
        Assert.False(first.HasExited);
    }

    /// <summary>The active members and how many slots they say they work on.</summary>
    private static (int Members, int Slots) Owned(ClusterStatus status)
    {
        var active = status.Members.Where(member => member.Status == "Active").ToArray();
        return (active.Length, active.Sum(member => member.Report?.Slots is { } slots ? slots.Last - slots.First + 1 : 0));
    }

    private static async Task<ClusterStatus> UntilAsync(Caller caller, Func<ClusterStatus, bool> condition, Func<Task>? between = null)
    {
        var service = new ClusterService.ClusterServiceClient(caller.As(Roles.Operator));
        ClusterStatus? status = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await (between?.Invoke() ?? Task.CompletedTask);
                status = await service.GetStatusAsync(new GetClusterStatusRequest(), deadline: Caller.Deadline);
                return condition(status);
            },
            "the status is as expected");
        return status!;
    }

    private SiloProcess Start(int port) => SiloProcess.Start(
        _folder.At("."),
        "Development",
        "--Lert:Listen:Url=http://127.0.0.1:0",
        $"--Lert:Store:Postgres={_database}",
        $"--Lert:Cluster:Port={port}",
        $"--Lert:Identity:DevelopmentKeys={_folder.Keys}");
}
