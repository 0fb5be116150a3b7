using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Api.Tests.Rotas;

/// <summary>What of rotas goes through the edge, and what does not.</summary>
public sealed class RotaInputTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task Each_command_reaches_its_rota_word_for_word()
    {
        api.Cluster.Rota = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Rota(key));
        var lead = api.Rotas(Roles.Lead);
        var put = await Sent<RotaCommand.Put>(() => lead.PutAsync(new() { RotaId = Some.RotaId, RequestId = "r", Definition = Some.DeskRequest() }));
        Assert.Equal((Some.Desk().Title, Some.Desk().Zone, Some.Desk().Layers[0].Rotation), (put.Definition.Title, put.Definition.Zone, put.Definition.Layers[0].Rotation));
        Assert.Equal(Some.Desk().Layers[0].Windows.AsEnumerable(), put.Definition.Layers[0].Windows);
        Assert.Equal(["us-u-ana", "us-u-bo"], put.Definition.Layers[0].People.AsEnumerable());

        var add = await Sent<RotaCommand.AddOverrides>(() => lead.AddOverridesAsync(new()
        {
            RotaId = Some.RotaId,
            RequestId = "r",
            Overrides =
            {
                new V1.NewOverride { From = "2026-01-20T09:00", Until = "2026-01-21T09:00", Replaces = "us-u-ana", Person = "us-u-cy", Reason = "ill" },
                new V1.NewOverride { From = "2026-01-22T09:00", Until = "2026-01-23T09:00", Nobody = true },
            },
        }));
        Assert.Equal(
            [new OverrideOrder("2026-01-20T09:00", "2026-01-21T09:00", "us-u-ana", "us-u-cy", "ill"), new OverrideOrder("2026-01-22T09:00", "2026-01-23T09:00", null, null, null)],
            add.Overrides.AsEnumerable());

        var policy = await Sent<RotaCommand.PutPolicy>(() => lead.PutPolicyAsync(new() { RotaId = Some.RotaId, RequestId = "r", Alert = V1.AlertKind.Recall, Policy = Some.PolicyRequest() }));
        Assert.Equal((AlertKind.Recall, 2, TimeSpan.FromMinutes(30)), (policy.Alert, policy.Policy.Repeats, policy.Policy.AcknowledgedFor));
        Assert.Equal(AlertKind.Unspecified, (await Sent<RotaCommand.RemovePolicy>(() => lead.RemovePolicyAsync(new() { RotaId = Some.RotaId, RequestId = "r" }))).Alert);
        Assert.Equal("o1", (await Sent<RotaCommand.RemoveOverride>(() => lead.RemoveOverrideAsync(new() { RotaId = Some.RotaId, RequestId = "r", OverrideId = "o1" }))).OverrideId);
        Assert.Equal("quiet", (await Sent<RotaCommand.WriteNote>(() => lead.WriteHandoffNoteAsync(new() { RotaId = Some.RotaId, RequestId = "r", Text = "quiet" }))).Text);
    }

    [Fact]
    public async Task Every_command_names_all_its_wrong_fields()
    {
        api.Cluster.Rota = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Rota(key));
        var lead = api.Rotas(Roles.Lead);
        await Fields(lead.PutAsync(new()), "definition.title", "definition.zone", "request_id", "rota_id");
        await Fields(
            lead.PutAsync(new()
            {
                RotaId = "us-r--x",
                RequestId = "r",
                Definition = new() { Title = "t", Zone = "UTC", Layers = { new V1.RotaLayer { StartOn = "2026-02-30", Windows = { new V1.CoverHours { From = "24:00", To = "9" } } } } },
            }),
            "definition.layers[0].name", "definition.layers[0].rotation.at", "definition.layers[0].start_on", "definition.layers[0].windows[0].from",
            "definition.layers[0].windows[0].to", "rota_id");
        await Fields(
            lead.AddOverridesAsync(new() { Overrides = { new V1.NewOverride(), new V1.NewOverride { From = "x", Until = "y", Person = "us-u-ana", Nobody = true } } }),
            "overrides[0].from", "overrides[0].person", "overrides[0].until", "overrides[1].nobody", "request_id", "rota_id");
        await Fields(lead.SwapAsync(new()), "one.from", "one.person", "one.until", "other.from", "other.person", "other.until", "request_id", "rota_id");
        await Fields(lead.PutPolicyAsync(new()), "policy.acknowledged_for", "policy.break_glass_every", "request_id", "rota_id");
        await Fields(lead.RemoveOverrideAsync(new()), "override_id", "request_id", "rota_id");
        await Fields(lead.WriteHandoffNoteAsync(new()), "request_id", "rota_id", "text");
        await Fields(lead.GetAsync(new() { RotaId = Some.HoldId }), "rota_id");
        await Fields(lead.WhoIsOnCallAsync(new() { At = new Timestamp { Seconds = long.MaxValue } }), "at", "rota_id");
        await Fields(lead.ListShiftsAsync(new()), "from", "rota_id", "until");
        var start = Timestamp.FromDateTimeOffset(Some.Instant);
        await Fields(lead.ListShiftsAsync(new() { RotaId = Some.RotaId, From = start, Until = start }), "until");
        await Fields(lead.ListShiftsAsync(new() { RotaId = Some.RotaId, From = start, Until = Timestamp.FromDateTimeOffset(Some.Instant.AddDays(401)) }), "until");
    }

    [Fact]
    public async Task Who_is_on_call_and_the_shifts_are_told_in_full()
    {
        api.Cluster.ReadRota = Some.Rota;
        var who = await api.Rotas(Roles.Intake).WhoIsOnCallAsync(new() { RotaId = Some.RotaId });
        Assert.Equal(("us-u-ana", "us-u-bo", "all quiet"), (who.Person, who.NextPerson, who.Notes[0].Text));
        Assert.Equal((Some.Instant, Some.Instant.AddHours(8), Some.Instant.AddHours(16)), (who.At.ToDateTimeOffset(), who.Until.ToDateTimeOffset(), who.NextUntil.ToDateTimeOffset()));

        var shifts = await api.Rotas(Roles.Auditor).ListShiftsAsync(
            new() { RotaId = Some.RotaId, From = Timestamp.FromDateTimeOffset(Some.Instant), Until = Timestamp.FromDateTimeOffset(Some.Instant.AddDays(28)) });
        Assert.Equal(("us-u-ana", "base", 1, true, "America/Los_Angeles"), (shifts.Shifts[0].Person, shifts.Shifts[0].Source, shifts.Gaps.Count, shifts.IsCut, shifts.Zone));
    }

    private async Task<TCommand> Sent<TCommand>(Func<AsyncUnaryCall<V1.Rota>> call)
        where TCommand : RotaCommand
    {
        api.Cluster.Calls.Clear();
        await call();
        var sent = Assert.Single(api.Cluster.Calls);
        Assert.Equal((Some.RotaId, "r", "ann"), (sent.Key, sent.Stamp.CommandId, sent.Stamp.By));
        return Assert.IsType<TCommand>(sent.Command<RotaCommand>());
    }

    private static async Task Fields<T>(AsyncUnaryCall<T> call, params string[] fields) =>
        Assert.Equal(fields, (await ErrorDetails.Of(call)).Fields.Order(StringComparer.Ordinal));
}
