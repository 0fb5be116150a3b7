using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Domain.Rotas;
using Lert.Grains.Actors;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Grains.Rotas;

/// <inheritdoc cref="IRotaGrain"/>
public sealed class RotaGrain(ActorServices services)
    : ActorGrain<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView>(services, ActorKinds.Rota), IRotaGrain
{
    private const int MostShifts = 10_000;
    private const int NotesShown = 3;

    /// <summary>How many responders are asked at once.</summary>
    private const int AskedAtOnce = 64;

    private RotaView? _scheduled;
    private RotaSchedule? _schedule;

    public async Task<Reply<RotaView>> Execute(CommandStamp stamp, RotaCommand command)
    {
        var reply = await ExecuteAsync(stamp, command);
        return reply.View is { } view ? reply with { View = DeskRota.WithGaps(view, Services.Now()) } : reply;
    }

    public async Task<RotaView?> Get() => await ViewAsync() is { } view ? DeskRota.WithGaps(view, Services.Now()) : null;

    public async Task<OnCall?> WhoIsOnCall(DateTimeOffset at) => await ScheduleAsync() is var (_, schedule) ? schedule.OnCall(at) : null;

    public async Task<OnCallReport?> ReportOnCall(DateTimeOffset? at)
    {
        if (await ScheduleAsync() is not var (view, schedule))
        {
            return null;
        }

        var asked = at ?? Services.Now();
        var now = schedule.OnCall(asked);
        return new OnCallReport(asked, now, now.Until is { } until ? schedule.OnCall(until) : null, [.. view.Notes.Take(NotesShown)]);
    }

    public async Task<RotaCalendar?> ListShifts(DateTimeOffset from, DateTimeOffset until) =>
        await ScheduleAsync() is var (view, schedule) ? schedule.Calendar(view, from, until, MostShifts) : null;

    public async Task<EscalationPolicy?> FindPolicy(AlertKind alert)
    {
        var policies = (await ViewAsync())?.Policies ?? [];
        return (policies.FirstOrDefault(policy => policy.Alert == alert) ?? policies.FirstOrDefault(policy => policy.Alert == AlertKind.Unspecified))?.Policy;
    }

    /// <summary>Who cannot be reached cannot be on call, so everybody whom a command names is asked.</summary>
    protected override async ValueTask<RotaCommand> InformAsync(RotaState state, RotaCommand command, Moment moment)
    {
        var unreachable = ImmutableArray.CreateBuilder<string>();
        foreach (var people in RotaDecider.Names(Key, command).Chunk(AskedAtOnce))
        {
            var contacts = await Task.WhenAll(people.Select(person => GrainFactory.GetGrain<IResponderGrain>(person).FindContacts(Urgency.Emergency)));
            unreachable.AddRange(people.Zip(contacts).Where(asked => asked.Second.IsEmpty).Select(asked => asked.First));
        }

        return RotaDecider.Informed(command, unreachable.ToImmutable());
    }

    /// <summary>What the store says now, and its rules made ready to answer.</summary>
    private async Task<(RotaView View, RotaSchedule Schedule)?> ScheduleAsync()
    {
        if (await ViewAsync() is not { } view)
        {
            return null;
        }

        if (_schedule is null || view.Definition != _scheduled?.Definition || view.Overrides != _scheduled.Overrides)
        {
            (_scheduled, _schedule) = (view, DeskRota.Schedule(view));
        }

        return (view, _schedule);
    }
}
