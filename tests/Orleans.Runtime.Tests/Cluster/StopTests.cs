using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Tests.Fixture;
using Orleans.TestingHost;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>How a silo goes: killed, stopped as planned, or declared dead by the others.</summary>
[Trait("Stack", "compat")]
public sealed class StopTests
{
    [Fact]
    public async Task What_a_killed_silo_had_is_taken_over_by_the_others()
    {
        await using Silos silos = await Silos.StartAsync(3);
        string key = silos.KeyAt(silos[2]);
        Assert.Equal(silos[2].Name, await Silos.Ask<IPlaceGrain>(silos[0], key).Silo());
        await silos.Cluster.KillSiloAsync(silos[2]);
        await silos.AgreeAsync();
        Assert.NotEqual(silos[2].Name, await Silos.Ask<IPlaceGrain>(silos[0], key).Silo());
        Assert.Equal(SiloStatus.Dead, Silos.MembershipOf(silos[0]).CurrentSnapshot.GetSiloStatus(silos[2].SiloAddress));
    }

    [Fact]
    public async Task The_last_of_three_declares_the_other_two_dead()
    {
        await using Silos silos = await Silos.StartAsync(3);
        await Task.WhenAll(silos.Cluster.KillSiloAsync(silos[1]), silos.Cluster.KillSiloAsync(silos[2]));
        await silos.AgreeAsync();
        Assert.Equal(silos[0].Name, await Silos.Ask<IPlaceGrain>(silos[0], "any").Silo());
    }

