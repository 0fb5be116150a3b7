using System.Text.RegularExpressions;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Grains.Actors;
using Lert.Silo.Storage;
using Lert.Silo.Tests.Producing;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.Store.Postgres.Tests.Servers;
using Lert.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Silo.Tests.Cases;

/// <summary>Lists of cases by what their columns never said, in a whole silo, and cases that a release wrote which knew of no lists.</summary>
public sealed class CaseListTests
{
    [Theory]
    [InlineData(Stores.Sqlite)]
    [InlineData(Stores.Postgres)]
    public async Task H5_A_restricted_case_is_in_the_lists_of_its_people_alone(string store)
    {
        await using var world = await ProducingSilo.StartOnAsync(store);
        var hidden = (await world.CaseAsync(SpecialTarget.Minor)).CaseId;
        var plain = (await world.CaseAsync()).CaseId;
        string[] filters = ["", "kind = WARRANT", "desk = us-r-intake", "desk = us-r-intake AND kind = WARRANT AND unassigned = TRUE", "unassigned = TRUE"];
        foreach (var filter in filters)
        {
            Assert.Equal([plain], await ListAsync(world, Roles.Lead, "bob", filter));
            Assert.Equal(((string[])[hidden, plain]).Order(StringComparer.Ordinal), await ListAsync(world, Roles.Auditor, "eve", filter));
        }

        await world.Caller.Cases.GrantAccessAsync(new GrantAccessRequest { CaseId = hidden, RequestId = world.Next(), Subject = "bob", Reason = "takes over" });
        foreach (var filter in filters)
        {
            Assert.Equal(((string[])[hidden, plain]).Order(StringComparer.Ordinal), await ListAsync(world, Roles.Lead, "bob", filter));
            Assert.Equal([plain], await ListAsync(world, Roles.Lead, "bea", filter));
        }

        Assert.Empty(await ListAsync(world, Roles.Lead, "bob", "desk = us-r-legal"));
        Assert.Empty(await ListAsync(world, Roles.Lead, "bob", "unassigned = FALSE"));
    }

    [Fact]
    public async Task Cases_of_a_release_that_knew_of_no_lists_are_listed_before_anybody_is_answered_and_those_that_it_writes_later_soon()
    {
        await using var world = await ProducingSilo.StartOnAsync(Stores.Postgres);
        var id = (await world.CaseAsync()).CaseId;
        var lists = (await LoadAsync(world, id)).Lists;
        await world.Silo.StopAsync();
        await ForgetAsync(world);
        await world.RestartAsync(pumpsAreBlind: true);
        Assert.Equal([id], await ListAsync(world, Roles.Lead, "ann", "desk = us-r-intake"));
        var listed = await LoadAsync(world, id);
        Assert.Equal(lists, listed.Lists);

        // Nothing has happened to it, and who has it in memory goes on.
        await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = id });
        await ForgetAsync(world);
        world.Silo.Clock.Set(world.Silo.Clock.GetUtcNow() + Relisting.Interval);
        await Eventually.TrueAsync(async () => (await LoadAsync(world, id)).Lists is not null, "it is listed by the silo that runs");
        Assert.Equal([id], await ListAsync(world, Roles.Lead, "ann", "desk = us-r-intake"));
        Assert.Equal(listed.Version + 1, (await LoadAsync(world, id)).Version);
        var story = await world.Silo.Store.ReadJournalAsync(new ActorId(ActorKinds.Case, id), 0, 1_000, CancellationToken.None);
        Assert.DoesNotContain(story, entry => entry.By == "system:lists");
        Assert.Equal(0, await world.Silo.Services.GetRequiredService<Relisting>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_damaged_case_of_such_a_release_keeps_no_other_from_being_listed_and_no_silo_from_serving()
    {
        await using var world = await ProducingSilo.StartOnAsync(Stores.Postgres);
        var (damaged, sound) = ((await world.CaseAsync()).CaseId, (await world.CaseAsync()).CaseId);
        await world.Silo.StopAsync();
        await ForgetAsync(world, $"UPDATE actors SET state = 'x' WHERE key = '{damaged}'");

        await world.RestartAsync(pumpsAreBlind: true);

        Assert.Equal([sound], await ListAsync(world, Roles.Lead, "ann", "desk = us-r-intake"));
        Assert.Equal(0, await world.Silo.Services.GetRequiredService<Relisting>().ListAsync(CancellationToken.None));
        Assert.Contains(damaged, Assert.Single(world.Silo.Log.Lines, line => line.Id.Id == 1304).Text, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await world.Caller.Cases.GetAsync(new GetCaseRequest { CaseId = damaged }));
        Assert.Equal(StatusCode.DataLoss, refused.StatusCode);
    }

    [Fact]
    public async Task A_database_that_goes_away_while_cases_are_listed_is_waited_for()
    {
        await using var silo = await SiloUnderTest.StartBlindAsync();
        var store = new TaskCompletionSource<FaultyStore>();
        var starting = silo.RestartAsync(pumpsAreBlind: true, made =>
        {
            made.Broken[nameof(IActorStore.ReadUnlistedAsync)] = new StoreUnavailableException("It is away.");
            store.SetResult(made);
        });
        await Eventually.TrueAsync(
            () => starting.IsCompleted || silo.Log.Lines.Any(line => line.Id.Id == 1104 && line.Text.StartsWith("It is away. The start waits for it", StringComparison.Ordinal)),
            "it says what it waits for");
        Assert.False(starting.IsCompleted);

        (await store.Task).Broken.Clear();
        await starting;
    }

    /// <summary>As such a release leaves it: what it wrote has no lists, and none stands in any.</summary>
    private static async Task ForgetAsync(ProducingSilo world, string damage = "")
    {
        var server = await PrivateServer.SharedAsync();
        var database = Regex.Match(world.Silo.Setting("Lert:Store:Postgres"), "Database=([^;]+)").Groups[1].Value;
        await PrivateServer.ExecuteAsync(server.Administrator(database), $"""
            SET search_path = lert; ALTER TABLE actors DISABLE TRIGGER USER; UPDATE actors SET list_seal = NULL, lists = '[]', marks = 0; {damage}; ALTER TABLE actors ENABLE TRIGGER USER; DELETE FROM listed
            """);
    }

    private static async Task<StoredActor> LoadAsync(ProducingSilo world, string id) => (await world.Silo.Store.LoadAsync(new ActorId(ActorKinds.Case, id), CancellationToken.None))!;

    private static async Task<string[]> ListAsync(ProducingSilo world, string role, string subject, string filter) =>
        [.. (await new CaseService.CaseServiceClient(world.Caller.As(role, subject)).ListAsync(new ListCasesRequest { Filter = filter })).Cases.Select(shown => shown.CaseId)];
}
