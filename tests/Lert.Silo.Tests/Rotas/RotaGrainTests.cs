using Lert.Grains;
using Lert.Grains.Journal;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Rotas;

/// <summary>A rota in a whole silo: what is committed is what is answered, also after a restart.</summary>
public sealed class RotaGrainTests
{
    private const string Key = "us-r-night-desk";

    private static readonly EscalationPolicy Policy = new(
        [new EscalationStep([Key], [], TimeSpan.FromMinutes(5))], 1, ["us-u-cy"], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    [Fact]
    public async Task E8_a_person_without_a_contact_rule_cannot_go_on_a_rota()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        var rota = silo.Grains.GetGrain<IRotaGrain>(Key);

        // Nobody has said how Di is reached.
        var refused = await rota.Execute(Some.Stamp("put"), new RotaCommand.Put(Desk("us-u-di", "us-u-eve"), []));

        Assert.Equal(RefusalCodes.RotaNoContactRule, refused.Refusal?.Code);
        Assert.Equal(["definition.layers[0].people[0]", "definition.layers[0].people[1]"], refused.Refusal!.Violations.Select(violation => violation.Field));
        Assert.Null(await rota.Get());
        Assert.Null(await rota.WhoIsOnCall(Some.Start));
        Assert.Empty((await silo.Grains.GetGrain<IArchiveGrain>("any").ListRotas(new ListQuery(["us"], [], null, null, null, null, null, 10))).Items);
    }

    [Fact]
    public async Task E4_what_was_committed_is_answered_by_a_silo_that_starts_again()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        await ReachableAsync(silo, "ana", "bo", "cy");
        var rota = silo.Grains.GetGrain<IRotaGrain>(Key);
        Assert.Null((await rota.Execute(Some.Stamp("put"), new RotaCommand.Put(Desk("us-u-ana", "us-u-bo"), []))).Refusal);
        Assert.Null((await rota.Execute(Some.Stamp("policy"), new RotaCommand.PutPolicy(AlertKind.Unspecified, Policy, []))).Refusal);
        var order = new OverrideOrder("2026-01-20T09:00", "2026-01-21T09:00", null, "us-u-cy", "ill");
        var made = await rota.Execute(Some.Stamp("override"), new RotaCommand.AddOverrides([order], []));
        Assert.Null(made.Refusal);
        // A retry gets the answer that it got.
        Assert.Equal(made.View!.Version, (await rota.Execute(Some.Stamp("override"), new RotaCommand.AddOverrides([order], []))).View!.Version);

        await silo.RestartAsync();

        rota = silo.Grains.GetGrain<IRotaGrain>(Key);
        Assert.Equal(new OnCall("us-u-cy", Some.Instant("2026-01-21T17:00:00Z")), await rota.WhoIsOnCall(Some.Instant("2026-01-20T20:00:00Z")));
        Assert.Equal(Policy.BreakGlassEvery, (await rota.FindPolicy(AlertKind.Emergency))?.BreakGlassEvery);
        var calendar = await rota.ListShifts(Some.Instant("2026-01-20T08:00:00Z"), Some.Instant("2026-01-22T08:00:00Z"));
        Assert.Equal(["us-u-ana", "us-u-cy", "us-u-ana"], calendar!.Shifts.Select(shift => shift.Person));
        var report = await rota.ReportOnCall(Some.Instant("2026-01-20T20:00:00Z"));
        Assert.Equal(("us-u-cy", "us-u-ana"), (report!.Now.Responder, report.Next!.Responder));
        Assert.Equal(Key, Assert.Single((await silo.Grains.GetGrain<IArchiveGrain>("any").ListRotas(new ListQuery(["us"], [], null, null, null, null, null, 10))).Items).RotaId);
    }

    [Fact]
    public async Task E12_a_gap_that_comes_within_thirty_days_is_raised_by_the_wake_pump()
    {
        await using var silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020");
        await ReachableAsync(silo, "ana", "bo");
        var rota = silo.Grains.GetGrain<IRotaGrain>(Key);
        await rota.Execute(Some.Stamp("put"), new RotaCommand.Put(Desk("us-u-ana", "us-u-bo"), []));
        var now = silo.Clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime.AddDays(45));
        var nobody = new OverrideOrder($"{day:yyyy-MM-dd}T09:00", $"{day:yyyy-MM-dd}T17:00", null, null, null);
        var made = await rota.Execute(Some.Stamp("override"), new RotaCommand.AddOverrides([nobody], []));
        Assert.Null(made.Refusal);
        Assert.Null(made.View!.GapAhead);
        Assert.Empty(made.View.Gaps);

        silo.Clock.Set(now.AddDays(16));

        await Eventually.TrueAsync(async () => (await rota.Get())!.GapAhead is not null, "the gap is raised");
        var gap = Assert.Single((await rota.Get())!.Gaps);
        Assert.Equal(TimeSpan.FromHours(8), gap.End - gap.Start);
    }

    /// <summary>People who have said how they are reached.</summary>
    private static async Task ReachableAsync(SiloUnderTest silo, params string[] names)
    {
        foreach (var name in names)
        {
            var person = silo.Grains.GetGrain<IResponderGrain>(ActorKey.ResponderOf("us", name));
            var put = await person.Execute(Some.Stamp("put", "lead"), new ResponderCommand.Put(new ResponderProfile(name, "UTC", [], [], Clearance.Standard, ["us"], [])));
            Assert.Null(put.Refusal);
            var rule = new ContactRule(ContactChannel.Webhook, $"device-of-{name}", TimeSpan.Zero, Urgency.Normal);
            Assert.Null((await person.Execute(Some.Stamp("contacts", name), new ResponderCommand.PutContactRules([rule]))).Refusal);
        }
    }

    private static RotaDefinition Desk(params string[] people) => new(
        "Night desk", "America/Los_Angeles",
        [new RotaLayer("base", new(2026, 1, 5), new HandOffRule(TurnUnit.Week, 1, 1, new(9, 0)), [.. people], [], null)]);
}