    [Fact]
    public async Task A_call_that_waits_for_a_silo_fails_when_that_is_killed_and_nobody_runs_it_again()
    {
        await using Silos silos = await Silos.StartAsync(3);
        string key = silos.KeyAt(silos[1]);
        Task<string> held = Silos.Ask<IPlaceGrain>(silos[0], key).Hold("never");
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{key} held at {silos[1].Name}"));
        await silos.Cluster.KillSiloAsync(silos[1]);
        SiloUnavailableException failure = await Assert.ThrowsAsync<SiloUnavailableException>(() => held.WithinBound());
        Assert.Contains("its outcome is unknown", failure.Message, StringComparison.Ordinal);
        await silos.AgreeAsync();
        Assert.Single(silos.Probe.Log, line => line.StartsWith($"{key} held", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_call_fails_while_a_silo_is_stopped_and_another_joins()
    {
        await using Silos silos = await Silos.StartAsync(3);
        using var end = new CancellationTokenSource();
        var failures = new ConcurrentQueue<Exception>();
        var places = new ConcurrentDictionary<string, int>();
        Task[] load = [.. Enumerable.Range(0, 8).Select(caller => CallAsync(caller))];
        await Eventually.IsTrueAsync(() => places.Count == 3);
        await silos.Cluster.StopSiloAsync(silos[1]);
        await silos.AgreeAsync();
        places.Clear();
        await Eventually.IsTrueAsync(() => places.Count == 2);
        await silos.Cluster.StartAdditionalSiloAsync();
        await silos.AgreeAsync();
        places.Clear();
        await Eventually.IsTrueAsync(() => places.Count == 3);
        await end.CancelAsync();
        await Task.WhenAll(load).WithinBound();
        Assert.Empty(failures);

        async Task CallAsync(int caller)
        {
            // Some by the client, some by silos that stay.
            Func<string, IPlaceGrain> find = caller % 2 == 0
                ? key => silos.Cluster.GrainFactory.GetGrain<IPlaceGrain>(key)
                : key => Silos.Ask<IPlaceGrain>(silos[caller % 4 == 1 ? 0 : 2], key);
            for (int i = 0; !end.IsCancellationRequested; i++)
            {
                try
                {
                    places.AddOrUpdate(await find($"k{i % 50}").Silo(), 1, static (_, count) => count + 1);
                }
                catch (Exception failure)
                {
                    failures.Enqueue(failure);
                }
            }
        }
    }

    [Fact]
    public async Task A_planned_stop_waits_for_the_calls_that_run_and_passes_on_those_that_come()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string key = silos.KeyAt(silos[1]);
        Task<string> running = Silos.Ask<IPlaceGrain>(silos[0], key).Hold("gate");
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{key} held at {silos[1].Name}"));
        Task<string> queued = Silos.Ask<IPlaceGrain>(silos[0], key).Silo();
        Task stopping = silos.Cluster.StopSiloAsync(silos[1]);
        await Eventually.IsTrueAsync(() => Silos.MembershipOf(silos[0]).CurrentSnapshot.GetSiloStatus(silos[1].SiloAddress) == SiloStatus.ShuttingDown);

        // Of the stopping silo itself and of its queue: they run at the other one.
        Assert.Equal(silos[0].Name, await Silos.Ask<IPlaceGrain>(silos[1], silos.KeyAt(silos[0], 7)).Silo().WithinBound());
        Assert.False(stopping.IsCompleted);
        Assert.False(running.IsCompleted);
        silos.Probe.Open("gate");
        Assert.Equal(silos[1].Name, await running.WithinBound());
        Assert.Equal(silos[0].Name, await queued.WithinBound());
        await stopping.WithinBound();
        await Eventually.IsTrueAsync(() => Silos.MembershipOf(silos[0]).CurrentSnapshot.GetSiloStatus(silos[1].SiloAddress) == SiloStatus.Dead);
    }

    [Fact]
    public async Task A_silo_that_was_declared_dead_stops_its_work_and_its_host()
    {
        await using Silos silos = await Silos.StartAsync(3);
        string key = silos.KeyAt(silos[2]);
        Task<string> held = Silos.Ask<IPlaceGrain>(silos[2], key).Hold("never");
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{key} held at {silos[2].Name}"));
        CancellationToken stopping = silos[2].ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Assert.True(await Silos.MembershipOf(silos[0]).TryKill(silos[2].SiloAddress));
        await Eventually.IsTrueAsync(() => stopping.IsCancellationRequested);
        SiloUnavailableException failure = await Assert.ThrowsAsync<SiloUnavailableException>(() => held.WithinBound());
        Assert.Contains("declared", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Silos.Ask<IPlaceGrain>(silos[2], key).Silo().WithinBound());
        Environment.ExitCode = 0; // It asked for another one; this process is not only its own.
    }

    [Fact]
    public async Task Nobody_dies_because_the_table_is_away()
    {
        await using Silos silos = await Silos.StartAsync(3);
        silos.Cluster.Table!.IsAway = true;
        await Assert.ThrowsAsync<IOException>(async () => await Silos.MembershipOf(silos[0]).Refresh());
        foreach (string key in Enumerable.Range(0, 20).Select(i => $"key {i}"))
        {
            await Silos.Ask<IPlaceGrain>(silos[0], key).Silo().WithinBound();
        }

        silos.Cluster.Table!.IsAway = false;
        await Silos.MembershipOf(silos[0]).Refresh();
        await silos.AgreeAsync();
    }

    [Fact]
    public async Task A_silo_that_restarts_in_its_place_has_a_later_life_and_its_grains_again()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string key = silos.KeyAt(silos[1]);
        await silos.Cluster.KillSiloAsync(silos[1]);
        var again = (InProcessSiloHandle)await silos.Cluster.RestartSiloAsync(silos[1]);
        await silos.AgreeAsync();
        Assert.True(again.SiloAddress.IsSuccessorOf(silos[1].SiloAddress));
        Assert.Equal(again.SiloAddress, Silos.MembershipOf(silos[0]).CurrentSnapshot.Members.Values.Single(member => member.Status == SiloStatus.Active && member.Name == again.Name).SiloAddress);
        Assert.Equal(again.Name, await Silos.Ask<IPlaceGrain>(silos[0], key).Silo());
    }
}
